//! What a dossier still lacks before it can be submitted.

use crate::dossier::read::whole::Dossier;
use crate::dossier::seal::package::package;
use jiff::civil::Date;
use ocop_domain::dossier::compare::compare;
use ocop_domain::dossier::update::not_renewed;
use ocop_domain::dossier::{Kind, Seal, Topic};
use std::collections::BTreeSet;

/// Something a dossier still lacks before it can be submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// `form` (Mẫu số 01), `report` (Mẫu số 02), `questions`, `score`, `evidence`.
    pub section: &'static str,
    /// Catalogue key below `dossier.missing.`; also the field where one belongs to it.
    pub code: &'static str,
    /// The knock-out question or criterion concerned ("" = the dossier as a whole).
    pub about: Option<String>,
}

fn lacks(section: &'static str, code: &'static str) -> Missing {
    Missing { section, code, about: None }
}

/// What is still missing before submission, in the order of the task list. Điều 6(1)a, 26/2026: Mẫu số 01 and 02
/// filled in; the heads of the tables of Phụ lục II: nothing that eliminates; Mẫu số 02 Phần III: scored by criterion,
/// with papers, each cited at a page it has.
pub fn readiness(d: &Dossier) -> Vec<Missing> {
    let mut out = Vec::new();
    if d.form01.year.is_none() {
        out.push(lacks("form", "year"));
    }
    // Điều 6(2)d: five samples, none for tourism.
    let required = d.set.samples_required;
    if required > 0 && d.form01.samples.is_none_or(|n| n < required) {
        out.push(lacks("form", "samples"));
    }
    let f = &d.form02;
    let texts = [
        ("specification", &f.specification),
        ("history", &f.history),
        ("organisation", &f.organisation),
        ("production", &f.production),
        ("quality", &f.quality),
        ("market", &f.market),
        ("business", &f.business),
        ("plan", &f.plan),
    ];
    out.extend(texts.into_iter().filter(|(_, t)| t.is_empty()).map(|(code, _)| lacks("report", code)));
    out.extend(d.set.asked().find(|q| !d.findings.contains_key(&q.key)).map(|q| Missing {
        section: "questions",
        code: "questions",
        about: Some(q.key.clone()),
    }));
    out.extend(d.knocked_out().into_iter().map(|q| Missing {
        section: "questions",
        code: "knocked_out",
        about: Some(q.key.clone()),
    }));
    if d.answers.is_empty() {
        out.push(lacks("score", "score"));
    }
    if d.citations.is_empty() {
        out.push(lacks("evidence", "evidence"));
    }
    // A page that the paper does not have proves nothing, so none is sealed: naming the page again settles it.
    let doubtful: BTreeSet<&str> =
        d.citations.iter().filter(|c| c.check_page).map(|c| c.criterion.as_str()).collect();
    out.extend(doubtful.into_iter().map(|criterion| Missing {
        section: "evidence",
        code: "check_page",
        about: Some(criterion.to_owned()),
    }));
    out
}

/// What an upgrade or a re-ranking lacks before it can be submitted, beside what every dossier needs: each topic said
/// (Điều 6(1)b, 6(1)c), papers of limited term renewed (6(1)c), and something that changed (6(1)b: "thể hiện rõ nội
/// dung và tài liệu minh chứng về những thay đổi").
pub fn missing(d: &Dossier, today: Date) -> Vec<Missing> {
    if d.kind == Kind::First { Vec::new() } else { missing_in(d, &package(d, "", d.attempts, 0, ""), today) }
}

/// The same by the package as it would be sealed now.
pub(in crate::dossier) fn missing_in(d: &Dossier, present: &Seal, today: Date) -> Vec<Missing> {
    let lacks = |code: &'static str, about: Option<String>| Missing { section: "updates", code, about };
    let mut out: Vec<Missing> = Topic::asked_of(d.kind)
        .into_iter()
        .filter(|t| !d.updates.contains_key(t))
        .map(|t| lacks("topic", Some(t.as_str().to_owned())))
        .collect();
    let recognised = d.basis.as_ref().and_then(|b| b.recognised.as_ref());
    match (d.kind, recognised) {
        (Kind::Upgrade, Some((_, before))) if !compare(before, present).shows_changes() => {
            out.push(lacks("nothing_changed", None));
        }
        (Kind::Reranking, Some((_, before))) => {
            let kept = not_renewed(before, present, today).into_iter();
            out.extend(kept.map(|f| lacks("not_renewed", Some(f.title.clone()))));
        }
        _ => {}
    }
    if d.kind == Kind::Reranking {
        let expired = d.papers.iter().filter(|p| p.expired(today));
        out.extend(expired.map(|p| lacks("expired_paper", Some(p.title.clone()))));
    }
    out
}
