//! A list as a file: the answer that streams it, and the links that offer it.

use crate::download::{self, How};
use crate::failure::Failure;
use crate::fields::Query;
use crate::page::{Link, Page};
use axum::body::{Body, Bytes};
use axum::response::Response;
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
    let name = format!("{name}-{day}.{}", format.extension());
    let body = Body::new(Pieces(stream(format, columns, source)));
    download::file(How::Attachment, format.media_type(), &name, body)
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

#[cfg(test)]
mod tests {
    use crate::stress::{Someone, house, text};
    use axum::http::StatusCode;

    #[tokio::test]
    async fn a_list_is_sent_as_a_file_in_each_format() {
        let house = house("http://127.0.0.1:8080", true).await;
        let who = house.someone("ministry_office").await;
        let page = text(house.ask(&who, "GET", "/register/products?q=mat", &[]).await).await;
        for (format, kind, begins) in [
            ("csv", "text/csv; charset=utf-8", "\u{feff}\"Tên sản phẩm\""),
            ("csv&mark=0", "text/csv; charset=utf-8", "\"Tên sản phẩm\""),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
            ("jsonl", "application/jsonl; charset=utf-8", ""),
        ] {
            let uri = format!("/register/products/export?q=mat&format={format}");
            let answer = house.ask(&who, "GET", &uri, &[]).await;
            assert_eq!(answer.status(), StatusCode::OK, "{format}");
            assert_eq!(answer.headers()["content-type"], kind);
            assert_eq!(answer.headers()["cache-control"], "private, no-store");
            let name = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
            assert!(name.starts_with("attachment; filename=\"san-pham-20"), "{name}");
            let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            assert!(body.starts_with(begins.as_bytes()), "{format}: {body:?}");
        }
        assert!(page.contains("/register/products?q=mat") || page.contains("value=\"mat\""), "{page}");
        let none = house.ask(&who, "GET", "/register/products/export?format=exe", &[]).await;
        assert_eq!(none.status(), StatusCode::NOT_FOUND);
        let stranger =
            house.ask(&Someone::default(), "GET", "/register/products/export?format=csv", &[]).await;
        assert_eq!(stranger.status(), StatusCode::SEE_OTHER);
        let administrator = house.someone("administrator").await;
        let refused = house.ask(&administrator, "GET", "/register/products/export?format=csv", &[]).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    }
}
