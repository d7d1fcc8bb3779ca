//! One paper: its data composed, set in PDF or DOCX, and what stands beside it.

use super::minutes::minutes;
use super::printed::{Format, Printed};
use super::whole::{Whole, bare, whole, with_one, with_sheet};
use super::{form, invite, leave, notice, report, summary};
use crate::council::matter::matter;
use crate::paper::{Download, kept_scan};
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::council::PaperKey;
use ocop_domain::dossier::leaves::safe_name;
use ocop_domain::journal::sha256;
use ocop_store::council::{PaperNumberRow, RoundRow, SignedRow, papers};

/// A paper with its number and signed copies.
pub struct PaperView {
    pub round: RoundRow,
    pub key: PaperKey,
    /// Product, and for a form its member; for an invitation who is called; empty for the round's own papers.
    pub about: String,
    pub number: Option<PaperNumberRow>,
    /// The newest first; at most one of them stands.
    pub signed: Vec<SignedRow>,
    pub may_keep: bool,
    pub closed: bool,
    pub docx: bool,
}

fn read_key(paper: &str) -> Result<PaperKey, Error> {
    paper.parse().map_err(|_| Error::NotFound)
}

/// Asks whether the actor may read the paper at this moment, and says what it is about.
pub(super) async fn allowed(cx: &Cx, round: &str, paper: &str) -> Result<(PaperKey, String), Error> {
    let key = read_key(paper)?;
    let about = match &key {
        PaperKey::Minutes => {
            let w = bare(cx, round).await?;
            cx.allow(Act::MinutesRead, &w.sitting.facts())?;
            String::new()
        }
        PaperKey::Summary | PaperKey::Report => {
            leave::round_papers(cx, &bare(cx, round).await?.sitting)?;
            String::new()
        }
        PaperKey::Invitation(invitee) => {
            let w = bare(cx, round).await?;
            leave::invitations(cx, &w.sitting)?;
            let mut called = invite::called(&w).into_iter();
            called.find(|c| c.invitee == *invitee).ok_or(Error::NotFound)?.name
        }
        PaperKey::Notice { dossier } => {
            let m = matter(cx.db(), cx, round, dossier).await?;
            leave::dossier_papers(cx, &m)?;
            m.case.product_name
        }
        PaperKey::Sheet { dossier, member, ballot } => {
            let m = matter(cx.db(), cx, round, dossier).await?;
            leave::form(cx, &m, member, *ballot).await?;
            let name = m.sitting.council.members.iter().find(|x| x.account_id == *member);
            let name = name.map_or_else(String::new, |x| format!(" – {}", x.name));
            format!("{}{name}", m.case.product_name)
        }
    };
    Ok((key, about))
}

pub async fn show_paper(cx: &Cx, round: &str, paper: &str) -> Result<PaperView, Error> {
    let cx = &cx.snapshot().await?;
    let (key, about) = allowed(cx, round, paper).await?;
    let w = bare(cx, round).await?;
    Ok(PaperView {
        number: w.number_of(&key).cloned(),
        signed: papers::signed_of(cx.db(), round, paper).await?,
        may_keep: leave::keep(cx, &w.sitting, &key).is_ok(),
        closed: w.sitting.facts().closed,
        docx: key != PaperKey::Minutes,
        round: w.sitting.round.clone(),
        about,
        key,
    })
}

/// The paper as a file, set afresh from what was handed in and closed.
pub async fn paper_file(cx: &Cx, round: &str, paper: &str, format: Format) -> Result<Download, Error> {
    let (key, about, printed) = Box::pin(read(cx, round, paper, format)).await?;
    let bytes = tokio::task::spawn_blocking(move || printed.set(format)).await.map_err(Error::internal)??;
    Ok(Download {
        name: format!("{}.{}", file_stem(&key, &about), format.ending()),
        media_type: format.media_type().to_owned(),
        inline: format == Format::Pdf,
        sha256: sha256(&bytes),
        bytes,
    })
}

/// Everything the paper says, as it stands at one moment.
async fn read(
    cx: &Cx,
    round: &str,
    paper: &str,
    format: Format,
) -> Result<(PaperKey, String, Printed), Error> {
    let cx = &cx.snapshot().await?;
    let (key, about) = allowed(cx, round, paper).await?;
    if format == Format::Docx && key == PaperKey::Minutes {
        return Err(Error::NotFound);
    }
    let printed = match &key {
        PaperKey::Minutes => Printed::Minutes(Box::new(minutes(cx, round).await?)),
        PaperKey::Summary | PaperKey::Report => composed(cx, &whole(cx, round).await?, &key).await?,
        PaperKey::Invitation(_) => composed(cx, &bare(cx, round).await?, &key).await?,
        PaperKey::Notice { dossier } => {
            let w = with_one(cx, round, dossier).await?;
            composed(cx, &w, &key).await?
        }
        PaperKey::Sheet { dossier, member, ballot } => {
            let m = matter(cx.db(), cx, round, dossier).await?;
            let w = with_sheet(cx, &m, member, *ballot).await?;
            Printed::Form(Box::new(form::form(cx, &w, &m, &key)?))
        }
    };
    Ok((key, about, printed))
}

/// The council's report that goes with a package (Điều 6(3)a, 26/2026), and its signed copy if there is one, each with
/// how its name ends; nothing while the round sits. A person who may send the package need not be able to read the
/// papers.
pub(crate) async fn report_for_package(cx: &Cx, round: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let printed = {
        let cx = &cx.snapshot().await?;
        let w = whole(cx, round).await?;
        if !w.sitting.facts().closed {
            return Ok(Vec::new());
        }
        composed(cx, &w, &PaperKey::Report).await?
    };
    let made = tokio::task::spawn_blocking(move || printed.set(Format::Pdf)).await;
    let mut out = vec![(".pdf".to_owned(), made.map_err(Error::internal)??)];
    let signed = papers::signed_of(cx.db(), round, &PaperKey::Report.to_string()).await?;
    if let Some(copy) = signed.into_iter().find(|s| s.replaced_at.is_none()) {
        let file = kept_scan(cx, &copy.file_hash, "-da-ky").await?;
        out.push((file.name, file.bytes));
    }
    Ok(out)
}

/// A paper's data from a round that is loaded as far as the paper needs.
pub(super) async fn composed(cx: &Cx, w: &Whole, key: &PaperKey) -> Result<Printed, Error> {
    let case = |dossier: &str| w.cases.iter().find(|c| c.matter.case.id == dossier).ok_or(Error::NotFound);
    Ok(match key {
        PaperKey::Minutes => Printed::Minutes(Box::new(minutes(cx, &w.sitting.round.id).await?)),
        PaperKey::Summary => Printed::Summary(Box::new(summary::summary(cx, w))),
        PaperKey::Report => Printed::Report(Box::new(report::report(cx, w))),
        PaperKey::Invitation(invitee) => {
            Printed::Invitation(Box::new(invite::invitation(cx, w, invitee).await?))
        }
        PaperKey::Notice { dossier } => {
            Printed::Notice(Box::new(notice::notice(cx, w, case(dossier)?, key)?))
        }
        PaperKey::Sheet { dossier, .. } => {
            Printed::Form(Box::new(form::form(cx, w, &case(dossier)?.matter, key)?))
        }
    })
}

/// What a paper's file is called, without its ending.
pub(super) fn file_stem(key: &PaperKey, about: &str) -> String {
    let kind = match key {
        PaperKey::Minutes => return "bien-ban".into(),
        PaperKey::Summary => return "bang-tong-hop-diem".into(),
        PaperKey::Report => return "bao-cao-ket-qua".into(),
        PaperKey::Notice { .. } => "thong-bao",
        PaperKey::Invitation(_) => "giay-moi",
        PaperKey::Sheet { .. } => "phieu-danh-gia",
    };
    format!("{kind}-{}", safe_name(&about.replace('.', " ")))
}
