//! A visit to the place (khảo sát thực tế, Điều 7(3)c, 26/2026), written down on a phone that may have no line for hours.
//! The phone names the visit; sending it again changes nothing.

use super::access::matter;
use crate::paper::{MediaType, SentFile};
use crate::paper::{TakenIn, take_each};
use crate::prelude::*;
use crate::upload::{self, Joined};
use ocop_domain::advisory::{FileRole, MOST_FILES, MOST_PEOPLE, Spot, Verdict, visit_id};
use ocop_domain::criteria::{CriteriaSet, CriterionCode};
use ocop_domain::journal::sha256;
use ocop_store::advisory::{VisitCheckRow, VisitFileRow, VisitPersonRow, VisitRow, visits};
use ocop_store::council::{CaseRow, ClaimRow, cases};
use ocop_store::files;
use std::collections::BTreeMap;

/// A file that was sent ahead.
#[derive(Debug, Clone, Default)]
pub struct VisitUpload {
    /// photo, sign or sheet
    pub role: String,
    /// A photo's criterion, a signature's person (from 1); else empty.
    pub about: String,
    /// A finished upload.
    pub upload: String,
}

/// A file that came with the form.
#[derive(Debug, Clone, Default)]
pub struct VisitFile {
    pub role: String,
    pub about: String,
    pub file: SentFile,
}

#[derive(Debug, Clone, Default)]
pub struct RecordVisit {
    pub dossier: String,
    /// A UUID made where the visit was written down.
    pub id: String,
    /// dd/mm/yyyy
    pub visited_on: String,
    pub place: String,
    /// Decimal degrees; both or neither.
    pub latitude: String,
    pub longitude: String,
    /// Metres, whole or with a fraction.
    pub accuracy: String,
    pub conclusion: String,
    /// Criterion → (verdict, note); an empty verdict: not looked at.
    pub checks: BTreeMap<String, (String, String)>,
    /// (name, capacity) in the order of the form; empty rows are passed over.
    pub people: Vec<(String, String)>,
    pub uploads: Vec<VisitUpload>,
    pub files: Vec<VisitFile>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub id: String,
    /// It was there already: this was a repeat.
    pub again: bool,
}

/// What the form of a visit shows.
pub struct VisitForm {
    pub case: CaseRow,
    pub set: &'static CriteriaSet,
    pub claims: Vec<ClaimRow>,
    /// An id for a visit written down without scripts.
    pub id: String,
}

pub async fn visit_form(cx: &Cx, dossier: &str) -> Result<VisitForm, Error> {
    let m = matter(cx, cx.db(), dossier).await?;
    m.writing(cx)?;
    let claims = cases::claims(cx.db(), dossier).await?;
    Ok(VisitForm { case: m.case, set: m.set, claims, id: cx.id() })
}

/// Everything typed, checked.
struct Read {
    row: VisitRow,
    checks: Vec<VisitCheckRow>,
    people: Vec<VisitPersonRow>,
}

/// Records a visit once, however often it is sent.
pub async fn record_visit(cx: &Cx, cmd: RecordVisit) -> Result<Recorded, Error> {
    let m = matter(cx, cx.db(), &cmd.dossier).await?;
    cx.allow(Act::AdvisoryView, &m.facts)?;
    let mut invalid = Invalid::default();
    let read = read(cx, m.set, m.council()?, &cmd, &mut invalid);
    if let Some(have) = visits::find(cx.db(), &read.row.id).await? {
        return repeat(&have, &read.row);
    }
    m.writing(cx)?;
    let uploads: Vec<String> = cmd.uploads.iter().map(|u| u.upload.clone()).collect();
    if uploads.len() + cmd.files.len() > MOST_FILES {
        invalid.add_with("file", "visit_many_files", vec![("most", MOST_FILES.to_string())]);
    }
    // Nothing is joined for a form that comes back anyway.
    invalid.clone().ok()?;
    let sent = cmd.files.iter().map(|f| f.file.clone()).collect();
    let mut joined = match upload::join(cx, &uploads, sent).await? {
        Ok(joined) => joined,
        Err(code) => return Err(Error::field("file", code)),
    };
    let uses = cmd.uploads.iter().map(|u| (&u.role, &u.about));
    let uses = uses.chain(cmd.files.iter().map(|f| (&f.role, &f.about)));
    let uses: Vec<(String, String)> = uses.map(|(r, a)| (r.clone(), a.trim().to_owned())).collect();
    let taken = take_each(cx, std::mem::take(&mut joined.files)).await?;
    let kept = keep(cx, m.set, &read, uses, taken, invalid).await?;
    let Joined { uploads, parts, .. } = joined;
    let done: Result<Recorded, Error> = write_tx!(cx, |tx| {
        let m = matter(cx, &tx, &cmd.dossier).await?;
        if let Some(have) = visits::find(&tx, &read.row.id).await? {
            return repeat(&have, &read.row);
        }
        m.writing(cx)?;
        for f in &kept {
            files::register(&tx, &f.file_hash, &f.media_type, f.size, cx.now_ms()).await?;
        }
        visits::insert(&tx, &read.row, &read.checks, &read.people, &kept).await?;
        upload::used(&tx, &uploads).await?;
        let diff = json!({"visit": read.row.id, "visited_on": read.row.visited_on,
            "criteria": read.checks.iter().map(|c| json!([c.criterion, c.verdict])).collect::<Vec<_>>(),
            "files": kept.iter().map(|f| json!([f.role, f.file_hash])).collect::<Vec<_>>(),
            "spot": read.row.latitude.is_some(), "sha256": read.row.sha256});
        cx.journal(&tx, &m.chain(), Act::AdvisoryWrite.as_str(), &cmd.dossier, diff).await?;
        Ok(Recorded { id: read.row.id.clone(), again: false })
    });
    let done = match done {
        // Sent twice in the same moment: the other one is through by now.
        Err(Error::Conflict("duplicate")) => match visits::find(cx.db(), &read.row.id).await? {
            Some(have) => repeat(&have, &read.row)?,
            None => return Err(Error::Busy),
        },
        other => other?,
    };
    upload::forget(cx, parts).await;
    Ok(done)
}

/// The same visit again is no news; another under its name is refused.
fn repeat(have: &VisitRow, sent: &VisitRow) -> Result<Recorded, Error> {
    let same = (&have.dossier_id, &have.recorded_by, &have.sha256)
        == (&sent.dossier_id, &sent.recorded_by, &sent.sha256);
    if same {
        Ok(Recorded { id: have.id.clone(), again: true })
    } else {
        Err(Error::Conflict("advisory_visit_differs"))
    }
}

fn read(cx: &Cx, set: &CriteriaSet, council: &str, cmd: &RecordVisit, invalid: &mut Invalid) -> Read {
    let id = visit_id(&cmd.id).unwrap_or_else(|| {
        invalid.add("", "visit_id");
        String::new()
    });
    let visited_on = invalid.day("visited_on", &cmd.visited_on);
    if visited_on.is_some_and(|day| day > cx.today()) {
        invalid.add("visited_on", "date_in_future");
    }
    let place = invalid.text("place", &cmd.place, 300);
    let spot = match (cmd.latitude.trim(), cmd.longitude.trim()) {
        ("", "") => None,
        (latitude, longitude) => {
            let spot = Spot::read(latitude, longitude);
            if spot.is_none() {
                invalid.add("latitude", "visit_spot");
            }
            spot
        }
    };
    let accuracy = cmd.accuracy.split(['.', ',']).next().and_then(|n| n.trim().parse::<i64>().ok());
    let conclusion = invalid.optional("conclusion", &cmd.conclusion, 5_000);
    let mut checks = Vec::new();
    for (key, (verdict, note)) in &cmd.checks {
        if verdict.is_empty() && note.trim().is_empty() {
            continue;
        }
        let code = key.parse::<CriterionCode>().ok();
        let code = code.filter(|c| set.criterion(c).is_some_and(|c| !c.is_heading()));
        let (Some(code), Ok(verdict)) = (code, verdict.parse::<Verdict>()) else {
            invalid.add(format!("v.{key}"), "visit_verdict");
            continue;
        };
        let field = format!("n.{key}");
        let note = match verdict.wants_note() {
            true => Some(invalid.text(&field, note, 2_000)),
            false => invalid.optional(&field, note, 2_000),
        };
        let (visit_id, criterion) = (id.clone(), code.to_string());
        checks.push(VisitCheckRow { visit_id, criterion, verdict: verdict.as_str().into(), note });
    }
    if checks.is_empty() && !invalid.0.iter().any(|e| e.field.starts_with("v.")) {
        invalid.add("checks", "visit_nothing");
    }
    let people = people(&id, &cmd.people, invalid);
    let mut row = VisitRow {
        id,
        dossier_id: cmd.dossier.clone(),
        council_id: council.to_owned(),
        visited_on: visited_on.map(|d| d.to_string()).unwrap_or_default(),
        place,
        latitude: spot.map(|s| s.latitude),
        longitude: spot.map(|s| s.longitude),
        accuracy: accuracy.filter(|n| spot.is_some() && (0..=1_000_000).contains(n)),
        conclusion,
        sha256: String::new(),
        recorded_by: cx.actor.id().to_owned(),
        recorded_at: cx.now_ms(),
    };
    let noted = json!([
        row.visited_on,
        row.place,
        row.latitude,
        row.longitude,
        row.accuracy,
        row.conclusion,
        checks.iter().map(|c| json!([c.criterion, c.verdict, c.note])).collect::<Vec<_>>(),
        people.iter().map(|p| json!([p.number, p.name, p.capacity])).collect::<Vec<_>>()
    ]);
    row.sha256 = sha256(noted.to_string().as_bytes());
    Read { row, checks, people }
}

/// The number is the row of the form, so that a signature finds its person.
fn people(visit: &str, typed: &[(String, String)], invalid: &mut Invalid) -> Vec<VisitPersonRow> {
    let mut out = Vec::new();
    for (at, (name, capacity)) in typed.iter().enumerate().take(MOST_PEOPLE) {
        if name.trim().is_empty() && capacity.trim().is_empty() {
            continue;
        }
        let n = at + 1;
        out.push(VisitPersonRow {
            visit_id: visit.to_owned(),
            number: i64::try_from(n).unwrap_or_default(),
            name: invalid.text(&format!("name.{n}"), name, 200),
            capacity: invalid.text(&format!("capacity.{n}"), capacity, 200),
        });
    }
    if out.is_empty() {
        invalid.add("name.1", "visit_nobody");
    }
    out
}

/// Stores the bytes of files that are what they should be; a refused one stands at its field.
async fn keep(
    cx: &Cx,
    set: &CriteriaSet,
    read: &Read,
    uses: Vec<(String, String)>,
    taken: Vec<Result<TakenIn, &'static str>>,
    mut invalid: Invalid,
) -> Result<Vec<VisitFileRow>, Error> {
    let mut sound = Vec::new();
    for ((role, about), seen) in uses.into_iter().zip(taken) {
        let field = if about.is_empty() { role.clone() } else { format!("{role}.{about}") };
        let Ok(kind) = role.parse::<FileRole>() else {
            invalid.add("file", "unknown_choice");
            continue;
        };
        let known = match kind {
            FileRole::Photo => {
                about.is_empty() || about.parse().is_ok_and(|code| set.criterion(&code).is_some())
            }
            FileRole::Sign => read.people.iter().any(|p| p.number.to_string() == about),
            FileRole::Sheet => about.is_empty(),
        };
        match seen {
            Err(code) => invalid.add(field, code),
            Ok(_) if !known => invalid.add(field, "unknown_choice"),
            Ok(i) if kind.pictures_only() && i.intake.media_type == MediaType::Pdf => {
                invalid.add(field, "photos_only");
            }
            Ok(i) => sound.push((kind, about, i.intake, i.bytes)),
        }
    }
    invalid.ok()?;
    let mut out = Vec::new();
    for (n, (kind, about, intake, bytes)) in sound.into_iter().enumerate() {
        let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
        out.push(VisitFileRow {
            visit_id: read.row.id.clone(),
            number: i64::try_from(n + 1).map_err(Error::internal)?,
            role: kind.as_str().into(),
            about,
            file_hash: cx.store.files.put(bytes).await?,
            file_name: intake.name,
            media_type: intake.media_type.as_str().into(),
            size,
        });
    }
    Ok(out)
}
