//! Which column of a list holds what: by its heading, in any order, in one row or two.

use super::days;
use super::field::Field;
use super::headings::{has_words, is_new, is_own_heading, known, known_below, star};
use super::layout::{Column, Heading, Layout};
use super::occasion::{self, is_of_district, is_of_recognition, is_proposed};
use super::series::{Occasions, series_of, series_of_groups};
use super::sheet::{Cell, Line, Sheet};
use ocop_domain::text::fold;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

/// Title rows above the headings that are looked through at most.
const MOST_TITLE_ROWS: usize = 60;

impl Layout {
    /// The line with the most known headings, alone or together with the one below it; it must name the product and
    /// two things more.
    pub fn find(sheet: &Sheet) -> Option<Layout> {
        let mut best: Option<(Layout, usize)> = None;
        for at in 0..sheet.lines.len().min(MOST_TITLE_ROWS) {
            for (found, rows) in Layout::each_at(sheet, at) {
                best = Layout::better(best, found, rows);
            }
        }
        best.map(|(found, _)| found)
    }

    /// The headings that begin with this line, if any do.
    pub fn at(sheet: &Sheet, at: usize) -> Option<Layout> {
        let each = Layout::each_at(sheet, at).into_iter();
        each.fold(None, |best, (found, rows)| Layout::better(best, found, rows)).map(|(found, _)| found)
    }

    /// What a line, alone or with one or two below it, would name as headings.
    fn each_at(sheet: &Sheet, at: usize) -> Vec<(Layout, usize)> {
        let Some(line) = sheet.lines.get(at) else { return vec![] };
        let below = sheet.lines.get(at + 1).filter(|l| l.row == line.row + 1);
        let third = sheet.lines.get(at + 2).filter(|l| l.row == line.row + 2);
        let alone = Layout::of(at, headings(sheet, line, None));
        let below = below.filter(|b| is_heading_row(b));
        let double = below.map(|b| Layout::of(at + 1, headings(sheet, line, Some(b))));
        let triple = below
            .zip(third.filter(|t| is_heading_row(t)))
            .map(|(b, t)| Layout::of(at + 2, with_third(sheet, headings(sheet, line, Some(b)), b, t)));
        let all = [(Some(alone), 1), (double, 2), (triple, 3)];
        all.into_iter().filter_map(|(found, rows)| Some((Layout { first: at, ..found? }, rows))).collect()
    }

    fn better(best: Option<(Layout, usize)>, found: Layout, rows: usize) -> Option<(Layout, usize)> {
        let enough = found.column(Field::Name).is_some() && found.understood() >= 3;
        // Where two say the same, the one of fewer rows: a title above is no heading.
        let more = |(b, of): &(Layout, usize)| (found.weight(), Reverse(rows)) > (b.weight(), Reverse(*of));
        if enough && best.as_ref().is_none_or(more) { Some((found, rows)) } else { best }
    }

    fn of(line: usize, headings: Vec<Heading>) -> Layout {
        let mut columns: Vec<Column> = Vec::new();
        let mut groups: Vec<(String, BTreeMap<Field, usize>)> = Vec::new();
        let mut rivals: Vec<(Field, usize)> = Vec::new();
        let occasions = Occasions::of(&headings);
        let mut read = Vec::new();
        let named = |h: &Heading| {
            occasions.field(h.index).or_else(|| match &h.above {
                Some(above) => known_below(above, &h.own),
                None => known(&h.own),
            })
        };
        // What was proposed was not given; nor is what the district found where the province's finding stands beside it.
        let of_district = |h: &Heading| h.above.as_deref().is_some_and(is_of_district);
        let proposed = |h: &Heading| h.above.as_deref().is_some_and(is_proposed);
        let given = |h: &&Heading| !of_district(h) && !proposed(h);
        let given: BTreeSet<Field> = headings.iter().filter(given).filter_map(named).collect();
        for h in headings {
            let of_occasion = occasions.field(h.index);
            let lesser = |f: &Field| proposed(&h) || of_district(&h) && given.contains(f);
            let field = named(&h).filter(|f| !is_of_recognition(*f) || !lesser(f));
            if let (Some(above), Some(f)) = (&h.above, field) {
                match groups.last_mut().filter(|(name, _)| name == above) {
                    Some((_, group)) => {
                        group.entry(f).or_insert(h.index);
                    }
                    None => groups.push((above.clone(), BTreeMap::from([(f, h.index)]))),
                }
            }
            read.push((h.index, field));
            let grouped = h.above.is_some();
            let heading = match h.above {
                Some(above) => format!("{above}: {}", h.own),
                None => h.own,
            };
            let taken = columns.iter_mut().find(|c| field.is_some() && c.field == field);
            let mut own = field;
            if let (Some(other), Some(f)) = (taken, field) {
                // "Tên sản phẩm | Tên sản phẩm sau khi đổi tên": the one that is not called new is that of before.
                let former = former_of(f).filter(|_| is_new(&heading) && !is_new(&other.heading));
                if let Some(former) = former {
                    other.field = Some(former);
                    columns.push(Column { index: h.index, field, heading, said_above: false });
                    continue;
                }
                // Of two assessments neither is the surer one.
                let sure = |heading: &str| if of_occasion.is_some() { 0 } else { sureness(f, heading) };
                match sure(&heading).cmp(&sure(&other.heading)) {
                    Ordering::Greater if !grouped => other.field = None,
                    Ordering::Equal if is_compared(f) => {
                        rivals.push((f, h.index));
                        own = None;
                    }
                    _ => own = None,
                }
            }
            columns.push(Column { index: h.index, field: own, heading, said_above: false });
        }
        let split = days::split(&mut columns);
        let mut stars = Vec::new();
        if !columns.iter().any(|c| c.field == Some(Field::Stars)) {
            // Below a common heading the own one stands last.
            let own = |c: &Column| star(c.heading.rsplit(": ").next().unwrap_or_default());
            stars = columns.iter().filter_map(|c| Some((c.index, own(c)?))).collect();
        }
        if stars.len() < 2 {
            stars.clear();
        }
        if let Some((first, _)) = stars.first() {
            columns.iter_mut().filter(|c| c.index == *first).for_each(|c| c.field = Some(Field::Stars));
        }
        let mut layout = Layout {
            first: line,
            line,
            columns,
            series: vec![],
            years: vec![],
            part: 0,
            earlier: false,
            split,
            stars,
            rivals: vec![],
        };
        // Parts of a day are said with its first column.
        read.retain(|(i, _)| !layout.split.iter().any(|[_, month, year]| i == month || i == year));
        let of_headings = if occasions.is_empty() { vec![] } else { series_of(occasions.groups(&read)) };
        let series = if of_headings.is_empty() { series_of_groups(groups) } else { of_headings };
        (layout.years, layout.series) = series.into_iter().unzip();
        layout.rename_former();
        rivals.retain(|(f, i)| {
            let of_series = layout.series.iter().any(|g| g.values().any(|s| s == i));
            let of_day = layout.split.iter().any(|s| s.contains(i));
            !of_series && !of_day && layout.column(*f).is_some()
        });
        layout.rivals = rivals;
        layout
    }

    /// A list that has names of before alone means the products by them.
    fn rename_former(&mut self) {
        for (own, former) in [(Field::Name, Field::FormerName), (Field::Subject, Field::FormerSubject)] {
            if self.column(own).is_none()
                && let Some(column) = self.columns.iter_mut().find(|c| c.field == Some(former))
            {
                column.field = Some(own);
            }
        }
    }
}

/// What something was called before, beside what it is called now.
fn former_of(field: Field) -> Option<Field> {
    match field {
        Field::Name => Some(Field::FormerName),
        Field::Subject => Some(Field::FormerSubject),
        _ => None,
    }
}

/// How surely a heading names a thing, against another that names it too: `Tên sản phẩm` before `Sản phẩm`, `Ngày quyết
/// định` before `Ngày cấp` before `Ngày`.
fn sureness(field: Field, heading: &str) -> u8 {
    let folded = fold(heading);
    let has = |words: &[&str]| words.iter().any(|w| has_words(&folded, w));
    match field {
        Field::Name if has(&["ten san pham", "ten sp", "product name"]) => 2,
        Field::Name if has(&["san pham", "sp", "hang hoa"]) => 1,
        Field::Subject if has(&["chu the", "producer", "subject"]) => 2,
        Field::Subject if has(&["san xuat"]) => 1,
        Field::Issued if has(&["quyet dinh", "qd", "cong nhan", "decision"]) => 2,
        Field::Issued if has(&["cap", "gcn", "ban hanh", "issued", "ky"]) => 1,
        Field::Decision if has(&["so", "number", "no"]) => 1,
        Field::NewCommune | Field::NewProvince if has(&["moi", "new"]) => 1,
        _ => 0,
    }
}

/// What decides what is published: where two columns say it, they have to agree.
fn is_compared(field: Field) -> bool {
    !matches!(
        field,
        Field::Id
            | Field::FormerName
            | Field::FormerSubject
            | Field::Category
            | Field::Address
            | Field::Issuer
            | Field::Link
            | Field::Source
            | Field::Trust
            | Field::MapCheck
    )
}

/// A text of more than this is no heading.
const LONGEST_HEADING: usize = 1_000;

fn heading_text(cell: Option<&Cell>) -> String {
    let short = |c: &&Cell| !matches!(c, Cell::Text(t) if t.len() > LONGEST_HEADING);
    cell.filter(short)
        .map(|c| ocop_domain::text::clean(&ocop_domain::text::legible(&c.text())))
        .unwrap_or_default()
}

/// The headings of a line, or of two lines of which the upper one runs over several columns.
fn headings(sheet: &Sheet, upper: &Line, lower: Option<&Line>) -> Vec<Heading> {
    let width = upper.cells.len().max(lower.map_or(0, |l| l.cells.len()));
    // A heading merged over columns stands for each of them.
    let mut over: Vec<Option<usize>> = vec![None; width];
    for m in sheet.merged.iter().filter(|m| m.rows.0 == upper.row && m.columns.1 > m.columns.0) {
        for place in over.iter_mut().take(m.columns.1 + 1).skip(m.columns.0) {
            *place = Some(m.columns.0);
        }
    }
    let mut out = Vec::new();
    let mut last_above = String::new();
    for (index, merged) in over.iter().enumerate() {
        let own = heading_text(upper.cells.get(index));
        let below = heading_text(lower.and_then(|l| l.cells.get(index)));
        if below.is_empty() {
            last_above.clone_from(&own);
            if !own.is_empty() {
                out.push(Heading { index, above: None, own });
            }
            continue;
        }
        let above = match merged {
            Some(first) => heading_text(upper.cells.get(*first)),
            None if own.is_empty() => last_above.clone(),
            None => own,
        };
        last_above.clone_from(&above);
        out.push(Heading { index, above: Some(above).filter(|a| !a.is_empty()), own: below });
    }
    out
}

/// The headings of two lines with those of a third below them.
fn with_third(sheet: &Sheet, two: Vec<Heading>, middle: &Line, lowest: &Line) -> Vec<Heading> {
    let whole = |h: &Heading| match &h.above {
        Some(above) => format!("{above} {}", h.own),
        None => h.own.clone(),
    };
    let mut upper: BTreeMap<usize, Heading> = two.into_iter().map(|h| (h.index, h)).collect();
    let width = upper.keys().next_back().map_or(0, |last| last + 1).max(lowest.cells.len());
    let mut out = Vec::new();
    let mut last_above = String::new();
    for index in 0..width {
        let below = heading_text(lowest.cells.get(index));
        let own = upper.remove(&index);
        if below.is_empty() {
            last_above = own.as_ref().map(whole).unwrap_or_default();
            out.extend(own);
            continue;
        }
        let merged = sheet.merged.iter().any(|m| {
            m.rows.0 <= middle.row
                && m.rows.1 >= middle.row
                && (m.columns.0 + 1..=m.columns.1).contains(&index)
        });
        if let Some(own) = own.filter(|_| !merged) {
            last_above = whole(&own);
        }
        out.push(Heading { index, above: Some(last_above.clone()).filter(|a| !a.is_empty()), own: below });
    }
    out
}

/// True for what stands in a row of headings and hardly in one of products.
pub(super) fn is_heading(text: &str) -> bool {
    is_own_heading(text) || occasion::of(text).is_some()
}

/// A row of headings, and not of products: most of what it says are words of headings.
pub(in crate::import) fn is_heading_row(line: &Line) -> bool {
    let texts: Vec<String> =
        line.cells.iter().map(|c| heading_text(Some(c))).filter(|t| !t.is_empty()).collect();
    let of_headings = texts.iter().filter(|t| is_heading(t)).count();
    of_headings >= 2 && of_headings * 2 > texts.len()
}
