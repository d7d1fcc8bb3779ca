//! Of which product of the register a row speaks: by the names it bears or was recognised under, by the list's own id of
//! an earlier row, by the number of its certificate. Where that is not plain a person says it; nothing is guessed, as a
//! star entered for the wrong product is a false fact and a product entered twice is two (Điều 4(2), 26/2026/QĐ-TTg).

use super::known::Known;
use super::names::{Fit, Product};
use super::number_key;
use crate::import::finding::{Finding, Severity};
use crate::import::record::{Candidate, RowData};
use crate::import::table::field::Field;
use ocop_domain::import::{letters, maker_letters};
use std::collections::BTreeSet;

/// What is to be said of a row beside what its cells say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub field: Field,
    pub severity: Severity,
    pub code: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl Said {
    /// As a remark on a whole row, where the sheet is not at hand any more.
    pub fn of_row(&self, row_no: i64, data: &RowData) -> Finding {
        Finding {
            row: u32::try_from(crate::import::row_of(row_no)).unwrap_or_default(),
            column: String::new(),
            heading: String::new(),
            sheet: data.sheet.clone(),
            severity: self.severity,
            code: self.code.into(),
            args: self.args.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect(),
        }
    }
}

/// Codes of the questions whose answer is a product.
pub const ASKS_PRODUCT: [&str; 6] = [
    "product_of_several",
    "product_elsewhere",
    "product_of_row_id",
    "product_of_number",
    "product_of_kin",
    "certificate_of_another",
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    New,
    Is(Product),
    /// A person is asked.
    Open,
}

/// What the names of a row say of its product.
#[derive(Debug, Clone)]
pub enum Named<'a> {
    /// The register has none of these names, or a person said that it is none of those it has.
    None,
    /// A person said which.
    Said(&'a Product),
    Is(Fit<'a>),
    /// It bears the names, and is not known to sit where the row says.
    Elsewhere(Fit<'a>),
    Several(Vec<Fit<'a>>),
}

impl<'a> Named<'a> {
    /// The product, where it is plain.
    pub fn product(&self) -> Option<&'a Product> {
        match self {
            Named::Said(p) => Some(p),
            Named::Is(fit) => Some(fit.product),
            Named::None | Named::Elsewhere(_) | Named::Several(_) => None,
        }
    }
}

/// Finds the product of a row by its names: the one place where that is decided. `own` are the products the list itself
/// brought in: told apart by their commune, as within the list.
pub fn named<'a>(known: &'a Known, data: &RowData, own: &BTreeSet<String>) -> Named<'a> {
    let Some(province) = &data.province_code else { return Named::None };
    if let Some(p) = data.product.as_deref().and_then(|id| known.product(id)) {
        return Named::Said(p);
    }
    let here = |p: &Product| p.commune_id.is_some() && p.commune_id == data.commune_id;
    let mut fits = known.names.fits(data, province);
    fits.retain(|f| if own.contains(&f.product.id) { here(f.product) } else { !data.apart });
    let bearer = data.certificate_no.as_deref().and_then(|n| known.bearer(n));
    if fits.len() > 1 {
        let signs: [&dyn Fn(&Fit<'_>) -> bool; 3] = [
            &|f| bearer.is_some_and(|b| b.product_id == f.product.id),
            &|f| same_recognition(known, &f.product.id, data),
            &|f| here(f.product) && fits.iter().all(|o| o.present && (o == f || !here(o.product))),
        ];
        let sole =
            signs.iter().find_map(|sign| match fits.iter().filter(|f| sign(f)).collect::<Vec<_>>()[..] {
                [one] => Some(*one),
                _ => None,
            });
        if let Some(one) = sole {
            fits = vec![one];
        }
    }
    match fits[..] {
        [] => Named::None,
        [one] if known_to_sit_there(known, one.product, data) => Named::Is(one),
        [one] => Named::Elsewhere(one),
        _ => Named::Several(fits),
    }
}

/// Settles which product a row speaks of, from what its names say and what else it gives. Takes the number of its
/// certificate out of a row where it is another product's.
pub fn settle(
    known: &Known,
    named: Named<'_>,
    data: &mut RowData,
    keys: &[String],
    own: &BTreeSet<String>,
) -> (Which, Vec<Said>) {
    let mut said = Vec::new();
    let which = find(known, named, data, keys, own, &mut said);
    let of = match &which {
        Which::Is(p) => Some(p.id.as_str()),
        Which::New => None,
        Which::Open => return (which, said),
    };
    if let Some(number) = &data.certificate_no
        && let Some(bearer) = known.bearer(number)
        && Some(bearer.product_id.as_str()) != of
    {
        let args =
            vec![("number", number.clone()), ("name", format!("{} · {}", bearer.name, bearer.producer_name))];
        said.push(Said {
            field: Field::CertificateNo,
            severity: Severity::Warning,
            code: "certificate_left_out",
            args,
        });
        data.certificate_no = None;
    }
    (which, said)
}

fn find(
    known: &Known,
    named: Named<'_>,
    data: &mut RowData,
    keys: &[String],
    own: &BTreeSet<String>,
    said: &mut Vec<Said>,
) -> Which {
    let (code, field, offered) = match named {
        Named::Said(p) => return Which::Is(p.clone()),
        Named::Is(one) => {
            remark(&one, data, said);
            return Which::Is(one.product.clone());
        }
        Named::Elsewhere(one) => ("product_elsewhere", Field::Name, vec![one.product.clone()]),
        Named::Several(fits) => {
            ("product_of_several", Field::Name, fits.iter().map(|f| f.product.clone()).collect())
        }
        Named::None if data.apart || data.province_code.is_none() => return Which::New,
        Named::None => match doubtful(known, data, keys, own) {
            Some(found) => found,
            None => return Which::New,
        },
    };
    let names = offered.iter().map(Product::in_words).collect::<Vec<_>>().join("; ");
    said.push(Said { field, severity: Severity::Question, code, args: vec![("name", names)] });
    data.products = offered
        .iter()
        .map(|p| Candidate { id: p.id.clone(), code: String::new(), name: p.in_words() })
        .collect();
    Which::Open
}

/// The products that a row may mean though no pair of names says so: the bearer of its certificate's number, the one that
/// its own id stood for, or those of its name whose producer holds its tax or registration number by another name (a
/// cooperative that became a company).
fn doubtful(
    known: &Known,
    data: &RowData,
    keys: &[String],
    own_rows: &BTreeSet<String>,
) -> Option<(&'static str, Field, Vec<Product>)> {
    let bearer = data.certificate_no.as_deref().and_then(|n| known.bearer(n));
    if let Some(p) = bearer.and_then(|b| known.product(&b.product_id)) {
        return Some(("certificate_of_another", Field::CertificateNo, vec![p.clone()]));
    }
    if let Some(p) = known.of_own_id(keys) {
        return Some(("product_of_row_id", Field::Name, vec![p.clone()]));
    }
    if let Some(holder) = &data.number_of {
        let offered: Vec<Product> = known.names.of_maker(&data.name, holder).into_iter().cloned().collect();
        if !offered.is_empty() {
            return Some(("product_of_number", Field::Subject, offered));
        }
    }
    // A number of its own tells that the producer is another one.
    let own = number_key::keys(data).into_iter().flatten().any(|k| known.holder(&k).is_some());
    let kin = if own { vec![] } else { known.names.kin(data) };
    let offered: Vec<Product> = kin.into_iter().filter(|p| !own_rows.contains(&p.id)).cloned().collect();
    (!offered.is_empty()).then_some(("product_of_kin", Field::Subject, offered))
}

/// Says by which name the product was known, where it bears another today.
fn remark(fit: &Fit<'_>, data: &RowData, said: &mut Vec<Said>) {
    let p = fit.product;
    if letters(&p.name) == letters(&data.name) && letters(&p.producer_name) == letters(&data.subject) {
        return;
    }
    let was = format!("{} · {}", data.name, data.subject);
    // The list calls it by a name that the register does not have yet.
    let of_before = letters(&p.name) == letters(&data.former_name)
        || maker_letters(&p.producer_name) == maker_letters(&data.former_subject);
    if of_before {
        let args = vec![("held", format!("{} · {}", p.name, p.producer_name)), ("name", was)];
        said.push(Said { field: Field::Name, severity: Severity::Warning, code: "renamed_in_list", args });
        return;
    }
    let args = vec![("was", was), ("name", format!("{} · {}", p.name, p.producer_name))];
    said.push(Said { field: Field::Name, severity: Severity::Warning, code: "known_as", args });
}

/// Does the product hold the very recognition a row tells of?
fn same_recognition(known: &Known, product: &str, data: &RowData) -> bool {
    let said = data.recognised();
    let (Some(number), Some(day)) = (&said.number, said.day) else { return false };
    known.held(product).iter().any(|h| h.said.number.as_ref() == Some(number) && h.said.day == Some(day))
}

/// Is the row's commune that of the product, or one where its producer sat before? Two producers of a province may bear
/// one name; a number of the producer tells that it is the same.
fn known_to_sit_there(known: &Known, p: &Product, data: &RowData) -> bool {
    let (Some(row), Some(own)) = (&data.commune_id, &p.commune_id) else { return true };
    if row == own {
        return true;
    }
    let maker = known.names.maker(&p.producer_id);
    let sat = maker.is_some_and(|m| m.communes.contains_key(row));
    let numbers = number_key::keys(data).into_iter().flatten();
    sat || numbers.filter_map(|k| known.holder(&k)).any(|(id, _)| id == p.producer_id)
}
