//! `/guide/{set}/{criterion}/edit`: where an office says who issues a paper, how long it takes and what it costs.

use super::demand::Said;
use crate::prelude::*;
use ocop_app::area;
use ocop_app::guide::{self, Scope, Version, Versions, Write};

struct Past {
    title: String,
    effort: String,
    said: Said,
}

typed!(Write => "guide/edit.html");
#[derive(Template)]
#[template(path = "guide/edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    action: String,
    /// Whom the text speaks to.
    whom: String,
    code: String,
    name: String,
    option: usize,
    option_text: String,
    /// The criterion as a whole and each option: link, is it this one?
    places: Vec<(Link, bool)>,
    versions: Vec<Past>,
    pager: Pager,
}

fn at(set: &str, criterion: &str, option: &str, scope: &str) -> String {
    format!("/guide/{set}/{criterion}/edit?scope={scope}&option={option}")
}

fn version(page: &Page, v: &Version) -> Past {
    let effort = v.effort.map(|n| say!(page, "guide.edit.effort_was", n));
    Past {
        title: say!(page, "guide.edit.version", n = v.number, at = page.moment(v.written_at), who = v.author),
        effort: effort.unwrap_or_default(),
        said: Said::of(page, Some(&v.text)),
    }
}

async fn render(visit: &Visit, found: Versions, form: Form, number: i64) -> Result<EditPage, Failure> {
    let place = &found.place;
    let (set, c, scope) = (place.set, place.criterion, place.scope.code());
    let page = visit.page("guide.edit.title");
    let page =
        page.under("/guide", "guide.index.title").crumb(format!("/guide/{}", set.id), set.name.clone());
    let whom = match &place.scope {
        Scope::Nation => page.say("guide.edit.nation"),
        Scope::Province(code) => {
            let provinces = area::provinces(&visit.cx, visit.cx.today()).await?;
            provinces.into_iter().find(|p| p.code == *code).map(|p| p.full_name).unwrap_or_default()
        }
    };
    let link = |option: usize, label: String| {
        let href = at(set.id.as_str(), c.code.as_str(), &option.to_string(), scope);
        (Link::new(href, label), option == place.option)
    };
    let whole = link(0, page.say("guide.edit.whole"));
    let options = c
        .options
        .iter()
        .map(|o| link(o.number, say!(page, "guide.edit.option", n = o.number, points = o.points)));
    let here = at(set.id.as_str(), c.code.as_str(), &place.option.to_string(), scope);
    Ok(EditPage {
        places: std::iter::once(whole).chain(options).collect(),
        versions: found.versions.iter().map(|v| version(&page, v)).collect(),
        pager: Pager { page: number, size: Versions::PAGE, total: found.newest, base: here.clone() },
        action: here,
        whom,
        code: c.code.to_string(),
        name: c.name.clone(),
        option: place.option,
        option_text: c.option(place.option).map(|o| o.text.clone()).unwrap_or_default(),
        form,
        page,
    })
}

pub async fn show(visit: Visit, Path((set, criterion)): Path<(String, String)>, query: Query) -> Reply {
    let (option, scope) = (query.get("option"), query.get("scope"));
    let newest = guide::versions(&visit.cx, &set, &criterion, option, scope, 1).await?;
    let mut form = Form::new();
    form.set("seen", newest.newest.to_string());
    if let Some(v) = newest.versions.first() {
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        form.set("issuer", text(&v.text.issuer));
        form.set("duration", text(&v.text.duration));
        form.set("cost", text(&v.text.cost));
        form.set("advice", text(&v.text.advice));
        form.set("guide_link", text(&v.text.guide_link));
        form.set("film_link", text(&v.text.film_link));
        form.set("effort", v.effort.map(|n| n.to_string()).unwrap_or_default());
    }
    let found = match query.page() {
        1 => newest,
        n => guide::versions(&visit.cx, &set, &criterion, option, scope, n).await?,
    };
    Ok(Html(render(&visit, found, form, query.page()).await?).into_response())
}

pub async fn save(
    visit: Visit,
    Path((set, criterion)): Path<(String, String)>,
    query: Query,
    fields: Fields,
) -> Reply {
    let (option, scope) = (query.get("option").to_owned(), query.get("scope").to_owned());
    let here = at(&set, &criterion, &option, &scope);
    let cmd = Write {
        set: set.clone(),
        criterion: criterion.clone(),
        option: option.clone(),
        scope: scope.clone(),
        ..fields.read()?
    };
    let done = guide::write(&visit.cx, cmd).await;
    saved(&visit, &fields, done, (here, "guide.edit.saved"), async |form| {
        let found = guide::versions(&visit.cx, &set, &criterion, &option, &scope, 1).await?;
        render(&visit, found, form, 1).await
    })
    .await
}
