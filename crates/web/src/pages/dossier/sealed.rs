//! `/dossiers/{id}/sealed`: the receipt of a submission and the list of its files.

use super::words::{due_notes, page_below};
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier, Sealed};
use ocop_domain::dossier::seal::short;

struct Row {
    href: String,
    title: String,
    file: String,
    hash: String,
    /// Whether the stored bytes still fit; none: not asked.
    whole: Option<bool>,
}

#[derive(Template)]
#[template(path = "dossier/sealed.html")]
struct SealedPage {
    page: Page,
    d: Dossier,
    sealed: Sealed,
    facts: Vec<Answer>,
    due_notes: Vec<String>,
    rows: Vec<Row>,
    verified: bool,
    /// Where the whole of it is downloaded.
    package: String,
}

pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let attempt = query.get("attempt").parse().ok();
    let sealed = dossier::sealed(&visit.cx, &id, attempt).await?;
    let d = dossier::show(&visit.cx, &id).await?;
    let verified = query.get("verify") == "yes";
    let checks = if verified { dossier::verify(&visit.cx, &id, Some(sealed.attempt)).await? } else { vec![] };
    let page = page_below(&visit, &d, "dossier.sealed.title");
    let rows = sealed.seal.files.iter().map(|f| Row {
        href: format!("/files/{}/{}", d.id, f.evidence),
        title: f.title.clone(),
        file: format!("{} · {}", f.file_name, page.size(f.size)),
        hash: f.sha256.clone(),
        whole: checks.iter().find(|c| c.evidence == f.evidence).map(|c| c.whole),
    });
    let fact = |label: std::borrow::Cow<'static, str>, value: String| Answer::fact(label.into_owned(), value);
    let package = format!("/dossiers/{}/sealed/{}/package.zip", d.id, sealed.attempt);
    let facts = vec![
        fact(page.t("dossier.sealed.number"), sealed.seal.registration_number.clone()),
        fact(page.t("dossier.sealed.at"), page.moment(sealed.submitted_at)),
        fact(page.t("dossier.sealed.received"), page.date(sealed.received_on)),
        fact(page.t("dossier.sealed.due"), page.date(sealed.due_on)),
        fact(page.t("dossier.sealed.attempt"), sealed.attempt.to_string()),
        fact(page.t("dossier.sealed.seal"), short(&sealed.hash)),
    ];
    let due_notes = due_notes(&page, &sealed.due_changes);
    Ok(Html(SealedPage { rows: rows.collect(), facts, due_notes, verified, package, page, d, sealed })
        .into_response())
}
