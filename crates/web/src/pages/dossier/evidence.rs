//! `/dossiers/{id}/evidence`: the producer's library, a form to add to it, and what is cited where.

use super::words::page_below;
use crate::pages::assist::mark_word;
use crate::pages::evidence::{kind_choices, kind_word, pages_words, viewer};
use crate::pages::upload::attached::{Attached, attached, keep, named};
use crate::prelude::*;
use ocop_app::dossier::{self, Cite, Dossier};
use ocop_app::evidence::Paper;

struct Row {
    id: String,
    href: String,
    title: String,
    kind: String,
    from: String,
    until: String,
    expired: bool,
    file: String,
    /// (criterion or "", words, carried over untouched)
    cited: Vec<(String, String, bool)>,
    /// An officer of the commune put it there for the producer; empty: no officer helped.
    assisted: String,
}

typed!(dossier::Upload => "dossier/evidence.html", "criterion", "evidence");
#[derive(Template)]
#[template(path = "dossier/evidence.html")]
struct EvidencePage {
    page: Page,
    form: Form,
    d: Dossier,
    rows: Vec<Row>,
    kinds: Vec<Choice>,
    criteria: Vec<Choice>,
    sent: Vec<Attached>,
    pager: Pager,
}

const SIZE: i64 = 50;

fn row(page: &Page, d: &Dossier, today: jiff::civil::Date, p: Paper) -> Row {
    let from: Vec<String> = [p.number.clone(), p.issuer.clone(), p.issued_on.map(|x| page.date(x))]
        .into_iter()
        .flatten()
        .collect();
    let cited = d.citations.iter().filter(|c| c.evidence_id == p.id).map(|c| {
        let place = if c.criterion.is_empty() {
            page.say("dossier.evidence.whole")
        } else {
            say!(page, "dossier.evidence.criterion_n", code = c.criterion)
        };
        let pages = Some(pages_words(page, c.page, c.page_to)).filter(|p| !p.is_empty());
        let check = c.check_page.then(|| page.say("evidence.check_page"));
        (
            c.criterion.clone(),
            [Some(place), pages, check].into_iter().flatten().collect::<Vec<_>>().join(", "),
            d.may_edit && d.citation_carried(&c.criterion, &p.id),
        )
    });
    Row {
        href: viewer(&p.id, &d.id, None),
        kind: kind_word(page, p.kind),
        from: from.join(" · "),
        until: page.date(p.expires_on),
        expired: p.expired(today),
        file: format!("{} · {}", p.file_name, page.size(p.size)),
        cited: cited.collect(),
        assisted: mark_word(page, d, &format!("files/{}", p.id)),
        title: p.title,
        id: p.id,
    }
}

/// The criteria one can cite on; the first stands for the whole dossier.
fn criteria(page: &Page, d: &Dossier) -> Vec<Choice> {
    let whole = Choice::new("all", page.t("dossier.evidence.whole"));
    let each = d.set.scorable().map(|s| {
        let name: String = s.criterion.name.chars().take(80).collect();
        Choice::new(s.criterion.code.to_string(), format!("{} {name}", s.criterion.code))
    });
    std::iter::once(whole).chain(each).collect()
}

async fn render(visit: &Visit, id: &str, form: Form, at: i64) -> Result<EvidencePage, Failure> {
    let d = dossier::show(&visit.cx, id).await?;
    let (papers, total) = dossier::library(&visit.cx, id, at, SIZE).await?;
    let page = page_below(visit, &d, "dossier.evidence.title");
    let today = visit.cx.today();
    Ok(EvidencePage {
        rows: papers.into_iter().map(|p| row(&page, &d, today, p)).collect(),
        kinds: kind_choices(&page),
        criteria: criteria(&page, &d),
        sent: attached(visit, &page, &form).await?,
        pager: Pager { page: at, size: SIZE, total, base: format!("/dossiers/{id}/evidence") },
        form,
        page,
        d,
    })
}

pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    Ok(Html(render(&visit, &id, query.form(), query.page()).await?).into_response())
}

/// "" = into the library only; "all" = the dossier as a whole; else a criterion.
fn place(typed: &str) -> Option<String> {
    match typed {
        "" => None,
        "all" => Some(String::new()),
        code => Some(code.to_owned()),
    }
}

pub async fn upload(visit: Visit, Path(id): Path<String>, sent: Upload) -> Reply {
    let mut files = sent.files.iter().filter(|f| f.field == "file");
    let file = files.next();
    let more = files.map(|f| f.sent()).collect();
    let cmd = dossier::Upload {
        dossier_id: id.clone(),
        criterion: place(sent.fields.get("criterion")),
        uploads: named(&sent.fields),
        file_name: file.map(|f| f.name.clone()).unwrap_or_default(),
        bytes: file.map(|f| f.bytes.to_vec()).unwrap_or_default(),
        more,
        ..sent.fields.read()?
    };
    match dossier::upload(&visit.sending(&sent.fields), cmd).await {
        Ok(_) => Ok(redirect_with(&format!("/dossiers/{id}/evidence"), "dossier.evidence.added")),
        Err(e) => {
            let mut form = visit.refused(&sent.fields, e)?;
            let producer = dossier::show(&visit.cx, &id).await?.subject.producer_id;
            keep(&visit, &mut form, &producer, &sent).await?;
            again(render(&visit, &id, form, 1).await?)
        }
    }
}

pub async fn cite(visit: Visit, Path(id): Path<String>, query: Query, fields: Fields) -> Reply {
    let cmd = Cite {
        dossier_id: id.clone(),
        evidence_id: fields.get("evidence").to_owned(),
        criterion: place(fields.get("criterion")),
        page: fields.get("page").to_owned(),
    };
    match dossier::cite(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/dossiers/{id}/evidence"), "dossier.evidence.cited")),
        Err(Error::Invalid(invalid)) => {
            // Every paper has such a form, under the same names as the one for a new paper: its fields are named by the paper.
            let of = |name: &str| format!("{name}-{}", fields.get("evidence"));
            let mut form = Form::new();
            form.set(&of("cite"), fields.get("criterion")).set(&of("page"), fields.get("page"));
            for (field, sentence) in visit.form_of(&fields, &invalid).errors() {
                form.fail(&of(if field == "page" { "page" } else { "cite" }), sentence);
            }
            again(render(&visit, &id, form, query.page()).await?)
        }
        Err(e) => Err(e.into()),
    }
}

pub async fn uncite(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let criterion = place(fields.get("criterion")).unwrap_or_default();
    dossier::uncite(&visit.cx, &id, &criterion, fields.get("evidence")).await?;
    Ok(redirect_with(&format!("/dossiers/{id}/evidence"), "dossier.evidence.uncited"))
}

pub async fn remove(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    dossier::remove(&visit.cx, &id, fields.get("evidence")).await?;
    Ok(redirect_with(&format!("/dossiers/{id}/evidence"), "dossier.evidence.removed"))
}
