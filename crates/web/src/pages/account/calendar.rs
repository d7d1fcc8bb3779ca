//! `/admin/calendar`: public holidays and swapped days, each with its source.

use crate::failure::{Failure, redirect_with};
use crate::fields::{Fields, Query};
use crate::form::Form;
use crate::page::{Html, Page};
use crate::view::Choice;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use ocop_app::Error;
use ocop_app::settings::calendar::{self, HolidayRow, Put};
use ocop_app::settings::office_hours::{self, OfficeHours};
use ocop_domain::account::{Act, Facts};

#[derive(Template)]
#[template(path = "account/calendar.html")]
struct CalendarPage {
    page: Page,
    form: Form,
    year: i16,
    days: Vec<HolidayRow>,
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
        None => page.t("kinds.hours.any").into_owned(),
    };
    all.into_iter().map(|o| Hours { words: words(&o), place: o.place }).collect()
}

impl CalendarPage {
    fn day(&self, row: &HolidayRow) -> String {
        row.day.parse::<Date>().map_or_else(|_| row.day.clone(), |d| self.page.date(d))
    }

    /// What the day rests on, in words; empty where it was typed without.
    fn basis(&self, row: &HolidayRow) -> String {
        match row.basis.as_deref() {
            None => String::new(),
            Some("computed") => self.page.t("kinds.hours.computed").into_owned(),
            Some(other) => match other.strip_prefix("notice ") {
                Some(number) => self.page.tf("kinds.hours.notice", &[("number", number)]).into_owned(),
                None => self.page.t("kinds.hours.unconfirmed").into_owned(),
            },
        }
    }
}

async fn page(visit: &Visit, form: Form, year: &str) -> Result<CalendarPage, Failure> {
    visit.cx.allow(Act::CalendarEdit, &Facts::default())?;
    let this = visit.cx.today().year();
    let year = year.parse().ok().filter(|y| (2000..=2100).contains(y)).unwrap_or(this);
    let mut page = visit.page("account.calendar.title");
    page.refused = !form.is_ok();
    let kinds = ["off", "work"].map(|k| Choice::new(k, page.t(&format!("account.calendar.{k}")))).to_vec();
    let counts = ["closing", "any"].map(|k| Choice::new(k, page.t(&format!("kinds.hours.{k}")))).to_vec();
    let hours = hours(&page, office_hours::all(&visit.cx).await?);
    Ok(CalendarPage { days: calendar::year(&visit.cx, year).await?, page, form, year, kinds, hours, counts })
}

pub async fn show(visit: Visit, query: Query) -> Result<Response, Failure> {
    Ok(Html(page(&visit, Form::new(), query.get("year")).await?).into_response())
}

pub async fn put(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let text = |name: &str| fields.get(name).to_owned();
    let cmd = Put { day: text("day"), kind: text("kind"), name: text("name"), source: text("source") };
    match calendar::put(&visit.cx, cmd).await {
        Ok(day) => {
            let to = format!("/admin/calendar?year={}", day.year());
            Ok(redirect_with(&to, "account.calendar.saved"))
        }
        Err(Error::Invalid(i)) => {
            let body = page(&visit, visit.form_of(&fields, &i), fields.get("year")).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(body)).into_response())
        }
        Err(e) => Err(e.into()),
    }
}

pub async fn remove(visit: Visit, Path(day): Path<String>, _: Fields) -> Result<Response, Failure> {
    calendar::remove(&visit.cx, &day).await?;
    let year = day.split('-').next().unwrap_or_default().parse::<i16>().unwrap_or_default();
    Ok(redirect_with(&format!("/admin/calendar?year={year}"), "account.calendar.removed"))
}

/// `/admin/calendar/hours`: when offices close, everywhere or in one place.
pub async fn put_hours(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let text = |name: &str| fields.get(name).to_owned();
    let cmd = office_hours::Put { place: text("place"), counts: text("counts"), closes: text("closes") };
    match office_hours::put(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with("/admin/calendar", "kinds.hours.saved")),
        Err(Error::Invalid(i)) => {
            let body = page(&visit, visit.form_of(&fields, &i), fields.get("year")).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(body)).into_response())
        }
        Err(e) => Err(e.into()),
    }
}

pub async fn remove_hours(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    office_hours::remove(&visit.cx, fields.get("place")).await?;
    Ok(redirect_with("/admin/calendar", "kinds.hours.removed"))
}
