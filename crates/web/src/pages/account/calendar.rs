//! `/admin/calendar`: public holidays and swapped days, each with its source; what a change does to running terms is
//! said before a day is taken out and after any change.

use crate::prelude::*;
use ocop_app::holiday::{self, Changed, HolidayRow, Put};
use ocop_app::settings::office_hours::{self, OfficeHours};
use ocop_domain::account::{Act, Facts};

typed!(Put => "account/calendar.html", "closes", "counts", "place", "year");
#[derive(Template)]
#[template(path = "account/calendar.html")]
struct CalendarPage {
    page: Page,
    form: Form,
    year: i16,
    days: Vec<HolidayRow>,
    /// Taken out, and can be put back.
    removed: Vec<HolidayRow>,
    /// What the last change did to running terms; empty where none was made.
    moved: String,
    kinds: Vec<Choice>,
    hours: Vec<Hours>,
    counts: Vec<Choice>,
}

/// When the office of a place closes; `place` empty: everywhere.
struct Hours {
    place: String,
    words: String,
}

fn hours(page: &Page, all: Vec<OfficeHours>) -> Vec<Hours> {
    let words = |o: &OfficeHours| match o.closes {
        Some(t) => format!("{:02}:{:02}", t.hour(), t.minute()),
        None => page.say("kinds.hours.any"),
    };
    all.into_iter().map(|o| Hours { words: words(&o), place: o.place }).collect()
}

/// How many running terms a change moved or would move, in words.
fn moved_words(page: &Page, n: usize) -> String {
    if n == 0 {
        return page.say("account.calendar.moved_none");
    }
    say!(page, "account.calendar.moved", n)
}

/// Most running terms shown one by one before a day is taken out.
const SHOWN: usize = 20;

#[derive(Template)]
#[template(path = "account/calendar_remove.html")]
struct RemovePage {
    page: Page,
    day: String,
    row: HolidayRow,
    /// The year it is in.
    back: String,
    moved: String,
    /// Registration number, the day it is due now, the day it would be.
    terms: Vec<(String, String, String)>,
}

impl CalendarPage {
    /// What the day rests on, in words; empty where it was typed without.
    fn basis(&self, row: &HolidayRow) -> String {
        match row.basis.as_deref() {
            None => String::new(),
            Some("computed") => self.page.say("kinds.hours.computed"),
            Some(other) => match other.strip_prefix("notice ") {
                Some(number) => say!(self.page, "kinds.hours.notice", number),
                None => self.page.say("kinds.hours.unconfirmed"),
            },
        }
    }
}

async fn page(visit: &Visit, form: Form, year: &str) -> Result<CalendarPage, Failure> {
    visit.cx.allow(Act::CalendarEdit, &Facts::default())?;
    let this = visit.cx.today().year();
    let year = year.parse().ok().filter(|y| (2000..=2100).contains(y)).unwrap_or(this);
    let page = visit.page("account.calendar.title");
    let kinds = ["off", "work"].map(|k| Choice::new(k, page.t(&format!("account.calendar.{k}")))).to_vec();
    let counts = ["closing", "any"].map(|k| Choice::new(k, page.t(&format!("kinds.hours.{k}")))).to_vec();
    let hours = hours(&page, office_hours::all(&visit.cx).await?);
    let days = holiday::year(&visit.cx, year).await?;
    let removed = holiday::removed(&visit.cx, year).await?;
    Ok(CalendarPage { days, removed, moved: String::new(), page, form, year, kinds, hours, counts })
}

pub async fn show(visit: Visit, query: Query) -> Reply {
    let mut body = page(&visit, Form::new(), query.get("year")).await?;
    if let Ok(n) = query.get("moved").parse() {
        body.moved = moved_words(&body.page, n);
    }
    Ok(Html(body).into_response())
}

/// Back to the year of a change, with how many terms it moved.
fn changed(to: Changed, flash: &str) -> Response {
    redirect_with(&format!("/admin/calendar?year={}&moved={}", to.day.year(), to.moved), flash)
}

pub async fn put(visit: Visit, fields: Fields) -> Reply {
    let cmd = fields.read::<Put>()?;
    match holiday::put(&visit.cx, cmd).await {
        Ok(done) => Ok(changed(done, "account.calendar.saved")),
        Err(e) => again(page(&visit, visit.refused(&fields, e)?, fields.get("year")).await?),
    }
}

/// `/admin/calendar/{day}/remove`: what taking the day out would do, to be confirmed.
pub async fn ask_remove(visit: Visit, Path(day): Path<String>) -> Reply {
    let removal = holiday::removal(&visit.cx, &day).await?;
    let title = crate::i18n::t(visit.cx.lang, "account.calendar.title");
    let page = visit.page("account.calendar.remove_title").crumb("/admin/calendar", title);
    let terms = removal.moved.iter().take(SHOWN).map(|m| {
        let number = m.registration_number.clone().unwrap_or_default();
        (number, page.date(m.before), page.date(m.after))
    });
    let body = RemovePage {
        terms: terms.collect(),
        moved: moved_words(&page, removal.moved.len()),
        day: page.date(&removal.day.day),
        back: format!("/admin/calendar?year={}", removal.day.day.chars().take(4).collect::<String>()),
        row: removal.day,
        page,
    };
    Ok(Html(body).into_response())
}

pub async fn remove(visit: Visit, Path(day): Path<String>, _: Fields) -> Reply {
    Ok(changed(holiday::remove(&visit.cx, &day).await?, "account.calendar.removed"))
}

pub async fn restore(visit: Visit, Path(day): Path<String>, _: Fields) -> Reply {
    Ok(changed(holiday::restore(&visit.cx, &day).await?, "account.calendar.restored"))
}

/// `/admin/calendar/hours`: when offices close, everywhere or in one place.
pub async fn put_hours(visit: Visit, fields: Fields) -> Reply {
    let text = |name: &str| fields.get(name).to_owned();
    let cmd = office_hours::Put { place: text("place"), counts: text("counts"), closes: text("closes") };
    match office_hours::put(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with("/admin/calendar", "kinds.hours.saved")),
        Err(e) => again(page(&visit, visit.refused(&fields, e)?, fields.get("year")).await?),
    }
}

pub async fn remove_hours(visit: Visit, fields: Fields) -> Reply {
    office_hours::remove(&visit.cx, fields.get("place")).await?;
    Ok(redirect_with("/admin/calendar", "kinds.hours.removed"))
}
