//! `ocop area resolve CODE [--on DATE] [--json]`.

use super::{FAULTS, Fault};
use crate::i18n::{Lang, t, tf};
use clap::Subcommand;
use jiff::civil::Date;
use ocop_app::area::{Brief, Note, Resolution, Step};
use ocop_app::{Cx, Error};
use ocop_domain::calendar::written;
use std::fmt::Write;

#[derive(Subcommand, Debug)]
pub enum Area {
    /// A code as it stood on a day, with what came before and after
    Resolve {
        /// 2 digits: province, 3: district until 30/6/2025, 5: commune
        code: String,
        /// 30/06/2025 or 2025-06-30; today if left out
        #[arg(long, value_parser = day)]
        on: Option<Date>,
        #[arg(long)]
        json: bool,
    },
}

pub async fn run(cx: &Cx, what: Area) -> Result<String, Fault> {
    match what {
        Area::Resolve { code, on, json } => resolve(cx, &code, on, json).await,
    }
}

/// A code as it stood on a day: for people, or as the JSON of `GET /api/v1/areas/{code}`.
pub async fn resolve(cx: &Cx, code: &str, on: Option<Date>, json: bool) -> Result<String, Fault> {
    match ocop_app::area::resolve(cx, code, on).await {
        Ok(found) if json => serde_json::to_string_pretty(&found).map_err(Fault::failed),
        Ok(found) => Ok(told(&found, cx.lang)),
        Err(Error::NotFound) => Err(Fault::usage(tf(FAULTS, "area.cli.unknown", &[("code", code)]))),
        Err(Error::Invalid(_)) => Err(Fault::usage(format!("“{code}”: {}", t(FAULTS, "errors.area_code")))),
        Err(e) => Err(Fault::failed(e)),
    }
}

/// A day as people write it, `30/06/2025`, or as computers do, `2025-06-30`.
pub fn day(text: &str) -> Result<Date, String> {
    ocop_domain::calendar::read_day(text)
        .ok_or_else(|| format!("“{text}” is not a day: write 30/06/2025 or 2025-06-30"))
}

fn told(found: &Resolution, lang: Lang) -> String {
    let unit = &found.unit.brief;
    let mut out = format!("{} ({}): {}\n", found.code, written(found.on), place(unit));
    let decree = unit.decree.as_deref().map(|d| format!(" · {d}")).unwrap_or_default();
    let _ = writeln!(out, "  {}{decree} · {}", span(unit, lang), unit.id);
    for note in &found.notes {
        let _ = writeln!(out, "  ! {}", note_words(*note, lang));
    }
    part(&mut out, &t(lang, "area.came_from"), &found.predecessors, lang);
    part(&mut out, &t(lang, "area.went_into"), &found.successors, lang);
    if !found.same_code.is_empty() {
        let _ = writeln!(out, "{}:", t(lang, "area.same_code"));
        for other in &found.same_code {
            let _ = writeln!(out, "  {} · {}", place(other), span(other, lang));
        }
    }
    out
}

fn part(out: &mut String, title: &str, steps: &[Step], lang: Lang) {
    if steps.is_empty() {
        return;
    }
    let _ = writeln!(out, "{title}:");
    for s in steps {
        let extent = t(lang, &format!("area.extent.{}", s.extent.as_str()));
        let indent = "  ".repeat(s.step);
        let _ = write!(out, "{indent}{} {} [{extent}]", s.unit.code, place(&s.unit));
        let _ = write!(out, " · {}", span(&s.unit, lang));
        if let Some(decree) = &s.succession_decree {
            let _ = write!(out, " · {decree}");
        }
        if let Some(clause) = &s.clause {
            let _ = write!(out, ", {}", tf(lang, "area.clause", &[("n", clause)]));
        }
        out.push('\n');
    }
}

pub(crate) fn note_words(note: Note, lang: Lang) -> String {
    let key = match note {
        Note::ReusedCode => "area.note.reused_code",
        Note::EndedBefore => "area.note.ended_before",
        Note::BeganLater => "area.note.began_later",
        Note::BeginUnknown => "area.note.begin_unknown",
        Note::Split => "area.note.split",
        Note::OtherSourceCode => "area.note.other_source_code",
        Note::ThroughCommunes => "area.note.through_communes",
    };
    t(lang, key).into_owned()
}

/// `Phường 13, Quận 4, Thành phố Hồ Chí Minh`.
pub(crate) fn place(unit: &Brief) -> String {
    let above = [&unit.district, &unit.province].into_iter().flatten();
    std::iter::once(unit.full_name.as_str())
        .chain(above.map(|a| a.full_name.as_str()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// From when until when, in words.
pub(crate) fn span(unit: &Brief, lang: Lang) -> String {
    let (from, to) = (unit.valid_from.map(written), unit.last_day.map(written));
    match (from, to) {
        (Some(f), Some(l)) => format!("{f} – {l}"),
        (Some(f), None) => tf(lang, "area.since", &[("day", &f)]).into_owned(),
        (None, Some(l)) => tf(lang, "area.until", &[("day", &l)]).into_owned(),
        (None, None) => t(lang, "area.stands").into_owned(),
    }
}
