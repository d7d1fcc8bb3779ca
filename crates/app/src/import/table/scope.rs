//! The sections that are open above a row, one within the other. All that a heading says begins and ends together: its stars,
//! its year, its place, its decision, and that its products have no stars. What an inner section speaks of holds before what
//! an outer one says, and where a section ends no more than it said itself is given up.

use super::field::Field;
use super::ruling::Ruling;
use super::section_words::{ends, read};
use super::sheet::{Line, words, words_but};
use ocop_domain::import::{Fallen, Mark, Told, fallen};
use ocop_domain::text::fold;

/// A line that is a heading: how it is counted, what it says, and how it reads in the list.
#[derive(Debug, Clone)]
pub struct Heading {
    mark: Mark,
    pub text: String,
    pub shown: String,
}

impl Heading {
    /// Reads a line; what stands in the column that counts the rows is its mark.
    pub fn of(line: &Line, counter: Option<usize>) -> Heading {
        let shown = words(line);
        let counted = counter.and_then(|c| line.cells.get(c)).map(|c| Mark::alone(&c.text()));
        let (mark, text) = match counted {
            Some(mark) if mark != Mark::None => (mark, words_but(line, counter)),
            _ => {
                let (mark, text) = Mark::read(&shown);
                (mark, text.to_owned())
            }
        };
        Heading { mark, text, shown }
    }

    /// Is it counted as sections are: `II.`, `B)`?
    pub fn is_counted(&self) -> bool {
        self.mark.is_of_section()
    }
}

/// What a heading says of a field; none where it speaks of it and leaves it open.
#[derive(Debug, Clone)]
pub struct Said {
    field: Field,
    pub text: Option<String>,
    /// A row was told that it is read from there.
    pub told: bool,
}

/// One section.
#[derive(Debug, Clone)]
pub struct Scope {
    mark: Mark,
    pub heading: String,
    pub says: Vec<Said>,
    /// The decision of the section; none within where it speaks of one that cannot be read.
    ruling: Option<Option<Ruling>>,
    /// Its products have no stars, or have them no longer.
    pub fallen: Option<Fallen>,
    /// A product stands below it, and one below it without another section between.
    used: bool,
    direct: bool,
    /// The title of the list, or the name of its sheet: it does not end.
    around: bool,
    pub of_title: bool,
}

impl Scope {
    pub fn named(heading: &str) -> Scope {
        Scope {
            mark: Mark::None,
            heading: heading.to_owned(),
            says: vec![],
            ruling: None,
            fallen: None,
            used: false,
            direct: false,
            around: true,
            of_title: false,
        }
    }

    /// What is said around all sections.
    pub fn around(heading: &str, field: Field, text: Option<String>, of_title: bool) -> Scope {
        Scope { says: vec![Said { field, text, told: false }], of_title, ..Scope::named(heading) }
    }

    pub fn of(heading: &Heading, ruling: Option<Option<Ruling>>) -> Scope {
        let fallen = fallen(Told::Section, &heading.text);
        let open = |field| Said { field, text: None, told: false };
        let mut says: Vec<Said> = read(&heading.text)
            .into_iter()
            .map(|(field, text)| Said { field, text: Some(text), told: false })
            .collect();
        let has = |says: &[Said], field| says.iter().any(|s| s.field == field);
        // What is spoken of and not said holds no longer. A commune ends with its district.
        let (silent, decided) = (says.is_empty(), ruling.is_some());
        let folded = format!(" {} ", fold(&heading.text));
        let of_ranks = [" sao ", " hang "].iter().any(|w| folded.contains(w));
        // The name of a decision speaks of products and of communes, and divides neither.
        let divides = |f: &Field| match f {
            Field::Decision => !decided,
            Field::Stars => silent && (!decided || of_ranks),
            _ => silent && !decided,
        };
        let over: Vec<Field> = ends(&heading.text).into_iter().filter(divides).collect();
        let district = has(&says, Field::OldDistrict).then_some(Field::NewCommune);
        let stars = fallen.map(|_| Field::Stars);
        for field in over.into_iter().chain(district).chain(stars) {
            if !has(&says, field) {
                says.push(open(field));
            }
        }
        let shown = heading.shown.clone();
        Scope { mark: heading.mark, says, ruling, fallen, around: false, ..Scope::named(&shown) }
    }

    /// What it speaks of.
    fn subjects(&self) -> Vec<Field> {
        let decision = self.ruling.as_ref().map(|_| Field::Decision);
        self.says.iter().map(|s| s.field).chain(decision).collect()
    }

    /// Do both speak of the same, or both of nothing that is known? Communes lie within their district and do not end it.
    fn is_ended_by(&self, next: &Scope) -> bool {
        let district = self.says.iter().any(|s| s.field == Field::OldDistrict && s.text.is_some());
        let within = |f: &Field| district && *f == Field::NewCommune;
        let (own, others) = (self.subjects(), next.subjects());
        own.is_empty() && others.is_empty() || own.iter().any(|f| !within(f) && others.contains(f))
    }
}

/// The sections that are open, the outermost first.
#[derive(Debug, Clone, Default)]
pub struct Scopes {
    open: Vec<Scope>,
}

impl Scopes {
    /// The title or the sheet says something of all rows.
    pub fn around(&mut self, scope: Scope) {
        self.open.push(scope);
    }

    /// All sections end.
    pub fn clear(&mut self) {
        self.open.retain(|s| s.around);
    }

    /// A section begins, and those that it does not lie in end.
    pub fn enter(&mut self, scope: Scope) {
        // "PHỤ LỤC II" begins a list of its own.
        if fold(&scope.heading).starts_with("phu luc") {
            self.clear();
        }
        let open = &self.open;
        let end = match scope.mark {
            Mark::None => {
                // One that is not counted ends with the next that speaks of the same. A heading of what was taken back that has
                // no product yet is divided by the next one, and holds.
                let holds = |s: &Scope| s.fallen.is_some() && !s.direct && scope.fallen.is_none();
                let beside = |s: &Scope| s.is_ended_by(&scope) && !holds(s);
                let at = |counted: bool| {
                    let fits = move |s: &Scope| !s.around && (s.mark != Mark::None) == counted;
                    open.iter().enumerate().filter(move |(_, s)| fits(s) && beside(s)).map(|(i, _)| i)
                };
                at(false).next().or_else(|| at(true).next_back().map(|i| i + 1))
            }
            // A counted one ends with the next that is counted the same way; or, with products of its own, with one of a
            // higher order.
            mark => open.iter().position(|s| s.mark == mark).or_else(|| {
                let lower = |s: &Scope| s.mark != Mark::None && s.used && order(s.mark) > order(mark);
                open.iter().position(lower)
            }),
        };
        if let Some(end) = end {
            self.open.truncate(end);
        }
        self.open.push(scope);
    }

    /// A product stands below all that are open.
    pub fn use_all(&mut self) {
        self.open.iter_mut().for_each(|s| s.used = true);
        if let Some(innermost) = self.open.last_mut() {
            innermost.direct = true;
        }
    }

    /// The innermost section that speaks of a field, and which of what it says.
    pub fn says(&mut self, field: Field) -> Option<(&mut Scope, usize)> {
        self.open.iter_mut().rev().find_map(|scope| {
            let at = scope.says.iter().position(|s| s.field == field)?;
            Some((scope, at))
        })
    }

    /// The heading by which the products have no stars.
    pub fn fallen(&self) -> Option<&str> {
        self.open.iter().rev().find(|s| s.fallen.is_some()).map(|s| s.heading.as_str())
    }

    /// Why they have none.
    pub fn why_fallen(&self) -> Option<Fallen> {
        self.open.iter().rev().find_map(|s| s.fallen)
    }

    /// The decision of the innermost section that speaks of one without leaving it to the title; none within where it cannot
    /// be read.
    pub fn ruling(&mut self) -> Option<Option<&mut Ruling>> {
        for scope in self.open.iter_mut().rev() {
            if scope.ruling.is_some() {
                return scope.ruling.as_mut().map(Option::as_mut);
            }
            // Here no outer section's decision is meant any more; the title's still is.
            if scope.says.iter().any(|s| s.field == Field::Decision) {
                return None;
            }
        }
        None
    }

    /// Headings that name a decision and have no product below them.
    pub fn unused_decisions(&self) -> impl Iterator<Item = &str> {
        let unused = self.open.iter().filter(|s| !s.used && matches!(s.ruling, Some(Some(_))));
        unused.map(|s| s.heading.as_str())
    }
}

/// How far within a section lies that is counted so.
fn order(mark: Mark) -> u8 {
    match mark {
        Mark::Roman | Mark::Letter | Mark::None => 0,
        Mark::Number(levels) => levels,
        Mark::Small => 100,
        Mark::Dash => 101,
    }
}
