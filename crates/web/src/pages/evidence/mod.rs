//! The library of papers: one list a producer, one page a paper, and the viewer that opens it at a page.

mod form;
mod list;
mod paper;
mod view;

use crate::prelude::*;
use jiff::civil::Date;
use ocop_domain::dossier::{EvidenceKind, Validity};

/// A kind of paper as the list of Mẫu số 02, Phần III calls it.
pub fn kind_word(page: &Page, kind: EvidenceKind) -> String {
    page.say(&format!("evidence.kind.{}", kind.as_str()))
}

pub fn kind_choices(page: &Page) -> Vec<Choice> {
    EvidenceKind::ALL.into_iter().map(|k| Choice::new(k.as_str(), kind_word(page, k))).collect()
}

pub(super) const CAPABILITY: Capability = Capability::of(router);

fn router() -> Router<AppState> {
    Router::new()
        .route("/producers/{id}/evidence", get(list::show))
        .route("/producers/{id}/evidence/new", get(form::new).post(form::add))
        .route("/evidence/{id}", get(paper::show))
        .route("/evidence/{id}/edit", get(form::edit).post(form::save))
        .route("/evidence/{id}/renew", get(form::renew).post(form::replace))
        .route("/evidence/{id}/remove", post(paper::remove))
        .route("/evidence/{id}/view", get(view::show))
        .route("/evidence/{id}/file", get(view::file))
}

/// How a paper stands today, in words, with its tone.
fn standing(page: &Page, expires: Option<Date>, today: Date) -> (String, &'static str) {
    let (key, tone, n) = match Validity::on(expires, today) {
        Validity::Unlimited => ("evidence.standing.unlimited", "info", 0),
        Validity::Valid => ("evidence.standing.valid", "good", 0),
        Validity::RunsOut(0) => ("evidence.standing.last_day", "wait", 0),
        Validity::RunsOut(n) => ("evidence.standing.runs_out_in", "wait", n),
        Validity::Expired(n) => ("evidence.standing.expired_for", "bad", n),
    };
    (say!(page, key, n = page.number(n)), tone)
}

/// The address of a paper in the viewer, at the page that is cited, coming from a dossier.
pub fn viewer(evidence_id: &str, dossier_id: &str, page: Option<i64>) -> String {
    let at = page.map(|n| format!("&page={n}")).unwrap_or_default();
    format!("/evidence/{evidence_id}/view?dossier={dossier_id}{at}")
}

/// "trang 3", "trang 3–5", or nothing.
pub fn pages_words(page: &Page, from: Option<i64>, to: Option<i64>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => {
            say!(page, "evidence.pages_n", from, to)
        }
        (Some(n), None) => say!(page, "evidence.page_n", n),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, t};

    #[test]
    fn a_kind_is_called_on_screen_as_on_the_form_and_has_an_english_name() {
        for kind in EvidenceKind::ALL {
            let key = format!("evidence.kind.{}", kind.as_str());
            assert_eq!(t(Lang::Vi, &key), kind.vietnamese());
            assert_ne!(t(Lang::En, &key), kind.vietnamese());
        }
    }
}
