use crate::pages::portal::words::decision_name;
use crate::prelude::*;
use ocop_app::recognition::{DecisionLists, Waiting, Which, decisions, waiting};
use ocop_domain::recognition::Origin;

const SIZE: i64 = 20;

/// One decision in a list.
struct Row {
    href: String,
    name: String,
    kind: String,
    issuer: String,
    items: String,
    day: String,
}

#[derive(Template)]
#[template(path = "recognition/list.html")]
struct ListPage {
    page: Page,
    waiting: Waiting,
    /// Results of the national council wait, which only the ministry sees.
    five: bool,
    drafts: Vec<Row>,
    signed: Vec<Row>,
    listed: Vec<Row>,
    draft_pager: Pager,
    signed_pager: Pager,
    listed_pager: Pager,
}

/// `/decisions`: rounds that wait, drafts, signed decisions, and apart from them those that lists speak of.
pub async fn show(visit: Visit, query: Query) -> Reply {
    let (drafts_at, signed_at) = (number(query.get("drafts")), query.page());
    let waiting = waiting(&visit.cx, 1, 50).await?;
    let listed_at = number(query.get("listed"));
    let drafts = decisions(&visit.cx, Which::Drafts, drafts_at, SIZE).await?;
    let signed = decisions(&visit.cx, Which::Signed, signed_at, SIZE).await?;
    let listed = decisions(&visit.cx, Which::Listed, listed_at, SIZE).await?;
    let page = visit.page("recognition.title");
    let pager = |page, total| Pager { page, size: SIZE, total, base: "/decisions".into() };
    let body = ListPage {
        five: waiting.rounds.iter().any(|r| r.to_recognise_five > 0),
        waiting,
        draft_pager: pager(drafts_at, drafts.counts.drafts),
        signed_pager: pager(signed_at, signed.counts.signed),
        listed_pager: pager(listed_at, listed.counts.listed),
        listed: rows(&page, &listed),
        drafts: rows(&page, &drafts),
        signed: rows(&page, &signed),
        page,
    };
    Ok(Html(body).into_response())
}

fn number(text: &str) -> i64 {
    text.parse().ok().filter(|n| (1..100_000).contains(n)).unwrap_or(1)
}

fn rows(page: &Page, lists: &DecisionLists) -> Vec<Row> {
    lists
        .rows
        .iter()
        .map(|d| {
            let made = page.day_of(d.created_at);
            let decided = d.decided_on;
            let draft = say!(page, "recognition.list.draft_of", day = made);
            let name = if d.kind == Origin::Listed {
                decision_name(page, d.number.as_deref(), decided)
            } else {
                d.number.clone().unwrap_or(draft)
            };
            let day = match decided {
                Some(d) => page.date(d),
                None if d.kind == Origin::Listed => page.say("portal.unknown_day"),
                None => made,
            };
            Row {
                href: format!("/decisions/{}", d.id),
                name,
                kind: page.say(&format!("recognition.kind.{}", d.kind.as_str())),
                issuer: d.issuer.clone(),
                items: page.number(d.items),
                day,
            }
        })
        .collect()
}
