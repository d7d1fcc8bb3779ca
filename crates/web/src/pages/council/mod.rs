//! The council's desk: councils and their rounds, the agenda, each member's sheet, and the tally for who runs the
//! session. Nothing here computes or hides anything: what a person may see is what the verb gave.

use crate::prelude::*;

mod admit;
mod advice;
mod api;
mod conflict;
mod correction;
mod delegate;
mod list;
mod new;
mod opinion;
mod papers;
mod papers_all;
mod papers_one;
mod papers_session;
mod round;
mod round_new;
mod rules;
mod samples;
mod severity;
pub(in crate::pages) mod sheet;
mod show;
mod subgroup;
mod tally;

pub use opinion::clock_words;

pub(super) const CAPABILITY: Capability = Capability {
    api: api::router,
    places: &[place(
        100,
        "/councils",
        "common.nav.councils",
        &[Role::CouncilMember, Role::ProvinceOffice, Role::MinistryOffice, Role::Leader, Role::Auditor],
    )],
    things: &[("council", "/councils"), ("round", "/rounds")],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/councils", get(list::show))
        .route("/councils/interests", get(conflict::interests).post(conflict::add_interest))
        .route("/councils/interests/{id}/remove", post(conflict::remove_interest))
        .route("/councils/new", get(new::show).post(new::form))
        .route("/councils/{id}", get(show::show))
        .route("/councils/{id}/rules", get(rules::show).post(rules::change))
        .route("/councils/{id}/rounds/new", get(round_new::show).post(round_new::open))
        .route("/rounds/{id}", get(round::show))
        .route("/rounds/{id}/attendance", post(round::attendance))
        .route("/rounds/{id}/conflicts", get(conflict::conflicts).post(conflict::decide))
        .route("/rounds/{id}/delegates", get(delegate::show).post(delegate::send))
        .route("/rounds/{id}/delegates/{member}/recall", post(delegate::recall))
        .route("/rounds/{id}/admit", get(admit::show).post(admit::admit))
        .route("/rounds/{id}/minutes.pdf", get(round::minutes))
        .route("/rounds/{id}/papers", get(papers::show))
        .route("/rounds/{id}/papers/session", get(papers_session::show).post(papers_session::save))
        .route("/rounds/{id}/papers/all", get(papers_all::show).post(papers_all::ask))
        .route("/rounds/{id}/papers/all/state", get(papers_all::state))
        .route("/rounds/{id}/papers/all/zip", get(papers_all::zip))
        .route("/rounds/{id}/papers/{paper}", get(papers_one::show))
        .route("/rounds/{id}/papers/{paper}/pdf", get(papers_one::pdf))
        .route("/rounds/{id}/papers/{paper}/docx", get(papers_one::docx))
        .route("/rounds/{id}/papers/{paper}/number", post(papers_one::number))
        .route("/rounds/{id}/papers/{paper}/signed", post(papers_one::attach))
        .route("/rounds/{id}/papers/{paper}/signed/{copy}", get(papers_one::signed))
        .route("/rerankings", get(opinion::desk))
        .route("/rounds/{id}/written", get(opinion::list).post(opinion::open))
        .route("/rounds/{id}/dossiers/{dossier}/written", get(opinion::show))
        .route("/rounds/{id}/dossiers/{dossier}/written/meeting", post(opinion::meeting))
        .route("/rounds/{id}/dossiers/{dossier}/written/remind", post(opinion::remind))
        .route("/rounds/{id}/dossiers/{dossier}/written/receipt", post(opinion::receipt))
        .route("/rounds/{id}/groups", get(subgroup::show).post(subgroup::add))
        .route("/rounds/{id}/groups/assign", post(subgroup::assign))
        .route("/rounds/{id}/groups/propose", post(subgroup::propose))
        .route("/rounds/{id}/groups/{group}/remove", post(subgroup::remove))
        .route("/rounds/{id}/load", get(subgroup::load))
        .route("/rounds/{id}/severity", get(severity::show))
        .route("/rounds/{id}/dossiers/{dossier}", get(sheet::show).post(sheet::save))
        .route("/rounds/{id}/dossiers/{dossier}/draft", post(sheet::keep))
        .route("/rounds/{id}/dossiers/{dossier}/aside", get(conflict::aside).post(conflict::step_aside))
        .route("/rounds/{id}/dossiers/{dossier}/corrections", get(correction::show).post(correction::propose))
        .route("/rounds/{id}/dossiers/{dossier}/corrections/{correction}/{ending}", post(correction::end))
        .route("/rounds/{id}/dossiers/{dossier}/tally", get(tally::show))
        .route("/rounds/{id}/dossiers/{dossier}/settle", post(tally::settle))
        .route("/rounds/{id}/dossiers/{dossier}/second-ballot", post(tally::second_ballot))
        .route("/rounds/{id}/dossiers/{dossier}/close", post(tally::close))
}

fn choices(page: &Page, prefix: &str, keys: &[&str]) -> Vec<Choice> {
    keys.iter().map(|key| Choice::new(*key, page.t(&format!("{prefix}.{key}")))).collect()
}
