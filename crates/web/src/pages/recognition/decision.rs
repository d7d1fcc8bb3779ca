use crate::i18n;
use crate::pages::portal::words::status_key;
use crate::prelude::*;
use ocop_app::recognition::{DecisionView, Item, decision};
use ocop_domain::recognition::{DecisionKind, Origin};

/// One product of the list.
pub struct Row {
    product: String,
    product_href: String,
    producer: String,
    place: String,
    points: String,
    stars: i64,
    status: String,
    certificate: String,
    withdraw: String,
    package: String,
    sent: String,
}

#[derive(Template)]
#[template(path = "recognition/decision.html")]
pub struct DecisionPage {
    pub page: Page,
    pub form: Form,
    id: String,
    paper: String,
    /// The draft as it was read: a refused form keeps the version it was sent with.
    version: i64,
    kind: String,
    signed: bool,
    approve: bool,
    facts: Vec<Answer>,
    rows: Vec<Row>,
    may_sign: bool,
    may_draft: bool,
    symbols: Vec<Choice>,
}

/// `/decisions/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let view = decision(&visit.cx, &id).await?;
    if view.row.kind == Origin::Listed {
        return super::listed::show(&visit, &id, query.page()).await;
    }
    let mut form = Form::new();
    form.set("decided_on", visit.page("recognition.title").date(visit.cx.today()));
    Ok(Html(decision_page(&visit, &view, form)).into_response())
}

pub fn decision_page(visit: &Visit, view: &DecisionView, mut form: Form) -> DecisionPage {
    let lang = visit.cx.lang;
    let kind = i18n::t(lang, &format!("recognition.kind.{}", view.row.kind.as_str())).into_owned();
    let title = view
        .row
        .number
        .clone()
        .unwrap_or_else(|| format!("{}: {kind}", i18n::t(lang, "recognition.show.draft")));
    let page = visit.page_titled(title).under("/decisions", "recognition.title");
    let symbols = super::number::symbol_choices(&mut form, "symbol", view.symbols);
    DecisionPage {
        symbols,
        version: form.value("version").parse().unwrap_or(view.row.version),
        form,
        id: view.row.id.clone(),
        paper: format!("/decisions/{}/decision.pdf", view.row.id),
        signed: view.row.signed_at.is_some(),
        approve: view.kind == Some(DecisionKind::ApproveResult),
        facts: facts(&page, view, &kind),
        rows: view.items.iter().map(|i| row(&page, view, i)).collect(),
        may_sign: view.may_sign,
        may_draft: view.may_draft,
        kind,
        page,
    }
}

fn facts(page: &Page, view: &DecisionView, kind: &str) -> Vec<Answer> {
    let d = &view.row;
    let day = d.decided_on;
    let signer = [d.signer_title.as_deref(), d.signer_name.as_deref()];
    let signer = signer.into_iter().flatten().collect::<Vec<_>>().join("\n");
    let mut all = vec![
        ("kind", kind.to_owned()),
        ("issuer", d.issuer.clone()),
        ("number", d.number.clone().unwrap_or_default()),
        ("day", page.date(day)),
        ("signer", signer),
    ];
    all.retain(|(_, v)| !v.is_empty());
    let label = |key: &str| page.say(&format!("recognition.show.{key}"));
    all.into_iter().map(|(k, value)| Answer::fact(label(k), value)).collect()
}

fn row(page: &Page, view: &DecisionView, item: &Item) -> Row {
    let c = &item.candidate;
    let star = item.star.as_ref();
    let five = view.kind == Some(DecisionKind::ApproveResult) && view.row.signed_at.is_some();
    Row {
        product: c.product_name.clone(),
        product_href: match (&c.product_code, star) {
            (Some(code), Some(_)) => format!("/products/{code}"),
            _ => String::new(),
        },
        producer: c.producer_name.clone(),
        place: c.commune_name.clone(),
        points: page.points(ocop_domain::criteria::mean_hundredths(c.sum, c.members)),
        stars: c.stars,
        status: star.map_or_else(String::new, |s| status_key(s.standing).to_owned()),
        certificate: star.map_or_else(String::new, |s| s.key.clone()),
        withdraw: match star {
            Some(s) if item.may_withdraw => format!("/recognitions/{}/withdraw", s.recognition_id),
            _ => String::new(),
        },
        package: if five { format!("/packages/{}", c.dossier_id) } else { String::new() },
        sent: item
            .sent_on
            .map_or_else(String::new, |d| say!(page, "recognition.show.sent", day = page.date(d))),
    }
}
