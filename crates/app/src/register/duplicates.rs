use super::{Candidate, PAGE, Thing};
use crate::prelude::*;
use ocop_domain::likeness::core_key;
use ocop_domain::producer::LegalForm;
use ocop_domain::producer::duplicates::{self as makers, Nearness};
use ocop_domain::product::duplicates as goods;
use ocop_store::register::duplicates::{self as rows, Pair};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Two records that may be one, with what speaks for and against it.
#[derive(Debug, Clone)]
pub struct Likely {
    pub first: Candidate,
    pub second: Candidate,
    pub points: i64,
    /// Codes of `domain::producer::duplicates::Reason` or `domain::product::duplicates::Reason`.
    pub reasons: Vec<&'static str>,
}

/// One page (from 1) of likely duplicates within the actor's reach, the likeliest first, and how many there are.
/// A pair of which only one record lies in the reader's reach is shown too: a cooperative does not stop at a commune's
/// border.
pub async fn duplicates(cx: &Cx, thing: Thing, page: i64) -> Result<(Vec<Likely>, i64), Error> {
    let visible = cx.reach(Act::RegisterMerge, &Facts::default())?;
    let db = cx.db();
    let mut found = match thing {
        Thing::Producer => producers(db, rows::producer_pairs(db, &visible).await?).await?,
        Thing::Product => products(db, rows::product_pairs(db, &visible).await?).await?,
    };
    found.sort_by(|a, b| {
        let key = |l: &Likely| (-l.points, l.first.name.clone(), l.first.id.clone(), l.second.id.clone());
        key(a).cmp(&key(b))
    });
    let total = found.len() as i64;
    let from = usize::try_from((page.max(1) - 1).saturating_mul(PAGE)).unwrap_or(usize::MAX);
    Ok((found.into_iter().skip(from).take(PAGE as usize).collect(), total))
}

fn ids(pairs: &[Pair]) -> Vec<String> {
    let set: BTreeSet<&String> = pairs.iter().flat_map(|p| [&p.first_id, &p.second_id]).collect();
    set.into_iter().cloned().collect()
}

pub(super) async fn producers(db: &Db, pairs: Vec<Pair>) -> Result<Vec<Likely>, Error> {
    let ids = ids(&pairs);
    let known: HashMap<String, Candidate> =
        rows::producers(db, &ids).await?.into_iter().map(|c| (c.id.clone(), c)).collect();
    let mut marks: HashMap<String, Vec<String>> = HashMap::new();
    for m in rows::marks(db, &ids).await? {
        marks.entry(m.producer_id).or_default().push(core_key(&m.name));
    }
    let near = Near::of(db, known.values()).await?;
    let none: Vec<String> = Vec::new();
    let mut out = Vec::new();
    for pair in pairs {
        let (Some(a), Some(b)) = (known.get(&pair.first_id), known.get(&pair.second_id)) else { continue };
        let marks_of = |c: &Candidate| marks.get(&c.id).unwrap_or(&none);
        let (x, y) = (maker(a, marks_of(a)), maker(b, marks_of(b)));
        let likeness = makers::compare(&x, &y, near.between(a, b));
        if likeness.likely() {
            out.push(Likely {
                first: a.clone(),
                second: b.clone(),
                points: likeness.points,
                reasons: likeness.reasons.iter().map(|r| r.as_str()).collect(),
            });
        }
    }
    Ok(out)
}

fn maker<'a>(c: &'a Candidate, marks: &'a [String]) -> makers::Traits<'a> {
    makers::Traits {
        name: &c.name,
        legal_form: c.legal_form.parse().unwrap_or(LegalForm::Unknown),
        tax_number: c.tax_number.as_deref(),
        registration_number: c.registration_number.as_deref(),
        phone: c.phone.as_deref(),
        marks,
    }
}

pub(super) async fn products(db: &Db, pairs: Vec<Pair>) -> Result<Vec<Likely>, Error> {
    let known: HashMap<String, Candidate> =
        rows::products(db, &ids(&pairs)).await?.into_iter().map(|c| (c.id.clone(), c)).collect();
    let mut out = Vec::new();
    for pair in pairs {
        let (Some(a), Some(b)) = (known.get(&pair.first_id), known.get(&pair.second_id)) else { continue };
        let likeness = goods::compare(&good(a), &good(b));
        if likeness.likely() {
            out.push(Likely {
                first: a.clone(),
                second: b.clone(),
                points: likeness.points,
                reasons: likeness.reasons.iter().map(|r| r.as_str()).collect(),
            });
        }
    }
    Ok(out)
}

fn good(c: &Candidate) -> goods::Traits<'_> {
    goods::Traits {
        name: &c.name,
        producer: &c.producer_id,
        commune: c.commune_id.as_deref(),
        set: c.set_id.as_deref(),
        gtin: c.gtin.as_deref(),
        brand_place: c.brand_place.as_deref(),
    }
}

/// Which communes went into which, as far as these records need it.
struct Near(HashSet<(String, String)>);

impl Near {
    async fn of(db: &Db, of: impl Iterator<Item = &Candidate>) -> Result<Near, Error> {
        let communes: BTreeSet<&String> = of.filter_map(|c| c.commune_id.as_ref()).collect();
        let communes: Vec<String> = communes.into_iter().cloned().collect();
        let heirs = rows::heirs(db, &communes).await?;
        Ok(Near(heirs.into_iter().map(|h| (h.old_id, h.new_id)).collect()))
    }

    fn between(&self, a: &Candidate, b: &Candidate) -> Nearness {
        match (&a.commune_id, &b.commune_id) {
            (Some(x), Some(y)) if x == y => Nearness::Same,
            (Some(x), Some(y)) => {
                let met = |x: &String, y: &String| self.0.contains(&(x.clone(), y.clone()));
                if met(x, y) || met(y, x) { Nearness::Succession } else { Nearness::Apart }
            }
            _ => Nearness::Apart,
        }
    }
}
