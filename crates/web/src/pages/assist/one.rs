//! `/assist/{id}`: one consent; the two ways in which the producer gives it, and its end.

use super::{purposes, standing_tag};
use crate::download;
use crate::prelude::*;
use ocop_app::assist::{self, CodeStanding, Contact, End, GiveBySheet, One};
use ocop_domain::assist::{How, Standing};

#[derive(Template)]
#[template(path = "assist/one.html")]
struct OnePage {
    page: Page,
    form: Form,
    one: One,
    tag: (String, &'static str),
    facts: Vec<Answer>,
    channels: Vec<Choice>,
    /// Contacts a code cannot go to, and why.
    shut: Vec<String>,
    code: String,
    /// The officer waits for the producer's agreement.
    asks: bool,
}

/// The ways a code may take, and those that are shut.
pub fn channels(page: &Page, contacts: &[Contact]) -> (Vec<Choice>, Vec<String>) {
    let word = |c: &Contact| page.tf(&format!("assist.channel.{}", c.channel.as_str()), &[("to", &c.shown)]);
    let open = contacts.iter().filter(|c| !c.too_new);
    let open = open.map(|c| {
        let hint = page.t(&format!("assist.channel_hint.{}", c.channel.as_str()));
        Choice::new(c.channel.as_str(), word(c)).hint(hint)
    });
    let shut = contacts.iter().filter(|c| c.too_new);
    let shut = shut.map(|c| say!(page, "assist.contact_new", to = c.shown));
    (open.collect(), shut.collect())
}

/// How the last code stands, in a sentence; empty: none was sent.
pub fn code_words(page: &Page, code: Option<&CodeStanding>) -> String {
    let Some(c) = code else { return String::new() };
    let key = match () {
        () if c.expired => "assist.code.expired",
        () if c.tries_left <= 0 => "assist.code.spent",
        () if !c.fits => "assist.code.void",
        () => "assist.code.sent",
    };
    say!(page, key, at = moment(c.asked_at), until = moment(c.expires_at), tries = c.tries_left.max(0))
}

fn facts(page: &Page, one: &One) -> Vec<Answer> {
    let c = &one.consent;
    let fact = |key: &str, value: String| Answer::fact(page.say(&format!("assist.{key}")), value);
    let mut out = vec![
        fact("producer", c.producer.clone()),
        fact(
            "officer",
            [c.officer.as_str(), c.office.as_str()].join(", ").trim_start_matches(", ").to_owned(),
        ),
        fact("what", purposes(page, c).join("\n")),
        fact("until", page.date(c.until)),
        fact("asked_at", moment(c.asked_at)),
    ];
    if let (Some(how), Some(at)) = (c.how, c.given_at) {
        let how = match how {
            How::Sheet => page.t("assist.given.sheet"),
            _ => page.t("assist.given.code"),
        };
        out.push(fact("given_at", format!("{}, {how}", moment(at))));
    }
    if let Some(day) = c.signed_on {
        out.push(fact("signed_on", page.date(day)));
    }
    out
}

async fn render(visit: &Visit, id: &str, form: Form) -> Result<OnePage, Failure> {
    let one = assist::show(&visit.cx, id).await?;
    let page = visit
        .page("assist.one")
        .crumb(format!("/producers/{}", one.consent.producer_id), one.consent.producer.clone())
        .under(format!("/producers/{}/assist", one.consent.producer_id), "assist.title");
    let (channels, shut) = channels(&page, &one.contacts);
    Ok(OnePage {
        tag: standing_tag(&page, one.consent.standing),
        facts: facts(&page, &one),
        code: code_words(&page, one.code.as_ref()),
        asks: one.consent.mine && one.consent.standing == Standing::Asked,
        channels,
        shut,
        form,
        one,
        page,
    })
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(render(&visit, &id, Form::new()).await?).into_response())
}

async fn refused(visit: &Visit, id: &str, fields: &Fields, error: Error) -> Reply {
    again(render(visit, id, visit.refused(fields, error)?).await?)
}

pub async fn ask_code(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    match assist::ask_consent_code(&visit.cx, &id, fields.get("channel")).await {
        Ok(()) => Ok(redirect_with(&format!("/assist/{id}#code-title"), "assist.code.gone")),
        Err(e) => refused(&visit, &id, &fields, e).await,
    }
}

pub async fn by_code(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    match assist::give_by_code(&visit.cx, &id, fields.get("code")).await {
        Ok(()) => Ok(redirect_with(&format!("/assist/{id}"), "assist.running")),
        Err(e) => refused(&visit, &id, &fields, e).await,
    }
}

pub async fn by_sheet(visit: Visit, Path(id): Path<String>, sent: Upload) -> Reply {
    let files = sent.files.iter().filter(|f| f.field == "file").map(|f| f.sent()).collect();
    let cmd = GiveBySheet { id: id.clone(), signed_on: sent.fields.get("signed_on").to_owned(), files };
    match assist::give_by_sheet(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/assist/{id}"), "assist.running")),
        Err(e) => refused(&visit, &id, &sent.fields, e).await,
    }
}

pub async fn sheet(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(download::pdf("phieu-dong-y.pdf", assist::consent_sheet(&visit.cx, &id).await?))
}

pub async fn signed(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(download::kept(assist::signed_sheet(&visit.cx, &id).await?))
}

pub async fn end(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = End { id, told: fields.get("told") == "yes" };
    let producer = assist::end(&visit.cx, cmd).await?;
    Ok(redirect_with(&format!("/producers/{producer}/assist"), "assist.ended"))
}
