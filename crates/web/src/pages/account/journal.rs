//! `/journal`: what was done, by whom, when; and the proof that it is whole.

use super::entry::Entry;
use crate::prelude::*;
use ocop_app::journal::{self, JournalFilter, Verification};
use ocop_domain::account::{Act, Facts};

const SIZE: i64 = 50;

#[derive(Template)]
#[template(path = "account/journal.html")]
struct JournalPage {
    page: Page,
    form: Form,
    entries: Vec<Entry>,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "account/journal_verify.html")]
struct VerifyPage {
    page: Page,
    found: Option<Verification>,
}

pub async fn list(visit: Visit, query: Query) -> Reply {
    let filter = JournalFilter { chain: query.get("chain").into(), act: query.get("act").into() };
    let (rows, total) = journal::list(&visit.cx, &filter, query.page(), SIZE).await?;
    let base = form_urlencoded::Serializer::new(String::new())
        .append_pair("chain", &filter.chain)
        .append_pair("act", &filter.act)
        .finish();
    let pager = Pager { page: query.page(), size: SIZE, total, base: format!("/journal?{base}") };
    let page = visit.page("account.journal.title");
    let entries = rows.into_iter().map(|line| Entry::of(&page, line, &filter)).collect();
    let body = JournalPage { page, form: query.form(), entries, pager };
    Ok(Html(body).into_response())
}

fn verify_page(visit: &Visit, found: Option<Verification>) -> VerifyPage {
    let page = visit.page("account.journal.verify_title");
    VerifyPage { page: page.under("/journal", "account.journal.title"), found }
}

pub async fn ask(visit: Visit) -> Reply {
    visit.cx.allow(Act::JournalRead, &Facts::default())?;
    Ok(Html(verify_page(&visit, None)).into_response())
}

pub async fn verify(visit: Visit, _: Fields) -> Reply {
    let found = journal::verify(&visit.cx, journal::Scope::WithoutFiles).await?;
    Ok(Html(verify_page(&visit, Some(found))).into_response())
}
