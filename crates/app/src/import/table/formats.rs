//! How a workbook shows its numbers: a day, a month or a year only, digits with zeros before them; and which fonts are struck
//! through. What is shown is what its writer meant: Excel keeps a typed “3/2025” as the first day of the month.

use super::package::{BOOK_BYTES, Package, attribute};
use super::sheet::Cell;
use crate::Error;
use crate::import::row::date::of_serial;
use quick_xml::events::Event;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

/// Formats of cells that are kept of one file at most.
const MOST_FORMATS: usize = 65_500;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    #[default]
    Plain,
    Day,
    Month,
    Year,
    /// At least so many digits.
    Digits(usize),
}

/// The formats of a workbook's cells, in the order by which cells name them.
#[derive(Debug, Default)]
pub struct Formats(Vec<(Shown, bool)>);

impl Formats {
    pub fn read(package: &mut Package<'_>, path: &str) -> Result<Formats, Error> {
        let mut out = Formats::default();
        let mut codes: HashMap<u32, Shown> = HashMap::new();
        let (mut fonts, mut struck) = (0_u32, HashSet::new());
        let (mut of_fonts, mut of_cells) = (false, false);
        package.walk(path, &mut { BOOK_BYTES }, |event| {
            match &event {
                Event::Start(e) => {
                    let number = |name: &str| attribute(e, name).and_then(|n| n.parse::<u32>().ok());
                    match e.local_name().as_ref() {
                        "numFmt" if codes.len() < MOST_FORMATS => {
                            if let (Some(id), Some(code)) = (number("numFmtId"), attribute(e, "formatCode")) {
                                codes.insert(id, of_code(&code));
                            }
                        }
                        "fonts" => of_fonts = true,
                        "font" if of_fonts => fonts += 1,
                        "strike"
                            if of_fonts && attribute(e, "val").is_none_or(|v| v != "0" && v != "false") =>
                        {
                            struck.insert(fonts.saturating_sub(1));
                        }
                        "cellXfs" => of_cells = true,
                        "xf" if of_cells && out.0.len() < MOST_FORMATS => {
                            let id = number("numFmtId").unwrap_or_default();
                            let shown = codes.get(&id).copied().unwrap_or(built_in(id));
                            out.0.push((shown, number("fontId").is_some_and(|f| struck.contains(&f))));
                        }
                        _ => {}
                    }
                }
                Event::End(e) => match e.local_name().as_ref() {
                    "fonts" => of_fonts = false,
                    "cellXfs" => of_cells = false,
                    _ => {}
                },
                _ => {}
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(out)
    }

    pub fn is_struck(&self, style: usize) -> bool {
        self.0.get(style).is_some_and(|(_, struck)| *struck)
    }

    /// A number as the format of its cell shows it.
    pub fn cell(&self, style: usize, n: f64, days_before: f64) -> Cell {
        let shown = self.0.get(style).map_or(Shown::Plain, |(shown, _)| *shown);
        // Days of this century; a smaller number is a count or a year below the format of a day.
        let day = of_serial(n + days_before).filter(|_| n >= 35_000.0);
        match (shown, day) {
            (Shown::Day, Some(_)) => Cell::Serial(n),
            (Shown::Month, Some(day)) => Cell::Part(day.strftime("%m/%Y").to_string()),
            (Shown::Year, Some(day)) => Cell::Part(day.strftime("%Y").to_string()),
            (Shown::Digits(least), _) if n >= 0.0 && n.fract() == 0.0 && n < 1e15 => {
                let plain = n.to_string();
                if plain.len() < least { Cell::Text(format!("{plain:0>least$}")) } else { Cell::Number(n) }
            }
            _ => Cell::Number(n),
        }
    }
}

/// Formats that every workbook knows by number (ECMA-376, part 1, 18.8.30).
fn built_in(id: u32) -> Shown {
    match id {
        14 | 15 | 16 | 22 => Shown::Day,
        17 => Shown::Month,
        _ => Shown::Plain,
    }
}

/// What a format shows of a positive number: its first part, without literal text, colours and locales.
fn of_code(code: &str) -> Shown {
    let mut plain = String::new();
    let mut letters = code.chars();
    while let Some(c) = letters.next() {
        match c {
            '"' => while letters.next().is_some_and(|c| c != '"') {},
            '[' => while letters.next().is_some_and(|c| c != ']') {},
            '\\' | '_' | '*' => {
                letters.next();
            }
            ';' => break,
            c => plain.extend(c.to_lowercase()),
        }
    }
    let has = |c: char| plain.contains(c);
    let digits = plain.trim();
    match (has('y'), has('m'), has('d')) {
        _ if plain.contains("general") || plain.contains("standard") => Shown::Plain,
        (_, _, true) => Shown::Day,
        (true, true, _) => Shown::Month,
        (true, false, _) => Shown::Year,
        _ if (2..=20).contains(&digits.len()) && digits.bytes().all(|b| b == b'0') => {
            Shown::Digits(digits.len())
        }
        _ => Shown::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_its_format_shows() {
        for (code, shown) in [
            ("General", Shown::Plain),
            ("0", Shown::Plain),
            ("0.00", Shown::Plain),
            ("dd/mm/yyyy", Shown::Day),
            ("[$-42A]dd/mm/yyyy;@", Shown::Day),
            ("dd/mm", Shown::Day),
            ("mm/yyyy", Shown::Month),
            ("mmm\\-yy", Shown::Month),
            ("\"tháng \"m/yyyy", Shown::Month),
            ("yyyy", Shown::Year),
            ("\"dd\"yyyy", Shown::Year),
            ("[Red]0000", Shown::Digits(4)),
            ("[h]:mm", Shown::Plain),
        ] {
            assert_eq!(of_code(code), shown, "{code}");
        }
        let all = [Shown::Month, Shown::Year, Shown::Day, Shown::Digits(4)];
        let formats = Formats(all.map(|s| (s, false)).to_vec());
        let cell = |style, n| formats.cell(style, n, 0.0);
        assert_eq!(cell(0, 45717.0), Cell::Part("03/2025".into()));
        assert_eq!(cell(1, 45717.0), Cell::Part("2025".into()));
        assert_eq!(formats.cell(1, 45717.0 - 1462.0, 1462.0), Cell::Part("2025".into()));
        assert_eq!(cell(2, 45717.0), Cell::Serial(45717.0));
        assert_eq!((cell(2, 4.0), cell(1, 2025.0)), (Cell::Number(4.0), Cell::Number(2025.0)));
        assert_eq!((cell(3, 12.0), cell(3, 12345.0)), (Cell::Text("0012".into()), Cell::Number(12345.0)));
        assert_eq!(cell(9, 1.0), Cell::Number(1.0));
    }
}
