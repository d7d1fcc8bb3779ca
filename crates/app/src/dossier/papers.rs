use super::access::{Loaded, load, set_of};
use super::show::{Dossier, assemble};
use super::submit::package;
use crate::clock::day_of;
use crate::{Cx, Error};
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_domain::account::Act;
use ocop_domain::criteria::{CriteriaSet, CriterionCode, Scorable};
use ocop_domain::dossier::seal::{SealedAnswer, SealedFile};
use ocop_domain::dossier::{Kind, Seal};
use ocop_domain::producer::LegalForm;
use ocop_print as print;
use ocop_store::dossier::seal as seals;

/// What the papers are printed from: the sealed package, or the draft as it would be sealed now.
struct Source {
    d: Dossier,
    seal: Seal,
    /// Day of submission; none of a draft.
    day: Option<Date>,
}

async fn source(cx: &Cx, id: &str) -> Result<Source, Error> {
    let loaded: Loaded = load(cx, cx.db(), id, Act::DossierView).await?;
    let editable = loaded.state.editable();
    let d = assemble(cx, cx.db(), loaded).await?;
    let row = if editable { None } else { seals::find(cx.db(), id, None).await? };
    Ok(match row {
        Some(row) => Source {
            seal: serde_json::from_str(&row.seal).map_err(Error::internal)?,
            day: Timestamp::from_millisecond(row.submitted_at).ok().map(day_of),
            d,
        },
        None => {
            let number = d.registration_number.clone().unwrap_or_default();
            Source { seal: package(&d, &number, d.attempts, d.created_at, ""), day: None, d }
        }
    })
}

impl Source {
    fn imprint(&self, paper: &str) -> print::Imprint {
        print::Imprint {
            ident: format!("{paper}:{}:{}:{}", self.d.id, self.seal.attempt, self.d.version),
            at: Timestamp::from_millisecond(self.seal.submitted_at).unwrap_or_default(),
            specimen: self.d.invented.then(|| "BẢN MINH HỌA – DỮ LIỆU HƯ CẤU".to_owned()),
        }
    }

    fn representative(&self) -> print::Representative {
        let p = &self.seal.producer;
        print::Representative {
            name: or_empty(&p.representative),
            gender: match p.representative_gender.as_deref() {
                Some("male") => "Nam".into(),
                Some("female") => "Nữ".into(),
                other => other.unwrap_or_default().to_owned(),
            },
            ethnicity: or_empty(&p.representative_ethnicity),
            residence: or_empty(&p.representative_address),
        }
    }

    fn kind_of_producer(&self) -> String {
        let form = self.seal.producer.legal_form.parse::<LegalForm>();
        form.map(|f| f.vietnamese().to_owned()).unwrap_or_default()
    }

    fn place(&self) -> String {
        let name = &self.seal.product.commune_name;
        name.split_once(' ').map_or(name.as_str(), |(_, rest)| rest).to_owned()
    }
}

fn or_empty(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

/// "Thành phố Hồ Chí Minh" within a sentence.
fn within(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |c| c.to_lowercase().chain(letters).collect())
}

/// Mẫu số 01 as PDF (Phụ lục III, 26/2026).
pub async fn form01_pdf(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let s = source(cx, id).await?;
    let (p, set) = (&s.seal.producer, set_of(&s.seal.set)?);
    let sector = set.sector.as_ref().map(|x| x.name.clone());
    let classification: Vec<String> =
        [sector, set.group.clone(), set.subgroup.clone()].into_iter().flatten().collect();
    let number = (!s.seal.registration_number.is_empty()).then(|| s.seal.registration_number.clone());
    let paper = print::Form01 {
        imprint: s.imprint("form01"),
        province: within(&s.seal.product.province_name),
        year: s.seal.form01.year,
        unit: p.name.clone(),
        representative: or_empty(&p.representative),
        position: or_empty(&p.representative_title),
        address: p.address.clone(),
        phone: or_empty(&p.phone),
        email: or_empty(&p.email),
        product: s.seal.product.name.clone(),
        classification: classification.join(" / "),
        registration: Some(match s.d.kind {
            Kind::First => print::Registration::First,
            Kind::Upgrade => print::Registration::Upgrade,
            Kind::Reranking => print::Registration::Again,
        }),
        samples: s.seal.form01.samples.map(|n| n.to_string()).unwrap_or_default(),
        place: s.place(),
        date: s.day,
        signer: p.representative.clone(),
        commune: print::Receipt { number, received: s.day, receiver: String::new() },
        provincial: print::Receipt::default(),
    };
    print::form01(&paper).map_err(Error::internal)
}

/// Mẫu số 02 as PDF (Phụ lục III, 26/2026), with the self-score as Phần III.
pub async fn form02_pdf(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let s = source(cx, id).await?;
    let (p, f) = (&s.seal.producer, &s.seal.form02);
    let paper = print::Form02 {
        imprint: s.imprint("form02"),
        producer: p.name.clone(),
        kind: s.kind_of_producer(),
        address: p.address.clone(),
        phone: or_empty(&p.phone),
        email: or_empty(&p.email),
        representative: s.representative(),
        founded: p.founded_on.as_deref().and_then(|d| d.parse().ok()),
        registration_number: or_empty(&p.registration_number),
        product: match f.specification.as_str() {
            "" => s.seal.product.name.clone(),
            more => format!("{}\n{more}", s.seal.product.name),
        },
        held: print::Held {
            business_registration: f.held.business_registration,
            quality_declared: f.held.quality_declared,
            food_safety: f.held.food_safety,
            mandatory_conditions: f.held.mandatory_conditions,
            intellectual_property: f.held.intellectual_property(),
            trademark: f.held.trademark,
            collective_mark: f.held.collective_mark,
            patent: f.held.patent,
            design: f.held.design,
            copyright: f.held.copyright,
            other: (!f.held.other.is_empty()).then(|| f.held.other.clone()),
        },
        history: f.history.clone(),
        structure: f.organisation.clone(),
        results: print::Results {
            production: f.production.clone(),
            quality: f.quality.clone(),
            market: f.market.clone(),
            business: f.business.clone(),
        },
        score: self_score(set_of(&s.seal.set)?, &s.seal),
        changes: None,
        plan: f.plan.clone(),
        place: s.place(),
        date: s.day,
        signer: p.representative.clone(),
    };
    print::form02(&paper).map_err(Error::internal)
}

fn self_score(set: &CriteriaSet, seal: &Seal) -> print::SelfScore {
    let mut parts: Vec<print::SelfPart> = Vec::new();
    for leaf in set.scorable() {
        let line = criterion(&leaf, seal);
        let (code, name) = (format!("{:?}", leaf.part.code), leaf.part.name.clone());
        if parts.last().is_none_or(|p| p.code != code) {
            let max = i64::from(leaf.part.max.get());
            parts.push(print::SelfPart { code, name, max, points: 0, groups: vec![] });
        }
        let Some(part) = parts.last_mut() else { continue };
        part.points += line.points;
        // A criterion that stands directly under its part is its own group.
        let group = leaf.headings.first().copied().unwrap_or(leaf.criterion);
        if part.groups.last().is_none_or(|g| g.code != group.code.as_str()) {
            part.groups.push(print::SelfGroup {
                code: group.code.to_string(),
                name: group.name.clone(),
                max: i64::from(group.max.get()),
                points: 0,
                criteria: vec![],
            });
        }
        if let Some(group) = part.groups.last_mut() {
            group.points += line.points;
            group.criteria.push(line);
        }
    }
    print::SelfScore {
        set: set.name.clone(),
        parts,
        total: i64::from(seal.total),
        max: i64::from(set.max_points.get()),
        result: match seal.rank {
            0 => "Chưa đủ điều kiện xếp hạng từ 3 sao".into(),
            n => format!("{n} sao"),
        },
    }
}

fn criterion(leaf: &Scorable<'_>, seal: &Seal) -> print::SelfCriterion {
    let code: &CriterionCode = &leaf.criterion.code;
    let answer: Option<&SealedAnswer> = seal.answers.iter().find(|a| a.criterion == code.as_str());
    let cites = |f: &SealedFile| {
        let c = f.cited.iter().find(|c| c.criterion == code.as_str())?;
        Some(match (c.page, c.page_to) {
            (Some(page), Some(last)) => format!("{} (trang {page}–{last})", f.title),
            (Some(page), None) => format!("{} (trang {page})", f.title),
            (None, _) => f.title.clone(),
        })
    };
    print::SelfCriterion {
        code: code.to_string(),
        name: leaf.criterion.name.clone(),
        max: i64::from(leaf.criterion.max.get()),
        option: answer.and_then(|a| leaf.criterion.option(a.option)).map(|o| o.text.clone()),
        points: answer.map_or(0, |a| i64::from(a.points)),
        note: answer.and_then(|a| a.note.clone()),
        evidence: seal.files.iter().filter_map(cites).collect(),
    }
}

/// Mẫu số 03 as PDF (Phụ lục III, 26/2026), once the commune has concluded its check.
pub async fn form03_pdf(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let s = source(cx, id).await?;
    let check = s.d.checks.iter().find(|c| c.conclusion.is_some()).ok_or(Error::NotFound)?;
    let commune = within(&s.seal.product.commune_name);
    let paper = print::Form03 {
        imprint: s.imprint("form03"),
        commune: commune.clone(),
        province: within(&s.seal.product.province_name),
        reference: Some(print::Reference {
            number: None,
            symbol: "BC-UBND".into(),
            place: s.place(),
            date: s.d.proposed_on,
        }),
        producer: s.seal.producer.name.clone(),
        kind: s.kind_of_producer(),
        address: s.seal.producer.address.clone(),
        representative: s.representative(),
        product: s.seal.product.name.clone(),
        findings: print::Findings {
            materials: or_empty(&check.local_material),
            labour: or_empty(&check.local_labour),
            origin: or_empty(&check.idea_origin),
            identity: or_empty(&check.local_identity),
        },
        signature: print::Signature { titles: vec!["TM. ỦY BAN NHÂN DÂN".into()], name: None },
    };
    print::form03(&paper).map_err(Error::internal)
}
