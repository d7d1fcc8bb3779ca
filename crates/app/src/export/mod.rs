//! Lists as files: from columns and a source of rows, page by page, to CSV, XLSX or JSON Lines. What lies in memory is
//! one page of rows and what the page became; a reader that is slow makes the source wait.

mod cell;
mod csv;
mod json_lines;
mod xlsx;

#[cfg(test)]
mod tests;

use crate::Error;
use crate::pipe::Pipe;
use std::future::Future;
use std::str::FromStr;
use tokio::sync::mpsc;
use tracing::Instrument as _;

pub use cell::Cell;

/// Rows asked of a source at a time.
pub const PAGE: i64 = 500;

/// Pieces of a file that wait for a slow reader.
const AHEAD: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// UTF-8, for spreadsheets: no cell is a formula. Excel takes it for UTF-8 by the mark at its beginning.
    Csv { mark: bool },
    /// One sheet, texts as texts.
    Xlsx,
    /// An object a line, every text as it is kept.
    JsonLines,
}

impl Format {
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv { .. } => "csv",
            Format::Xlsx => "xlsx",
            Format::JsonLines => "jsonl",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Format::Csv { .. } => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::JsonLines => "application/jsonl; charset=utf-8",
        }
    }
}

impl FromStr for Format {
    type Err = Error;
    fn from_str(s: &str) -> Result<Format, Error> {
        match s {
            "csv" => Ok(Format::Csv { mark: true }),
            "xlsx" => Ok(Format::Xlsx),
            "jsonl" => Ok(Format::JsonLines),
            _ => Err(Error::NotFound),
        }
    }
}

/// A column over rows of `T`.
pub struct Column<T> {
    /// Its name in JSON Lines.
    pub key: &'static str,
    /// Its heading in tables, in the reader's language.
    pub label: String,
    cell: Box<dyn Fn(&T) -> Cell + Send + Sync>,
}

impl<T> Column<T> {
    pub fn new(
        key: &'static str,
        label: impl Into<String>,
        cell: impl Fn(&T) -> Cell + Send + Sync + 'static,
    ) -> Column<T> {
        Column { key, label: label.into(), cell: Box::new(cell) }
    }
}

/// Where rows come from, in the order of the list. The verb that opens a source has authorised its reader.
pub trait Source: Send + 'static {
    type Row: Send;
    /// At most [`PAGE`] further rows; none: the list is at its end.
    fn page(&mut self) -> impl Future<Output = Result<Vec<Self::Row>, Error>> + Send;
}

/// Writes rows of cells in one of the formats.
enum Writer {
    Csv(Box<csv::Writer>),
    Xlsx(Box<xlsx::Writer>),
    JsonLines(json_lines::Writer),
}

impl Writer {
    fn begin<T>(format: Format, columns: &[Column<T>], out: Pipe) -> Result<Writer, Error> {
        let labels = || columns.iter().map(|c| Cell::Text(c.label.clone())).collect::<Vec<_>>();
        Ok(match format {
            Format::Csv { mark } => Writer::Csv(Box::new(csv::Writer::begin(out, mark, &labels())?)),
            Format::Xlsx => Writer::Xlsx(Box::new(xlsx::Writer::begin(out, &labels())?)),
            Format::JsonLines => {
                Writer::JsonLines(json_lines::Writer::begin(out, columns.iter().map(|c| c.key).collect()))
            }
        })
    }

    fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        match self {
            Writer::Csv(w) => w.row(cells),
            Writer::Xlsx(w) => w.row(cells),
            Writer::JsonLines(w) => w.row(cells),
        }
    }

    fn end(self) -> Result<(), Error> {
        match self {
            Writer::Csv(w) => w.end(),
            Writer::Xlsx(w) => w.end(),
            Writer::JsonLines(_) => Ok(()),
        }
    }
}

/// Hands the file to `send` piece by piece, a page of rows at most in each. `send` answers whether a reader still waits.
async fn pieces<S: Source, F: Future<Output = bool> + Send>(
    format: Format,
    columns: &[Column<S::Row>],
    mut source: S,
    mut send: impl FnMut(Vec<u8>) -> F + Send,
) -> Result<(), Error> {
    let out = Pipe::default();
    let mut writer = Writer::begin(format, columns, out.clone())?;
    loop {
        let rows = source.page().await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let cells: Vec<Cell> = columns.iter().map(|c| (c.cell)(row)).collect();
            writer.row(&cells)?;
        }
        drop(rows);
        let piece = out.take();
        if !piece.is_empty() && !send(piece).await {
            return Ok(());
        }
    }
    writer.end()?;
    send(out.take()).await;
    Ok(())
}

/// The file in pieces, as its reader takes them. An error in the middle is the last piece: the reader learns that the file is
/// not whole.
pub fn stream<S: Source>(
    format: Format,
    columns: Vec<Column<S::Row>>,
    source: S,
) -> mpsc::Receiver<Result<Vec<u8>, Error>>
where
    S::Row: Sync + 'static,
{
    let (sender, receiver) = mpsc::channel(AHEAD);
    let all = async move {
        let send = |piece| {
            let sender = sender.clone();
            async move { sender.send(Ok(piece)).await.is_ok() }
        };
        if let Err(error) = pieces(format, &columns, source, send).await {
            let (causes, place) = error.beneath();
            tracing::error!(%error, causes, place, "an export broke off");
            sender.send(Err(error)).await.ok();
        }
    };
    tokio::spawn(all.in_current_span());
    receiver
}
