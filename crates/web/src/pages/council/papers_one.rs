//! `/rounds/{id}/papers/{paper}`: one paper to print, its number, and its signed copies.

use super::papers::kind;
use crate::download;
use crate::prelude::*;
use ocop_app::council::{
    AttachSigned, Format, NumberPaper, PaperView, attach_signed, number_paper, paper_file, show_paper,
    signed_file,
};
use ocop_domain::council::PaperKey;

struct Copy {
    href: String,
    words: String,
    /// Empty for the one that stands.
    replaced: String,
}

#[derive(Template)]
#[template(path = "council/paper.html")]
struct Show {
    page: Page,
    form: Form,
    v: PaperView,
    base: String,
    copies: Vec<Copy>,
    /// The one that stands, for the form that replaces it.
    stands: String,
    /// When the number was noted.
    stamp: i64,
    number: String,
    shared: bool,
}

async fn render(visit: &Visit, id: &str, paper: &str, form: Form) -> Result<Show, Failure> {
    let v = show_paper(&visit.cx, id, paper).await?;
    let mut page = visit.page(kind(&v.key));
    if !v.about.is_empty() {
        page.title = format!("{}: {}", page.title, v.about);
    }
    let page = page
        .crumb(format!("/rounds/{id}"), v.round.name.clone())
        .under(format!("/rounds/{id}/papers"), "papers.title");
    let base = format!("/rounds/{id}/papers/{paper}");
    let copies = v.signed.iter().map(|s| {
        let name = s.added_name.clone().unwrap_or_default();
        let (on, at) = (page.date(&s.signed_on), page.moment(s.added_at));
        let words = [("day", on.as_str()), ("name", name.as_str()), ("at", at.as_str())];
        let replaced = s.replaced_at.map(|at| page.moment(at));
        Copy {
            href: format!("{base}/signed/{}", s.id),
            words: page.tf("papers.one.signed_line", &words).into_owned(),
            replaced: replaced.map_or_else(String::new, |at| say!(page, "papers.one.replaced", at)),
        }
    });
    let copies = copies.collect();
    let stands = v.signed.iter().find(|s| s.replaced_at.is_none()).map_or_else(String::new, |s| s.id.clone());
    let number = v.number.as_ref().map_or_else(String::new, |n| {
        let number = format!("{:02}/{}", n.number, v.key.symbol());
        say!(page, "papers.dated", number, day = page.date(&n.dated_on))
    });
    let stamp = v.number.as_ref().map_or(0, |n| n.noted_at);
    let shared = matches!(v.key, PaperKey::Invitation(_));
    Ok(Show { copies, stands, number, stamp, shared, form, base, v, page })
}

type Place = Path<(String, String)>;

pub async fn show(visit: Visit, Path((id, paper)): Place) -> Reply {
    Ok(Html(render(&visit, &id, &paper, Form::new()).await?).into_response())
}

async fn refused(visit: &Visit, id: &str, paper: &str, fields: &Fields, error: Error) -> Reply {
    again(render(visit, id, paper, visit.refused(fields, error)?).await?)
}

pub async fn number(visit: Visit, Path((id, paper)): Place, fields: Fields) -> Reply {
    let cmd = NumberPaper {
        round: id.clone(),
        paper: paper.clone(),
        stamp: fields.get("stamp").parse().unwrap_or(-1),
        number: fields.get("number").into(),
        dated_on: fields.get("dated_on").into(),
    };
    let done = number_paper(&visit.cx, cmd).await;
    let next = (format!("/rounds/{id}/papers/{paper}"), "papers.one.numbered");
    answered(&visit, &fields, done, next, async |form| render(&visit, &id, &paper, form).await).await
}

pub async fn attach(visit: Visit, Path((id, paper)): Place, sent: Upload) -> Reply {
    let cmd = AttachSigned {
        round: id.clone(),
        paper: paper.clone(),
        stands: sent.fields.get("stands").into(),
        signed_on: sent.fields.get("signed_on").into(),
        files: sent.files.iter().filter(|f| f.field == "file").map(|f| f.sent()).collect(),
    };
    match attach_signed(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/rounds/{id}/papers/{paper}"), "papers.one.attached")),
        Err(e) => refused(&visit, &id, &paper, &sent.fields, e).await,
    }
}

pub async fn pdf(visit: Visit, Path((id, paper)): Place) -> Reply {
    Ok(download::kept(paper_file(&visit.cx, &id, &paper, Format::Pdf).await?))
}

pub async fn docx(visit: Visit, Path((id, paper)): Place) -> Reply {
    Ok(download::kept(paper_file(&visit.cx, &id, &paper, Format::Docx).await?))
}

pub async fn signed(visit: Visit, Path((id, paper, copy)): Path<(String, String, String)>) -> Reply {
    Ok(download::kept(signed_file(&visit.cx, &id, &paper, &copy).await?))
}
