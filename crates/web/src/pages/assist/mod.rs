//! Help at the ward: whom an officer fills in for and by which consent, the producer's confirmation of what was filled
//! in, and the marks that say which parts an officer typed.

mod board;
mod confirm;
mod marks;
mod mine;
mod one;

pub use marks::{Help, help, mark_word};

use crate::prelude::*;
use ocop_app::assist::ConsentView;
use ocop_domain::assist::{Purpose, Standing};

pub(super) const CAPABILITY: Capability = Capability::of(router);

fn router() -> Router<AppState> {
    Router::new()
        .route("/producers/{id}/assist", get(board::show).post(board::open))
        .route("/assist", get(mine::show))
        .route("/assist/{id}", get(one::show))
        .route("/assist/{id}/code", post(one::ask_code))
        .route("/assist/{id}/given", post(one::by_code))
        .route("/assist/{id}/sheet", post(one::by_sheet))
        .route("/assist/{id}/sheet.pdf", get(one::sheet))
        .route("/assist/{id}/signed", get(one::signed))
        .route("/assist/{id}/end", post(one::end))
        .route("/dossiers/{id}/confirm", get(confirm::show).post(confirm::by_code))
        .route("/dossiers/{id}/confirm/code", post(confirm::ask_code))
        .route("/dossiers/{id}/confirm/sheet", post(confirm::by_sheet))
        .route("/dossiers/{id}/confirm/sheet.pdf", get(confirm::sheet))
        .route("/dossiers/{id}/sealed/{attempt}/confirmation", get(confirm::scan))
}

/// What a consent is for, each purpose in words.
fn purposes(page: &Page, consent: &ConsentView) -> Vec<String> {
    let word = |p: Purpose| page.say(&format!("assist.purpose.{}", p.as_str()));
    consent.purposes.named().map(word).collect()
}

/// The word and the tone of how a consent stands.
fn standing_tag(page: &Page, standing: Standing) -> (String, &'static str) {
    let tone = match standing {
        Standing::Asked => "wait",
        Standing::Running => "good",
        Standing::Withdrawn => "bad",
        _ => "quiet",
    };
    (page.say(&format!("assist.standing.{}", standing.as_str())), tone)
}
