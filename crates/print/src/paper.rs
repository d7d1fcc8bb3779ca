//! The one road from a struct to a PDF: data to JSON, clean text, lay out, write as PDF/A-2a that is also PDF/UA-1,
//! so that a paper is fit for the archive and for a screen reader. Identity and time come from the paper, so the same
//! paper gives the same bytes on any day and any machine, and its hash can be kept.

use serde::Serialize;
use serde_json::Value;
use typst::foundations::{Datetime, Smart};
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::clean::clean;
use crate::fonts::fonts;
use crate::world::{lay_out, messages};
use crate::{Error, Imprint};

pub(crate) mod sealed {
    use serde_json::{Map, Value};

    use crate::Error;

    pub trait Sealed {
        const TEMPLATE: &'static str;

        /// Checks what the law fixes and adds what the template needs beyond the paper's own fields.
        fn prepare(&self, _data: &mut Map<String, Value>) -> Result<(), Error> {
            Ok(())
        }
    }
}

/// A paper of this crate.
pub trait Paper: Serialize + sealed::Sealed {
    fn imprint(&self) -> &Imprint;
}

macro_rules! paper {
    ($type:ty) => {
        impl $crate::Paper for $type {
            fn imprint(&self) -> &$crate::Imprint {
                &self.imprint
            }
        }
    };
    ($type:ty, $template:literal) => {
        $crate::paper::paper!($type);
        impl $crate::paper::sealed::Sealed for $type {
            const TEMPLATE: &'static str = $template;
        }
    };
}
pub(crate) use paper;

pub(crate) fn pdf<P: Paper>(paper: &P) -> Result<Vec<u8>, Error> {
    let document = laid(paper)?;
    let imprint = paper.imprint();
    let broken = |message: String| Error::Pdf { template: P::TEMPLATE, message };
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|e| broken(e.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{}/{}", P::TEMPLATE, imprint.ident)),
        creator: Smart::Custom(Some("ocop".to_owned())),
        timestamp: Some(timestamp(imprint)?),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| broken(messages(&errors)))
}

fn laid<P: Paper>(paper: &P) -> Result<PagedDocument, Error> {
    let mut data = serde_json::to_value(paper)?;
    if let Value::Object(fields) = &mut data {
        paper.prepare(fields)?;
    }
    clean(&mut data, fonts()?);
    lay_out(P::TEMPLATE, serde_json::to_vec(&data)?)
}

fn timestamp(imprint: &Imprint) -> Result<Timestamp, Error> {
    let at = jiff::tz::Offset::UTC.to_datetime(imprint.at);
    let part = |n: i8| u8::try_from(n).map_err(|_| Error::Instant);
    let (month, day) = (part(at.month())?, part(at.day())?);
    let (hour, minute, second) = (part(at.hour())?, part(at.minute())?, part(at.second())?);
    Datetime::from_ymd_hms(i32::from(at.year()), month, day, hour, minute, second)
        .map(Timestamp::new_utc)
        .ok_or(Error::Instant)
}

/// The words of a paper as they stand on its pages, line by line, pages parted by a form feed. For tests and for
/// looking at a paper without a PDF reader.
pub fn text<P: Paper>(paper: &P) -> Result<String, Error> {
    Ok(words(&laid(paper)?))
}

fn words(document: &PagedDocument) -> String {
    let pages: Vec<String> = document
        .pages()
        .iter()
        .map(|page| {
            let mut runs = Vec::new();
            collect(&page.frame, Point::zero(), &mut runs);
            join(&runs)
        })
        .collect();
    pages.join("\u{c}\n")
}

fn collect(frame: &Frame, origin: Point, runs: &mut Vec<(Point, Abs, String)>) {
    for (at, item) in frame.items() {
        let here = origin + *at;
        match item {
            FrameItem::Group(group) => collect(&group.frame, here, runs),
            FrameItem::Text(run) => runs.push((here, run.width(), run.text.to_string())),
            _ => {}
        }
    }
}

fn join(runs: &[(Point, Abs, String)]) -> String {
    let mut out = String::new();
    let turn = |out: &mut String| {
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    };
    let mut end: Option<Point> = None;
    for (at, width, text) in runs {
        if let Some(end) = end {
            let same_line = (at.y - end.y).abs() < Abs::pt(1.5) && at.x >= end.x - Abs::pt(1.0);
            if !same_line {
                turn(&mut out);
            } else if at.x - end.x > Abs::pt(1.0) && !out.ends_with(' ') && !text.starts_with(' ') {
                out.push(' ');
            }
        }
        out.push_str(text);
        end = Some(Point::new(at.x + *width, at.y));
    }
    if !out.is_empty() {
        turn(&mut out);
    }
    out
}
