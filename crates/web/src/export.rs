//! A list as a file: the answer that streams it, and the links that offer it.

use crate::failure::Failure;
use crate::fields::Query;
use crate::page::{Link, Page};
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use http_body::Frame;
use jiff::civil::Date;
use ocop_app::Error;
use ocop_app::export::{Column, Format, Source, stream};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::Receiver;

/// The format a reader asked for: `format`, and for CSV `mark=0` to leave the byte order mark out.
pub fn format(query: &Query) -> Result<Format, Failure> {
    Ok(match query.get("format").parse::<Format>()? {
        Format::Csv { .. } => Format::Csv { mark: query.get("mark") != "0" },
        other => other,
    })
}

/// Answers with the whole list, under a name with the day. A list that breaks off breaks the answer off, so that no reader
/// takes a part for the whole.
pub fn answer<S: Source>(
    format: Format,
    columns: Vec<Column<S::Row>>,
    source: S,
    name: &str,
    day: Date,
) -> Response
where
    S::Row: Sync + 'static,
{
    let disposition = format!("attachment; filename=\"{name}-{day}.{}\"", format.extension());
    let headers = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "private, no-store".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, Body::new(Pieces(stream(format, columns, source)))).into_response()
}

/// Links to a list's formats, `base` being its address with every filter.
pub fn links(page: &Page, base: &str) -> Vec<Link> {
    let link = |format: &str, label| Link::new(format!("{base}&format={format}"), label);
    vec![
        link("xlsx", page.t("common.export.xlsx")),
        link("csv", page.t("common.export.csv")),
        link("jsonl", page.t("common.export.jsonl")),
    ]
}

struct Pieces(Receiver<Result<Vec<u8>, Error>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|p| p.map(|bytes| Frame::data(Bytes::from(bytes)))))
    }
}
