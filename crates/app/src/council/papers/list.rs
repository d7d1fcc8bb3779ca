//! All papers of a round on one page: the round's own, then product by product, each with number and signed copy.

use super::bundle::{BundleView, bundle_view};
use super::invite::called;
use super::leave;
use super::whole::{Whole, bare};
use crate::council::matter::{Matter, matters};
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::council::PaperKey;
use ocop_store::council::{CouncilRow, RoundRow, SessionRow, SheetRow, SignedRow, Which, papers, sheets};

/// Products on a page.
const SIZE: usize = 10;

pub struct PapersView {
    pub council: CouncilRow,
    pub round: RoundRow,
    pub session: SessionRow,
    pub closed: bool,
    pub may_keep: bool,
    /// All papers; else only one's own forms.
    pub may_read: bool,
    /// Minutes, summary and report; empty until the round is closed.
    pub own: Vec<PaperLine>,
    pub invitees: Vec<InviteeLine>,
    pub products: Vec<ProductPapers>,
    pub product_count: usize,
    pub page: usize,
    pub size: usize,
    /// None for those who may not have everything at once.
    pub bundle: Option<BundleView>,
}

pub struct PaperLine {
    pub key: PaperKey,
    /// Number with its symbol, and the day as stored.
    pub number: Option<(String, String)>,
    pub signed: Option<SignedNote>,
}

/// That a signed copy stands.
pub struct SignedNote {
    pub id: String,
    pub signed_on: String,
}

pub struct InviteeLine {
    pub paper: PaperLine,
    pub name: String,
    pub capacity: String,
}

pub struct ProductPapers {
    pub dossier: String,
    pub product: String,
    pub producer: String,
    pub notice: Option<PaperLine>,
    pub forms: Vec<FormLine>,
}

pub struct FormLine {
    pub paper: PaperLine,
    pub member: String,
    /// From 1; only said where there were several.
    pub ballot: Option<u32>,
}

fn line(w: &Whole, signed: &[SignedRow], key: PaperKey) -> PaperLine {
    let name = key.to_string();
    let number = match (&key, w.number_of(&key)) {
        (PaperKey::Minutes, _) => {
            w.sitting.round.minutes_number.as_ref().map(|n| (format!("{n}/{}", key.symbol()), String::new()))
        }
        (_, Some(n)) => Some((format!("{:02}/{}", n.number, key.symbol()), n.dated_on.clone())),
        _ => None,
    };
    let found = signed.iter().find(|s| s.paper == name);
    let signed = found.map(|s| SignedNote { id: s.id.clone(), signed_on: s.signed_on.clone() });
    PaperLine { key, number, signed }
}

/// For those who keep or read the papers; a member finds the member's own forms here as soon as they are handed in.
pub async fn show_papers(cx: &Cx, round: &str, page: i64) -> Result<PapersView, Error> {
    let cx = &cx.snapshot().await?;
    let w = bare(cx, round).await?;
    let facts = w.sitting.facts();
    let may_read = leave::round_papers(cx, &w.sitting).is_ok();
    let may_keep = cx.allow(Act::PapersKeep, &facts).is_ok();
    if !may_read && !may_keep && w.sitting.council.seat.is_none() {
        cx.allow(Act::PapersRead, &facts)?;
    }
    let signed = papers::signed_in(cx.db(), round).await?;
    let mut own = Vec::new();
    if may_read {
        own.extend([PaperKey::Minutes, PaperKey::Summary, PaperKey::Report].map(|k| line(&w, &signed, k)));
    }
    let mut invitees = Vec::new();
    if may_read || may_keep {
        invitees.extend(called(&w).into_iter().map(|c| InviteeLine {
            paper: line(&w, &signed, PaperKey::Invitation(c.invitee)),
            name: c.name,
            capacity: c.capacity,
        }));
    }
    let matters = matters(cx.db(), cx, &w.sitting, Which::All).await?;
    let product_count = matters.len();
    let page = usize::try_from(page.max(1)).unwrap_or(1);
    let shown = matters.into_iter().skip((page - 1).saturating_mul(SIZE)).take(SIZE);
    let shown: Vec<Matter> = shown.collect();
    let sheets = Sheets {
        all: match may_read {
            true => {
                let ids: Vec<String> = shown.iter().map(|m| m.case.id.clone()).collect();
                Some(sheets::handed_in(cx.db(), round, Which::Page(&ids)).await?)
            }
            false => None,
        },
        own: sheets::submitted_of(cx.db(), round, cx.actor.id()).await?,
    };
    let products =
        shown.into_iter().map(|m| product(cx, &w, &signed, m, &sheets)).collect::<Result<_, _>>()?;
    Ok(PapersView {
        closed: facts.closed,
        may_keep,
        may_read,
        own,
        invitees,
        products,
        product_count,
        page,
        size: SIZE,
        bundle: bundle_view(cx, &w.sitting).await?,
        council: w.sitting.council.row.clone(),
        round: w.sitting.round.clone(),
        session: w.session,
    })
}

/// The sheets handed in for the products of the page.
struct Sheets {
    /// Every member's; none for a person who may not read the papers of the round.
    all: Option<Vec<SheetRow>>,
    /// The reader's own: to others, whether a further member has handed in is not told.
    own: Vec<SheetRow>,
}

fn product(
    cx: &Cx,
    w: &Whole,
    signed: &[SignedRow],
    m: Matter,
    sheets: &Sheets,
) -> Result<ProductPapers, Error> {
    let all = sheets.all.as_ref().filter(|_| leave::dossier_papers(cx, &m).is_ok());
    let from = all.unwrap_or(&sheets.own);
    let of_it = |s: &&SheetRow| s.dossier_id == m.case.id && !m.recused(&s.account_id);
    let mut forms = Vec::new();
    for ballot in m.first..=m.ballot {
        let sheets = from.iter().filter(of_it).filter(|s| s.ballot == ballot);
        for s in sheets {
            let n = u32::try_from(m.nth(ballot)).map_err(Error::internal)?;
            let member = m.sitting.council.members.iter().find(|x| x.account_id == s.account_id);
            let key = PaperKey::Sheet { dossier: m.case.id.clone(), member: s.account_id.clone(), ballot: n };
            forms.push(FormLine {
                paper: line(w, signed, key),
                member: member.map_or_else(String::new, |x| x.name.clone()),
                ballot: (m.nth(m.ballot) > 1).then_some(n),
            });
        }
    }
    let notice = all.map(|_| line(w, signed, PaperKey::Notice { dossier: m.case.id.clone() }));
    Ok(ProductPapers {
        dossier: m.case.id,
        product: m.case.product_name,
        producer: m.case.producer_name,
        notice,
        forms,
    })
}
