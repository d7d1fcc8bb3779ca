//! What is to become of each row of a list: known already, the same as another row, a further recognition of a product,
//! waiting, wrong, or new. Names are one where their letters are; names that are alike without tone marks are a remark.

use super::earlier::Earlier;
use super::held::Held;
use super::known::{How, Known};
use super::names::Product;
use super::which::{self, Named, Which};
use crate::import::Action;
use crate::import::finding::{Finding, Severity};
use crate::import::record::{RowData, in_words, own_id};
use crate::import::row::reader::RowReader;
use crate::import::row::standing::{FIVE_BY_PROVINCE, WITHDRAWN_BEFORE, asks_stars};
use crate::import::table::field::Field;
use crate::import::table::sheet::FURTHER;
use ocop_domain::import::{Recognised, contradict, further, letters, maker_letters};
use ocop_domain::recognition::{AskedNumber, Shape};
use ocop_domain::text::fold;
use std::collections::{BTreeSet, HashMap};

/// What is the same for all rows of a product.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Likeness {
    /// The product of the register.
    Product(String),
    /// The row's own names and place, where the register has none.
    Names(String),
}

impl Likeness {
    fn of(product: Option<&Product>, data: &RowData) -> Likeness {
        product.map_or_else(|| Likeness::Names(data.likeness()), |p| Likeness::Product(p.id.clone()))
    }

    /// As rows keep it that contradict each other.
    fn as_str(&self) -> &str {
        match self {
            Likeness::Product(text) | Likeness::Names(text) => text,
        }
    }
}

/// A row of this list that was looked at.
struct Before {
    /// Which of the rows, from 0.
    at: usize,
    row: u32,
    /// The row of the list, which may tell of several recognitions.
    line: i64,
    said: Recognised,
    /// Stands in the register already, as another list brought it in.
    known: bool,
}

/// Two rows that say different things of one recognition, or give one number of a certificate to two products.
pub struct Clash {
    pub rows: (usize, usize),
    /// The same for all rows of the product, or of the number.
    pub key: String,
}

/// A row that gives the number of a certificate.
struct Numbered {
    at: usize,
    row: u32,
    name: String,
    product: Likeness,
}

/// The rows of the list so far.
#[derive(Default)]
pub struct Seen {
    products: HashMap<Likeness, Vec<Before>>,
    folded: HashMap<String, (u32, String)>,
    ids: HashMap<String, (u32, String)>,
    producers: HashMap<String, (u32, String)>,
    certificates: HashMap<String, Numbered>,
    /// Found so far: the rows above have to be asked about as well.
    pub clashes: Vec<Clash>,
    pub shared_numbers: Vec<Clash>,
    /// Assessments that a later one of the same row leaves out, as neither says when it was.
    pub left_out: Vec<usize>,
}

impl Seen {
    pub fn compare(
        &mut self,
        known: &Known,
        named: Named<'_>,
        reader: &mut RowReader<'_>,
        data: &mut RowData,
        keys: &[String],
        at: usize,
    ) -> Action {
        let mut likeness = Likeness::of(named.product(), data);
        let before = known.applied(data, keys);
        // A withdrawal, or a doubt, may stand in a column that is not read into the row.
        let same = |e: &&Earlier| {
            let b = &e.said;
            !e.is_corrected()
                && b.content == data.content
                && b.unrecognised == data.unrecognised
                && b.doubt == data.doubt
        };
        let withdrawn_here = withdrawn_since(known, &named, data);
        if before.iter().any(same) {
            self.enter((at, reader.line.number() % FURTHER), reader.line.row, data, keys, Some(&likeness));
            // What was odd about it was said when it came.
            reader.findings.clear();
            if let Some(held) = withdrawn_here {
                reader.find(Some(Field::Name), Severity::Warning, "register_withdrawn", &[("held", &held)]);
                return Action::Changed;
            }
            return Action::Unchanged;
        }
        let has = |findings: &[Finding], severity| findings.iter().any(|f| f.severity == severity);
        let said = data.recognised();
        // Of several editions, the row is compared with the one that tells of the same recognition.
        let as_it_is = before.iter().find(|e| data.says_again(e.now()));
        if let Some(again) = as_it_is.or_else(|| before.iter().find(|e| e.told_again_by(data))) {
            self.enter((at, reader.line.number() % FURTHER), reader.line.row, data, keys, Some(&likeness));
            let Some(what) = data.differs_in(again.now()) else {
                reader.findings.clear();
                return Action::Unchanged;
            };
            let code = if again.is_corrected() { "corrected_since" } else { "changed_since" };
            reader.find(None, Severity::Warning, code, &[("what", &what)]);
            return Action::Changed;
        }
        if let Some(id) = own_id(keys)
            && let Some((row, names)) = self.ids.get(id)
            && *names != data.likeness()
        {
            let args = [("row", &*row.to_string())];
            reader.find(reader.at(&[Field::Id, Field::Name]), Severity::Error, "same_id_twice", &args);
        }
        if has(&reader.findings, Severity::Error) {
            return Action::Error;
        }
        // Stars that a person is still to say make no row a double, and contradict none.
        let unclear = reader
            .findings
            .iter()
            .any(|f| f.severity == Severity::Question && asks_stars(&f.code) && f.code != FIVE_BY_PROVINCE);
        if !data.subject.is_empty() && !unclear {
            let (which, told) = which::settle(known, named, data, keys, &BTreeSet::new());
            if let Which::Is(p) = &which {
                likeness = Likeness::Product(p.id.clone());
            }
            for t in told {
                let args: Vec<(&str, &str)> = t.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
                reader.find(Some(t.field), t.severity, t.code, &args);
            }
            let in_register = |reader: &mut RowReader<'_>| match &which {
                Which::Is(p) => in_register(known, reader, &p.id, &said, data),
                _ => None,
            };
            let in_list = self.in_list(reader, &likeness, &said, at);
            let of_list = in_list.is_some();
            match in_list.or_else(|| in_register(reader)) {
                Some(Same::Double) => {
                    let number = data.certificate_no.as_deref().filter(|n| !of_list && known.lacks(n));
                    if let Some(number) = number {
                        let args = [("number", number)];
                        reader.find(
                            Some(Field::CertificateNo),
                            Severity::Warning,
                            "certificate_not_added",
                            &args,
                        );
                    }
                    return Action::Duplicate;
                }
                Some(Same::Otherwise) => return Action::Changed,
                None => {}
            }
            self.remark(known, reader, data, &which);
        }
        if data.recognised().stars.is_some() && known.signed_here(data) {
            let number = data.decision_number.clone().unwrap_or_default();
            let args = [("number", &*number)];
            reader.find(Some(Field::Decision), Severity::Error, "decision_signed_here", &args);
            return Action::Error;
        }
        self.certificate(known, reader, data, &likeness, at);
        self.enter((at, reader.line.number() % FURTHER), reader.line.row, data, keys, None);
        self.count_as((at, reader.line.number() % FURTHER), reader.line.row, data, likeness, false);
        if has(&reader.findings, Severity::Question) { Action::Waiting } else { Action::New }
    }

    /// Is it the same as a row above? A further recognition of the same product is not, and what contradicts a row above is
    /// asked about, with that row.
    fn in_list(
        &mut self,
        reader: &mut RowReader<'_>,
        likeness: &Likeness,
        said: &Recognised,
        at: usize,
    ) -> Option<Same> {
        let before = self.products.get(likeness)?;
        let Some(same) = before.iter().find(|b| !further(&b.said, said)) else {
            if let Some(b) = before.first() {
                let (row, first, second) = (b.row.to_string(), in_words(&b.said), in_words(said));
                let args = [("row", &*row), ("first", &*first), ("second", &*second)];
                reader.find(Some(Field::Name), Severity::Warning, "further_recognition", &args);
            }
            return None;
        };
        // Said again letter for letter, it is a double, whatever else the rows above say.
        let double = before.iter().find(|b| !further(&b.said, said) && !contradict(&b.said, said));
        let row = double.unwrap_or(same).row.to_string();
        if double.is_some() {
            reader.find(Some(Field::Name), Severity::Warning, "duplicate_in_list", &[("row", &row)]);
            return Some(Same::Double);
        }
        if same.known {
            let words = in_words(&same.said);
            reader.find(Some(Field::Name), Severity::Warning, "register_differs", &[("held", &words)]);
            return Some(Same::Otherwise);
        }
        let line = reader.line.number() % FURTHER;
        let undated = |r: &Recognised| r.day.is_none() && r.year.is_none();
        // Of assessments side by side without a day the last is the one that counts.
        let earlier: Vec<&Before> =
            before.iter().filter(|b| b.line == line && (undated(&b.said) || undated(said))).collect();
        if let Some(last) = earlier.last() {
            let args = [("value", &*in_words(&last.said))];
            reader.find(Some(Field::Stars), Severity::Warning, "assessment_undated", &args);
            self.left_out.extend(earlier.iter().map(|b| b.at));
            return None;
        }
        contradiction(reader, &row, &same.said, said);
        self.clashes.push(Clash { rows: (same.at, at), key: likeness.as_str().to_owned() });
        None
    }

    /// A number of a certificate belongs to one product: where two rows give it to two, a person says whose it is. One in the
    /// form of this system's series that was not given yet is kept, and the series passes it by.
    fn certificate(
        &mut self,
        known: &Known,
        reader: &mut RowReader<'_>,
        data: &mut RowData,
        likeness: &Likeness,
        at: usize,
    ) {
        let Some(written) = data.certificate_no.clone() else { return };
        let asked = AskedNumber::read(&written);
        if asked.key.is_empty() {
            return;
        }
        if matches!(asked.shape, Shape::Certificate(_)) && known.bearer(&written).is_none() {
            let args = [("number", &*written)];
            reader.find(Some(Field::CertificateNo), Severity::Warning, "certificate_of_series", &args);
        }
        match self.certificates.get(&asked.key) {
            Some(other) if other.product != *likeness => {
                shared_number(reader, &written, other.row, &other.name);
                data.shared_number.clone_from(&asked.key);
                self.shared_numbers.push(Clash { rows: (other.at, at), key: asked.key });
            }
            Some(_) => {}
            None => {
                let (row, name, product) = (reader.line.row, data.name.clone(), likeness.clone());
                self.certificates.insert(asked.key, Numbered { at, row, name, product });
            }
        }
    }

    /// Names that only look the same.
    fn remark(&self, known: &Known, reader: &mut RowReader<'_>, data: &RowData, which: &Which) {
        if let Some((row, names)) = self.folded.get(&data.folded_likeness())
            && *names != data.likeness()
        {
            reader.find(
                Some(Field::Name),
                Severity::Warning,
                "similar_in_list",
                &[("row", &row.to_string())],
            );
        }
        if *which != Which::New {
            return;
        }
        if let Some(province) = &data.province_code
            && let Some(p) = known.names.alike(data, province)
            && letters(&p.name) != letters(&data.name)
        {
            reader.find(Some(Field::Name), Severity::Warning, "similar_in_register", &[("name", &p.name)]);
        }
        let Some(commune) = &data.commune_id else { return };
        if let Some((id, how)) = known.producer(data)
            && how != How::Named
            && let Some(m) = known.names.maker(id)
        {
            let args = [("name", &*m.name), ("place", &*m.commune_name), ("new", &*data.subject)];
            let code = if how == How::Renamed { "producer_renamed_in_list" } else { "producer_known_as" };
            reader.find(Some(Field::Subject), Severity::Warning, code, &args);
            return;
        }
        let own = format!("{}|{commune}", fold(&data.subject));
        if let Some((row, name)) =
            self.producers.get(&own).filter(|(_, n)| maker_letters(n) != maker_letters(&data.subject))
        {
            let args = [("row", &*row.to_string()), ("name", name)];
            reader.find(Some(Field::Subject), Severity::Warning, "producer_similar_in_list", &args);
        } else if let Some(name) = known.names.producer_alike(&data.subject, commune) {
            let args = [("name", name)];
            reader.find(Some(Field::Subject), Severity::Warning, "producer_similar", &args);
        }
    }

    /// Notes a row under its names; one that stands in the register already also as what it says of its product.
    fn enter(
        &mut self,
        (at, line): (usize, i64),
        row: u32,
        data: &RowData,
        keys: &[String],
        known_as: Option<&Likeness>,
    ) {
        if let Some(id) = own_id(keys) {
            self.ids.entry(id.clone()).or_insert((row, data.likeness()));
        }
        if data.subject.is_empty() {
            return;
        }
        if let Some(likeness) = known_as {
            self.count_as((at, line), row, data, likeness.clone(), true);
        }
        self.folded.entry(data.folded_likeness()).or_insert((row, data.likeness()));
        if let Some(commune) = &data.commune_id {
            let own = format!("{}|{commune}", fold(&data.subject));
            self.producers.entry(own).or_insert((row, data.subject.clone()));
        }
    }

    fn count_as(
        &mut self,
        (at, line): (usize, i64),
        row: u32,
        data: &RowData,
        likeness: Likeness,
        known: bool,
    ) {
        if !data.subject.is_empty() && (data.stars.is_some() || data.unrecognised) {
            let before = Before { at, row, line, said: data.recognised(), known };
            self.products.entry(likeness).or_default().push(before);
        }
    }
}

/// The question that both rows ask which give one number of a certificate to two products.
pub fn shared_number(reader: &mut RowReader<'_>, number: &str, row: u32, name: &str) {
    let args = [("number", number), ("row", &*row.to_string()), ("name", name)];
    reader.find(Some(Field::CertificateNo), Severity::Question, "certificate_twice", &args);
}

/// The star of a row that was withdrawn in this system since a list brought it in, in words.
fn withdrawn_since(known: &Known, named: &Named<'_>, data: &RowData) -> Option<String> {
    let product = named.product()?;
    let said = data.recognised();
    said.stars?;
    let held = known.held(&product.id);
    let same =
        held.iter().find(|h| h.withdrawn && !further(&h.said, &said) && !contradict(&h.said, &said))?;
    Some(in_words(&same.said))
}

/// What a row is that says again what is known.
enum Same {
    Double,
    /// Known, but with other stars, another decision or another day.
    Otherwise,
}

/// The question that both rows of a contradiction ask.
pub fn contradiction(reader: &mut RowReader<'_>, row: &str, first: &Recognised, second: &Recognised) {
    let (first, second) = (in_words(first), in_words(second));
    let args = [("row", row), ("first", &*first), ("second", &*second)];
    reader.find(Some(Field::Name), Severity::Question, "recognitions_contradict", &args);
}

/// What the register holds of a product, where it is not what a row says and the row tells of no further recognition.
pub fn register_differs(held: &[Held], said: &Recognised, row_no: i64, data: &RowData) -> Option<Finding> {
    let (code, words) = differing(held, said, data)?;
    Some(Finding {
        row: u32::try_from(crate::import::row_of(row_no)).unwrap_or_default(),
        column: String::new(),
        heading: String::new(),
        sheet: data.sheet.clone(),
        severity: Severity::Warning,
        code: code.into(),
        args: vec![("held".into(), words)],
    })
}

/// Which remark says how the register differs from a row, and in which words the register's recognition is told.
fn differing(held: &[Held], said: &Recognised, data: &RowData) -> Option<(&'static str, String)> {
    let stands = |h: &&Held| !h.withdrawn && h.superseded_on.is_none();
    if data.withdrawn {
        let of_row = |h: &&Held| stands(h) && !further(&h.said, &data.as_given());
        return held.iter().find(of_row).map(|h| ("register_not_withdrawn", in_words(&h.said)));
    }
    let same = |h: &&Held| !further(&h.said, said) && !contradict(&h.said, said);
    match held.iter().find(same) {
        Some(h) if h.withdrawn && said.stars.is_some() => Some(("register_withdrawn", in_words(&h.said))),
        // What the register lacks is entered there by a person.
        Some(h) if lacks(&h.said, said) => Some(("register_lacks", in_words(&h.said))),
        Some(_) => None,
        None => {
            let other = held.iter().find(|h| contradict(&h.said, said))?;
            Some(("register_differs", in_words(&other.said)))
        }
    }
}

/// Does a row say the day or the number of a recognition of which the register has none?
fn lacks(held: &Recognised, said: &Recognised) -> bool {
    said.stars.is_some()
        && (held.day.is_none() && said.day.is_some() || held.number.is_none() && said.number.is_some())
}

/// Does the register hold the product and this recognition already?
fn in_register(
    known: &Known,
    reader: &mut RowReader<'_>,
    product: &str,
    said: &Recognised,
    data: &RowData,
) -> Option<Same> {
    if let Some(withdrawn) = known.said_withdrawn(product, said) {
        let words = in_words(withdrawn);
        let at = reader.at(&[Field::Stars]);
        reader.find(at, Severity::Question, WITHDRAWN_BEFORE, &[("value", &words)]);
        return None;
    }
    if known.is_further(product, said) {
        reader.find(Some(Field::Name), Severity::Warning, "further_in_register", &[]);
        if known.signed_here_stays(product, said) {
            reader.find(Some(Field::Name), Severity::Warning, "signed_here_stays", &[]);
        }
        return None;
    }
    if let Some((code, words)) = differing(known.held(product), said, data) {
        reader.find(Some(Field::Name), Severity::Warning, code, &[("held", &words)]);
        return Some(Same::Otherwise);
    }
    reader.find(Some(Field::Name), Severity::Warning, "duplicate_in_register", &[]);
    Some(Same::Double)
}
