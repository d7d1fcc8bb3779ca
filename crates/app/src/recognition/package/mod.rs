//! The package of a five-star candidate (Điều 6(3), 7(3)e): the sealed dossier, the council's result and the decision
//! in one archive with an index and the hash of every file, as it goes to the ministry.

mod archive;
mod attached;
mod contents;
mod leave;
mod masked;

use crate::paper::SentFile;
use crate::prelude::*;
use leave::Leave;
use ocop_domain::criteria::set;
use ocop_domain::dossier::{Event, State};
use ocop_domain::national::{Demanded, Paper, Standing, papers, standing};
use ocop_store::recognition as store;
use ocop_store::recognition::{NewPackage, PackageDossier};
use ocop_store::{GetResult, files, scope};

/// Sends a candidate's package up.
#[derive(Debug, Clone, Default)]
pub struct SendPackage {
    pub dossier_id: String,
    /// Number of the province's letter.
    pub letter_number: String,
    /// `dd/mm/yyyy`.
    pub sent_on: String,
    /// Signed letter, report of the office, test results: PDF, JPEG or PNG, each a file of its own.
    pub attached: Vec<(Paper, SentFile)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentPackage {
    pub file_hash: String,
    pub files: usize,
}

/// A package as the page shows it: what it is about and whether it was sent.
#[derive(Debug, Clone)]
pub struct Package {
    pub dossier_id: String,
    pub product_name: String,
    pub producer_name: String,
    pub decision_id: Option<String>,
    pub sent_on: Option<Date>,
    pub letter_number: Option<String>,
    /// What the ministry wants completed, once it gave the package back.
    pub to_complete: Option<String>,
    /// The papers of Điều 6(3) and where each stood when the package was made; before that, what is asked for.
    pub papers: Vec<(Paper, Option<Standing>)>,
    pub may_send: bool,
}

/// A dossier on its way to the ministry, with what the policy needs to know of it.
struct Loaded {
    dossier: PackageDossier,
    facts: Facts,
}

/// A person who may not read the package does not learn that there is one.
async fn load(cx: &Cx, dossier: &str, act: Act) -> Result<Loaded, Error> {
    let d = store::package_dossier(cx.db(), dossier).await?.ok_or(Error::NotFound)?;
    let at = scope::place(cx.db(), &d.commune_id).await?.ok_or(Error::NotFound)?;
    let facts = Facts {
        submitted: d.state.submitted(),
        closed: store::package_round_closed(cx.db(), dossier).await?,
        ..crate::facts::of_authority(Some(&at.province_code))
    };
    if act == Act::PackageRead {
        cx.know(act, &facts)?;
    }
    cx.allow(act, &facts)?;
    Ok(Loaded { dossier: d, facts })
}

pub async fn view_package(cx: &Cx, dossier: &str) -> Result<Package, Error> {
    let Loaded { dossier: d, facts: about } = load(cx, dossier, Act::PackageRead).await?;
    let sent = store::package(cx.db(), dossier).await?;
    let ready = d.state == State::Scored;
    let returned =
        ocop_store::national::receipts(cx.db(), dossier).await?.pop().filter(|r| ready && !r.taken);
    let sent = sent.filter(|_| !ready || returned.is_some());
    let papers = match sent.as_ref().and_then(|p| p.papers.as_deref()) {
        Some(kept) => read_papers(kept),
        None => demanded(&d).into_iter().map(|p| (p.paper, None)).collect(),
    };
    Ok(Package {
        decision_id: store::approval(cx.db(), dossier).await?,
        to_complete: returned.map(|r| crate::national::wanted(&r)),
        papers,
        may_send: ready && can(&cx.actor, Act::PackageSend, &about).allowed(),
        sent_on: sent.as_ref().map(|p| p.sent_on),
        letter_number: sent.and_then(|p| p.letter_number),
        dossier_id: d.id,
        product_name: d.product_name,
        producer_name: d.producer_name,
    })
}

/// Điều 6(3), 26/2026: what belongs in the package of this dossier.
fn demanded(d: &PackageDossier) -> Vec<Demanded> {
    papers(d.kind, set(&d.set_id).map_or(0, |s| s.samples_required))
}

/// Stored as `[["letter","beside"], …]`.
fn read_papers(kept: &str) -> Vec<(Paper, Option<Standing>)> {
    let pairs: Vec<(String, String)> = serde_json::from_str(kept).unwrap_or_default();
    pairs.iter().filter_map(|(paper, at)| Some((paper.parse().ok()?, at.parse().ok()))).collect()
}

/// A package on its way out.
pub enum PackageZip {
    /// The archive that was sent, as a stream: it may be larger than memory has room for.
    Sent(GetResult),
    /// A copy in which contacts are masked.
    Masked(Vec<u8>),
}

impl PackageZip {
    pub async fn bytes(self) -> Result<Vec<u8>, Error> {
        match self {
            PackageZip::Sent(file) => Ok(file.bytes().await.map_err(Error::internal)?.to_vec()),
            PackageZip::Masked(bytes) => Ok(bytes),
        }
    }
}

/// The archive as it was sent, for a reader who may read each thing in it by its own act. A reader who is refused the
/// producer's contacts gets it with masked copies of the texts that hold them, and the index says so.
pub async fn package_zip(cx: &Cx, dossier: &str) -> Result<PackageZip, Error> {
    let loaded = load(cx, dossier, Act::PackageRead).await?;
    let facts = loaded.facts.clone();
    let sent = store::package(cx.db(), dossier).await?.ok_or(Error::NotFound)?;
    let files = &cx.store.files;
    match leave::of(cx, &facts, files.seekable(&sent.file_hash).await?)? {
        Leave::Whole => Ok(PackageZip::Sent(files.open_kept(&sent.file_hash).await?)),
        Leave::Masked => {
            let zip = files.seekable(&sent.file_hash).await?;
            let d = &loaded.dossier;
            let title = format!("{} – {}", d.product_name, d.producer_name);
            let copied = tokio::task::spawn_blocking(move || masked::copy(&title, zip)).await;
            Ok(PackageZip::Masked(copied.map_err(Error::internal)??))
        }
        Leave::None => Err(Error::Hidden),
    }
}

/// Điều 7(3)e, second paragraph: once the Chairman has approved the result, the province sends the dossier to the
/// ministry. The archive is built before the transaction; the dossier's version holds both together.
pub async fn send_package(cx: &Cx, cmd: SendPackage) -> Result<SentPackage, Error> {
    let Loaded { dossier: d, .. } = load(cx, &cmd.dossier_id, Act::PackageSend).await?;
    let decision = store::approval(cx.db(), &d.id).await?.ok_or(Error::Conflict("not_approved"))?;
    let state = d.state;
    let next = state.next(Event::SendToMinistry).map_err(|_| Error::Conflict("dossier_moved"))?;
    let row = store::decision(cx.db(), &decision).await?.ok_or(Error::Conflict("not_approved"))?;
    let mut invalid = Invalid::default();
    let letter = invalid.text("letter_number", &cmd.letter_number, 60);
    let sent_on = invalid.day("sent_on", &cmd.sent_on);
    if let Some(day) = sent_on {
        if day > cx.today() {
            invalid.add("sent_on", "date_in_future");
        } else if row.decided_on.is_some_and(|decided| day < decided) {
            invalid.add("sent_on", "before_decision");
        }
    }
    let attached = attached::attached(cx, &mut invalid, cmd.attached).await?;
    invalid.ok()?;
    let sent_on = sent_on.ok_or_else(|| Error::field("sent_on", "required"))?;
    let mut entries = contents::gather(cx, &d, &row).await?;
    entries.extend(attached);
    let index: Vec<(Paper, Standing)> = {
        let paths: Vec<&str> = entries.iter().map(|e| e.path.as_str()).collect();
        demanded(&d).into_iter().map(|p| (p.paper, standing(p, &paths, !letter.is_empty()))).collect()
    };
    entries.push(contents::index(&index, &letter, sent_on)?);
    let papers: Vec<(&str, &str)> = index.iter().map(|(p, at)| (p.as_str(), at.as_str())).collect();
    let papers = serde_json::to_string(&papers).map_err(Error::internal)?;
    let count = entries.len();
    let title = format!("{} – {}", d.product_name, d.producer_name);
    let zip = tokio::task::spawn_blocking(move || archive::build(&title, &entries))
        .await
        .map_err(Error::internal)??;
    let size = i64::try_from(zip.len()).map_err(Error::internal)?;
    let hash = cx.store.files.put(zip).await?;
    write_tx!(cx, |tx| {
        store::mark_dossier(&tx, &d.id, d.version, next, None).await?;
        files::register(&tx, &hash, "application/zip", size, cx.now_ms()).await?;
        let new = NewPackage {
            dossier_id: &d.id,
            decision_id: &decision,
            file_hash: &hash,
            letter_number: Some(&letter),
            sent_on,
            sent_by: cx.actor.id(),
            created_at: cx.now_ms(),
            papers: &papers,
        };
        store::insert_package(&tx, &new).await?;
        let diff = json!({"decision": decision, "package": hash, "files": count, "letter": letter, "sent_on": sent_on,
                          "state": [state.as_str(), next.as_str()]});
        cx.journal(&tx, &format!("dossier:{}", d.id), Act::PackageSend.as_str(), &d.id, diff).await?;
        Ok(SentPackage { file_hash: hash.clone(), files: count })
    })
}
