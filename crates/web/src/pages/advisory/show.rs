use super::words::below;
use crate::download;
use crate::pages::evidence::viewer;
use crate::prelude::*;
use ocop_app::advisory::{self, Overview};
use ocop_domain::advisory::{Proposal, Spot};
use ocop_domain::criteria::Criterion;

pub struct Line {
    code: String,
    name: String,
    proposed: String,
    finding: String,
    author: String,
    paper: String,
}

struct Picture {
    href: String,
    label: String,
    /// Shown as a picture; else a link.
    image: bool,
}

struct Seen {
    id: String,
    on: String,
    place: String,
    spot: String,
    people: Vec<String>,
    checks: Vec<String>,
    conclusion: String,
    files: Vec<Picture>,
}

struct Asked {
    kind: String,
    about: String,
    reason: String,
    on: String,
    until: String,
    answer: String,
    file: String,
    open: bool,
}

#[derive(Template)]
#[template(path = "advisory/show.html")]
struct Show {
    page: Page,
    o: Overview,
    decision: String,
    review: &'static str,
    handed_in: String,
    conclusion: String,
    lines: Vec<Line>,
    visits: Vec<Seen>,
    requests: Vec<Asked>,
}

/// The proposal in words.
pub fn proposed(page: &Page, c: &Criterion, proposal: Proposal) -> String {
    match proposal {
        Proposal::Option(n) => c.option(n).map_or_else(String::new, |o| {
            format!("{} ({} {})", o.text, o.points, page.t("common.score.points"))
        }),
        Proposal::NoneOfThese => page.say("advisory.none_of_these"),
        Proposal::Insufficient => page.say("advisory.insufficient"),
    }
}

fn about(page: &Page, o: &Overview, criterion: &str) -> String {
    let found = criterion.parse().ok().and_then(|code| o.set.criterion(&code));
    found.map_or_else(|| page.say("advisory.whole"), |c| format!("{} {}", c.code, c.name))
}

fn lines(page: &Page, o: &Overview) -> Vec<Line> {
    let leaves = o.set.scorable().filter_map(|leaf| {
        let c = leaf.criterion;
        let f = o.findings.iter().find(|f| f.criterion == c.code.to_string())?;
        let proposal = f.proposal.as_deref().and_then(|p| p.parse().ok());
        Some(Line {
            code: c.code.to_string(),
            name: c.name.clone(),
            proposed: proposal.map_or_else(String::new, |p| proposed(page, c, p)),
            finding: f.finding.clone().unwrap_or_default(),
            author: f.author.clone(),
            paper: f.evidence_id.as_ref().map_or_else(String::new, |e| viewer(e, &o.case.id, f.page)),
        })
    });
    leaves.collect()
}

fn visits(page: &Page, o: &Overview) -> Vec<Seen> {
    let one = |v: &advisory::Visit| {
        let files = v.files.iter().map(|f| Picture {
            href: format!("/advisory/{}/visits/{}/files/{}", o.case.id, v.row.id, f.number),
            label: match f.role.as_str() {
                "sign" => {
                    let who = v.people.iter().find(|p| p.number.to_string() == f.about);
                    let name = who.map(|p| p.name.as_str()).unwrap_or_default();
                    say!(page, "advisory.file.sign", name)
                }
                "sheet" => page.say("advisory.file.sheet"),
                _ => say!(page, "advisory.file.photo", about = about(page, o, &f.about)),
            },
            image: f.media_type != "application/pdf",
        });
        let spot = v.row.latitude.zip(v.row.longitude);
        let spot = spot.map(|(latitude, longitude)| Spot { latitude, longitude }.to_string());
        Seen {
            id: v.row.id.clone(),
            on: page.date(&v.row.visited_on),
            place: v.row.place.clone(),
            spot: match (spot, v.row.accuracy) {
                (Some(spot), Some(m)) => format!("{spot} (± {m} m)"),
                (spot, _) => spot.unwrap_or_default(),
            },
            people: v.people.iter().map(|p| format!("{}, {}", p.name, p.capacity)).collect(),
            checks: v
                .checks
                .iter()
                .map(|c| {
                    let verdict = page.say(&format!("advisory.verdict.{}", c.verdict));
                    let note = c.note.as_deref().map(|n| format!(". {n}")).unwrap_or_default();
                    format!("{}: {verdict}{note}", about(page, o, &c.criterion))
                })
                .collect(),
            conclusion: v.row.conclusion.clone().unwrap_or_default(),
            files: files.collect(),
        }
    };
    o.visits.iter().map(one).collect()
}

fn requests(page: &Page, o: &Overview) -> Vec<Asked> {
    let one = |q: &advisory::AdvisoryRequestRow| Asked {
        kind: page.say(&format!("advisory.kind.{}", q.kind)),
        about: about(page, o, &q.criterion),
        reason: q.reason.clone(),
        on: page.day_of(q.asked_at),
        until: page.date(&q.answer_by),
        answer: q.note.clone().unwrap_or_default(),
        file: q
            .file_hash
            .as_ref()
            .map_or_else(String::new, |_| format!("/advisory/{}/requests/{}/file", o.case.id, q.id)),
        open: q.answered_at.is_none(),
    };
    o.requests.iter().map(one).collect()
}

pub async fn show(visit: Visit, Path(dossier): Path<String>) -> Reply {
    let o = advisory::show(&visit.cx, &dossier).await?;
    let page = visit.page_titled(o.case.product_name.clone());
    let page = below(&visit, page);
    let decision = o.team.as_ref().map_or_else(String::new, |t| {
        let on = page.date(&t.decided_on);
        say!(page, "council.decision", n = t.decision_number, day = on)
    });
    let review = o.review.as_ref();
    let handed_in = page.day_of(review.and_then(|r| r.handed_in_at));
    let show = Show {
        lines: lines(&page, &o),
        visits: visits(&page, &o),
        requests: requests(&page, &o),
        conclusion: review.and_then(|r| r.conclusion.clone()).unwrap_or_default(),
        review: match review {
            None => "todo",
            Some(r) if r.handed_in_at.is_none() => "doing",
            Some(_) => "submitted",
        },
        handed_in,
        decision,
        o,
        page,
    };
    Ok(Html(show).into_response())
}

pub async fn pdf(visit: Visit, Path(dossier): Path<String>) -> Reply {
    Ok(download::pdf("bao-cao-to-tu-van.pdf", advisory::report_pdf(&visit.cx, &dossier).await?))
}

pub async fn docx(visit: Visit, Path(dossier): Path<String>) -> Reply {
    let bytes = advisory::report_docx(&visit.cx, &dossier).await?;
    Ok(download::docx("bao-cao-to-tu-van.docx", bytes))
}

pub async fn file(visit: Visit, Path((dossier, id, number)): Path<(String, String, i64)>) -> Reply {
    let file = advisory::visit_file(&visit.cx, &dossier, &id, number).await?;
    Ok(download::kept(file))
}
