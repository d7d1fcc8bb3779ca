//! `/dossiers/new`: for which product, which kind of dossier is proposed and why, and what has to wait until when.

use crate::prelude::*;
use ocop_app::dossier::{self, Begin, Startable, kind};
use ocop_domain::dossier::Kind;
use ocop_domain::dossier::choice::{Verdict, Words};

/// What the law says of one kind for one product.
struct Word {
    kind: String,
    tone: &'static str,
    answer: String,
    why: String,
}

/// A product with what is open to it.
struct Row {
    name: String,
    /// The kind proposed; empty: none.
    proposed: String,
    words: Vec<Word>,
}

#[derive(Template)]
#[template(path = "dossier/new.html")]
struct New {
    page: Page,
    form: Form,
    products: Vec<Choice>,
    kinds: Vec<Choice>,
    rows: Vec<Row>,
    unclassified: Vec<Startable>,
}

fn sentence(page: &Page, words: &Words) -> String {
    let values = kind::arguments(words);
    let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
    page.tf(&format!("kinds.why.{}", words.code), &values).into_owned()
}

fn word(page: &Page, kind: Kind, verdict: Verdict) -> Word {
    let (tone, answer, words) = match verdict {
        Ok(ground) => ("good", "kinds.may", ground.words()),
        Err(bar) => ("quiet", "kinds.may_not", bar.words()),
    };
    Word {
        kind: page.say(&format!("kinds.kind.{}", kind.as_str())),
        tone,
        answer: page.say(answer),
        why: sentence(page, &words),
    }
}

fn row(page: &Page, p: &Startable) -> Row {
    let name = |k: Kind| page.say(&format!("kinds.kind.{}", k.as_str()));
    Row {
        name: p.name.clone(),
        proposed: p.choice.proposed.map(name).unwrap_or_default(),
        words: Kind::ALL.into_iter().map(|k| word(page, k, p.choice.of(k))).collect(),
    }
}

/// A product's line: what is proposed and why, and its criteria set.
fn choice(page: &Page, p: &Startable, row: &Row) -> Choice {
    let why = p.choice.proposed.and_then(|k| p.choice.of(k).ok()).map(|g| sentence(page, &g.words()));
    let set = p.set.clone().unwrap_or_default();
    let hint = match why {
        Some(why) => format!("{}. {why} {set}", row.proposed),
        None => format!("{} {set}", page.t("kinds.read_certificate")),
    };
    Choice::new(p.id.clone(), p.name.clone()).hint(hint)
}

async fn render(visit: &Visit, form: Form) -> Result<New, Failure> {
    let page = visit.page("dossier.new.title").under("/dossiers", "dossier.title");
    let (ready, unclassified): (Vec<_>, Vec<_>) =
        dossier::startable(&visit.cx, 1).await?.into_iter().partition(|p| p.set.is_some());
    let rows: Vec<Row> = ready.iter().map(|p| row(&page, p)).collect();
    let open = |p: &&Startable| Kind::ALL.into_iter().any(|k| p.choice.of(k).is_ok());
    let products =
        ready.iter().zip(&rows).filter(|(p, _)| open(p)).map(|(p, r)| choice(&page, p, r)).collect();
    let mut kinds = vec![Choice::new("", page.t("kinds.as_proposed"))];
    kinds.extend(Kind::ALL.map(|k| Choice::new(k.as_str(), page.t(&format!("kinds.kind.{}", k.as_str())))));
    Ok(New { form, products, kinds, rows, unclassified, page })
}

pub async fn choose(visit: Visit, query: Query) -> Reply {
    Ok(Html(render(&visit, query.form()).await?).into_response())
}

pub async fn start(visit: Visit, fields: Fields) -> Reply {
    if !fields.has("product") {
        return refused(&visit, &fields, Error::field("product", "choose_one")).await;
    }
    let kind = fields.get("kind").parse().ok();
    match dossier::begin(
        &visit.sending(&fields),
        Begin { product_id: fields.get("product").to_owned(), kind },
    )
    .await
    {
        Ok(id) => Ok(redirect(&format!("/dossiers/{id}"))),
        Err(e) => refused(&visit, &fields, e).await,
    }
}

async fn refused(visit: &Visit, fields: &Fields, error: Error) -> Reply {
    again(render(visit, visit.refused(fields, error)?).await?)
}
