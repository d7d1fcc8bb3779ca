//! `/producers/{id}/assist`: who fills in for this producer and who did; the officer asks, the producer takes back.

use super::{purposes, standing_tag};
use crate::prelude::*;
use ocop_app::assist::{self, Board, ConsentView, Open};
use ocop_domain::assist::Purpose;
use ocop_domain::calendar::add_days;

/// A consent as a row.
pub struct Row {
    pub consent: ConsentView,
    pub what: Vec<String>,
    pub until: String,
    pub tag: (String, &'static str),
}

pub fn row(page: &Page, consent: ConsentView) -> Row {
    Row {
        what: purposes(page, &consent),
        until: page.date(consent.until),
        tag: standing_tag(page, consent.standing),
        consent,
    }
}

#[derive(Template)]
#[template(path = "assist/board.html")]
struct BoardPage {
    page: Page,
    form: Form,
    board: Board,
    rows: Vec<Row>,
    purposes: Vec<Choice>,
    until_hint: String,
}

async fn render(visit: &Visit, id: &str, form: Form) -> Result<BoardPage, Failure> {
    let mut board = assist::board(&visit.cx, id).await?;
    let page = visit
        .page(if board.own { "assist.own_title" } else { "assist.title" })
        .crumb(format!("/producers/{id}"), board.producer.clone());
    let rows = std::mem::take(&mut board.consents).into_iter().map(|c| row(&page, c)).collect();
    let choice = |p: Purpose| {
        let key = format!("assist.purpose.{}", p.as_str());
        Choice::new(p.as_str(), page.t(&key)).hint(page.t(&format!("assist.purpose_hint.{}", p.as_str())))
    };
    let last = page.date(add_days(visit.cx.today(), board.most_days));
    let until_hint = say!(page, "assist.until_hint", days = board.most_days, last);
    Ok(BoardPage {
        purposes: Purpose::ALL.into_iter().map(choice).collect(),
        until_hint,
        rows,
        page,
        form,
        board,
    })
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let mut form = Form::new();
    form.set("purposes", "dossiers");
    Ok(Html(render(&visit, &id, form).await?).into_response())
}

pub async fn open(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = Open {
        producer_id: id.clone(),
        purposes: fields.all("purposes").map(str::to_owned).collect(),
        until: fields.get("until").to_owned(),
    };
    match assist::open(&visit.cx, cmd).await {
        Ok(consent) => Ok(redirect(&format!("/assist/{consent}"))),
        Err(e) => again(render(&visit, &id, visit.refused(&fields, e)?).await?),
    }
}
