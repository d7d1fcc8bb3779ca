use crate::download::{self, How};
use crate::prelude::*;
use crate::upload::Upload;
use axum::body::Body;
use ocop_app::recognition::{Package, PackageZip, SendPackage, package_zip, send_package, view_package};
use ocop_domain::national::Paper;

#[derive(Template)]
#[template(path = "recognition/package.html")]
struct PackagePage {
    page: Page,
    form: Form,
    package: Package,
    /// "Sent on …", once it was.
    sent: String,
    /// Papers of Điều 6(3): name, and tone and word of where each is.
    papers: Vec<(String, &'static str, String)>,
    /// Papers made outside that may be put in: field and label.
    outside: Vec<(String, String)>,
    zip: String,
}

/// `/packages/{dossier}`: the page; `/packages/{dossier}.zip`: the archive that was sent.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Reply {
    if let Some(dossier) = name.strip_suffix(".zip") {
        let body = match package_zip(&visit.cx, dossier).await? {
            PackageZip::Sent(file) => Body::from_stream(file.into_stream()),
            PackageZip::Masked(bytes) => bytes.into(),
        };
        return Ok(download::file(How::Attachment, "application/zip", &format!("ho-so-{name}"), body));
    }
    let mut form = Form::new();
    form.set("sent_on", visit.page("recognition.title").date(visit.cx.today()));
    Ok(Html(package_page(&visit, &name, form).await?).into_response())
}

pub async fn send(visit: Visit, Path(dossier): Path<String>, sent: Upload) -> Reply {
    let paper = |field: &str| field.strip_prefix("file.")?.parse::<Paper>().ok();
    let fields = sent.fields;
    let cmd = SendPackage {
        attached: sent.files.iter().filter_map(|f| Some((paper(&f.field)?, f.sent()))).collect(),
        dossier_id: dossier.clone(),
        letter_number: fields.get("letter_number").to_owned(),
        sent_on: fields.get("sent_on").to_owned(),
    };
    match send_package(&visit.cx, cmd).await {
        Ok(_) => Ok(redirect_with(&format!("/packages/{dossier}"), "recognition.sent_flash")),
        Err(e) => again(package_page(&visit, &dossier, visit.refused(&fields, e)?).await?),
    }
}

async fn package_page(visit: &Visit, dossier: &str, form: Form) -> Result<PackagePage, Failure> {
    let package = view_package(&visit.cx, dossier).await?;
    let page = visit.page("recognition.package.title").under("/decisions", "recognition.title");
    let sent = package.sent_on.map_or_else(String::new, |d| {
        let letter = package.letter_number.as_deref().unwrap_or_default();
        say!(page, "recognition.package.sent", day = page.date(d), letter)
    });
    let zip = format!("/packages/{}.zip", package.dossier_id);
    let papers = package.papers.iter().map(|(paper, at)| {
        let (tone, word) = crate::pages::national::standing(&page, *at);
        (page.say(&format!("national.paper.{}", paper.as_str())), tone, word)
    });
    let papers = papers.collect();
    let outside = package.papers.iter().filter(|(paper, _)| paper.comes_from_outside());
    let outside = outside.map(|(paper, _)| {
        let name = paper.as_str();
        (format!("file.{name}"), page.say(&format!("national.paper.{name}")))
    });
    let outside = outside.collect();
    Ok(PackagePage { page, form, package, sent, papers, outside, zip })
}
