use super::*;
use crate::import::read_sheets;
use proptest::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A source of rows that are there, so many a page; counts the pages it gave.
struct Given {
    pages: std::vec::IntoIter<Vec<[Cell; 3]>>,
    given: Arc<AtomicUsize>,
}

fn given(rows: Vec<[Cell; 3]>, size: usize) -> Given {
    let pages: Vec<_> = rows.chunks(size).map(<[_]>::to_vec).collect();
    Given { pages: pages.into_iter(), given: Arc::default() }
}

impl Source for Given {
    type Row = [Cell; 3];
    async fn page(&mut self) -> Result<Vec<[Cell; 3]>, Error> {
        self.given.fetch_add(1, Ordering::SeqCst);
        Ok(self.pages.next().unwrap_or_default())
    }
}

fn columns() -> Vec<Column<[Cell; 3]>> {
    ["name", "stars", "day"]
        .into_iter()
        .enumerate()
        .map(|(n, key)| Column::new(key, format!("Cột {key}"), move |row: &[Cell; 3]| row[n].clone()))
        .collect()
}

fn file(format: Format, rows: Vec<[Cell; 3]>) -> Vec<u8> {
    let whole = Arc::new(Mutex::new(Vec::new()));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let send = |piece: Vec<u8>| {
        let whole = whole.clone();
        async move {
            whole.lock().unwrap().extend(piece);
            true
        }
    };
    runtime.block_on(pieces(format, &columns(), given(rows, 2), send)).unwrap();
    std::mem::take(&mut *whole.lock().unwrap())
}

fn text(t: &str) -> [Cell; 3] {
    [Cell::Text(t.into()), Cell::Empty, Cell::Empty]
}

fn csv_texts(bytes: &[u8]) -> Vec<String> {
    let mut reader = ::csv::Reader::from_reader(bytes);
    reader.records().map(|r| r.unwrap().get(0).unwrap().to_owned()).collect()
}

#[test]
fn numbers_days_and_texts_stand_as_what_they_are() {
    let day = jiff::civil::date(2026, 11, 30);
    let row = [Cell::Text("Nước mắm, \"loại 1\"".into()), Cell::Number(4), Cell::Day(day)];
    let csv = String::from_utf8(file(Format::Csv { mark: true }, vec![row.clone()])).unwrap();
    assert_eq!(
        csv,
        "\u{feff}\"Cột name\",\"Cột stars\",\"Cột day\"\r\n\"Nước mắm, \"\"loại 1\"\"\",4,\"30/11/2026\"\r\n"
    );
    assert!(file(Format::Csv { mark: false }, vec![]).starts_with("\"Cột".as_bytes()));
    let json = String::from_utf8(file(Format::JsonLines, vec![row.clone(), text("x")])).unwrap();
    assert_eq!(
        json,
        "{\"name\":\"Nước mắm, \\\"loại 1\\\"\",\"stars\":4,\"day\":\"2026-11-30\"}\n\
         {\"name\":\"x\",\"stars\":null,\"day\":null}\n"
    );
    let lines = read_sheets(&file(Format::Xlsx, vec![row])).unwrap();
    assert_eq!(lines[0], ["Cột name", "Cột stars", "Cột day"]);
    assert_eq!(lines[1], ["Nước mắm, \"loại 1\"", "4", "30/11/2026"]);
}

#[test]
fn no_cell_of_a_csv_is_a_formula() {
    for (typed, written) in [
        ("=1+1", "'=1+1"),
        ("+84 901", "'+84 901"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a\n\"=1", "a\n'\"=1"),
        ("a=1", "a=1"),
        ("Mật ong – loại 1", "Mật ong – loại 1"),
        ("", ""),
    ] {
        assert_eq!(csv::harmless(typed), written, "{typed:?}");
    }
}

#[test]
fn what_xml_cannot_hold_is_written_out_and_too_long_a_text_is_cut() {
    assert_eq!(xlsx::escaped("a<b>&\u{b}\r_x000D_"), "a&lt;b&gt;&amp;_x000B__x000D__x005F_x000D_");
    let long = xlsx::escaped(&"ắ".repeat(40_000));
    assert_eq!(long.chars().count(), 32_767);
    assert!(long.ends_with('…'));
    assert_eq!(xlsx::escaped(&"a".repeat(32_767)).len(), 32_767);
}

#[test]
fn a_long_list_is_never_whole_in_memory() {
    let rows: Vec<_> = (0..20_000).map(|n| text(&format!("Sản phẩm {n} {}", "x".repeat(80)))).collect();
    for format in [Format::Csv { mark: true }, Format::Xlsx, Format::JsonLines] {
        let source = given(rows.clone(), 500);
        let counted = source.given.clone();
        let most = Arc::new(AtomicUsize::new(0));
        let sent = Arc::new(AtomicUsize::new(0));
        let send = |piece: Vec<u8>| {
            most.fetch_max(piece.len(), Ordering::SeqCst);
            sent.fetch_add(1, Ordering::SeqCst);
            async { true }
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(pieces(format, &columns(), source, send)).unwrap();
        assert_eq!(counted.load(Ordering::SeqCst), 41);
        let most = most.load(Ordering::SeqCst);
        assert!(most < 500 * 300, "{format:?}: {most} bytes at once");
    }
    // A reader that takes nothing more makes the source wait.
    let source = given(rows, 500);
    let counted = source.given.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut pieces = stream(Format::JsonLines, columns(), source);
        pieces.recv().await.unwrap().unwrap();
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert!(counted.load(Ordering::SeqCst) <= AHEAD + 3);
    });
}

#[test]
fn a_list_that_breaks_off_says_so() {
    struct Broken(bool);
    impl Source for Broken {
        type Row = [Cell; 3];
        async fn page(&mut self) -> Result<Vec<[Cell; 3]>, Error> {
            if std::mem::replace(&mut self.0, true) {
                return Err(Error::Internal("gone".into()));
            }
            Ok(vec![text("a")])
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut pieces = stream(Format::JsonLines, columns(), Broken(false));
        assert!(pieces.recv().await.unwrap().is_ok());
        assert!(pieces.recv().await.unwrap().is_err());
        assert!(pieces.recv().await.is_none());
    });
}

fn wild() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "=", "+", "-", "@", "\t", "\r", "\n", "\"", "'", ";", ",", "&", "<", "_x000D_", "_x0", " ",
            "\u{b}", "\u{1}", "]]>", "ắ", "😀", "＝", "\u{feff}", "\u{202e}",
        ])
        .prop_map(str::to_owned),
        ".{0,6}",
    ];
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn wild_texts_stay_in_their_cells(texts in prop::collection::vec(wild(), 1..6)) {
        let rows: Vec<_> = texts.iter().map(|t| text(t)).collect();
        // JSON Lines: exact.
        let json = file(Format::JsonLines, rows.clone());
        let read: Vec<String> = json
            .split(|b| *b == b'\n')
            .filter(|l| !l.is_empty())
            .map(|l| serde_json::from_slice::<serde_json::Value>(l).unwrap()["name"].as_str().unwrap().to_owned())
            .collect();
        prop_assert_eq!(&read, &texts);
        // CSV: each cell is its text, guarded.
        let csv = csv_texts(&file(Format::Csv { mark: false }, rows.clone()));
        prop_assert_eq!(csv.len(), texts.len());
        for (cell, text) in csv.iter().zip(&texts) {
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{:?}", cell);
            prop_assert!(!cell.starts_with(['\t', '\r']), "{:?}", cell);
            let plain = |t: &str| t.replace('\'', "");
            prop_assert_eq!(plain(cell), plain(text));
        }
        // XLSX: no formula, and the texts come back by the reader of lists, which cuts spaces at both ends.
        let book = file(Format::Xlsx, rows);
        let lines = read_sheets(&book).unwrap();
        let read: Vec<String> = lines.iter().skip(1).map(|l| l.first().cloned().unwrap_or_default()).collect();
        let kept: Vec<String> = texts
            .iter()
            .filter(|t| t.chars().any(|c| !c.is_whitespace() && !ocop_domain::text::is_invisible(c)))
            .map(|t| t.trim().replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"))
            .collect();
        let read: Vec<String> = read.iter().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect();
        prop_assert_eq!(read, kept);
    }
}
