use super::finding::{Finding, Severity};
use super::record::{RowData, from_json, to_json};
use super::{Action, batch_of, must_be_free, provinces};
use crate::import::matching::which::ASKS_PRODUCT;
use crate::import::row::atlas::{Atlas, Commune};
use crate::import::row::place::{Placed, find};
use crate::import::row::said::{Said, settle};
use crate::import::row::standing::asks_stars;
use crate::prelude::*;
use ocop_domain::import::{Recognised, contradict, is_name, stand_in};
use ocop_domain::recognition::AskedNumber;
use ocop_domain::text::clean;
use ocop_store::import::{self as rows, FURTHER, Row};
use serde::Deserialize;

/// The answer that a row's product is none of those that the register has.
pub const APART: &str = "apart";

/// A person's answer to what a row asks. Either field may be left empty where the row does not ask for it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Choose {
    #[serde(skip)]
    pub batch_id: String,
    #[serde(skip)]
    pub row: i64,
    /// A commune as it is offered, its code, or its name as one writes it: `Phường Xóm Chiếu`, `Phường 13 Quận 4`,
    /// `Phường Xóm Chiếu, Thành phố Hồ Chí Minh`.
    #[serde(skip)]
    pub commune_id: String,
    pub producer: String,
    /// The stars, where the list's words for them are not clear: `3`, `4`, `5`, `none` where none were given, or `withdrawn`
    /// where they were taken away again.
    pub stars: String,
    /// Of rows that contradict each other this one is right: the others are left out.
    pub is_right: bool,
    /// Which product of the register is meant: one of those that are offered, or `apart` for none of them.
    pub product: String,
    /// Whose the number of a certificate is that several rows give: `keep` for this row's, `leave` for none's.
    pub number: String,
    /// The answer is for this row only, and not for the others that name the same place.
    pub only_this: bool,
}

/// What an answer did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Rows that were answered.
    pub rows: i64,
    /// The row itself still asks something.
    pub open: bool,
}

/// Answers a waiting row: in which commune it lies, who makes it. Once nothing is open it is ready to be applied. The
/// commune is the answer for every waiting row that names the same place.
pub async fn choose(cx: &Cx, cmd: Choose) -> Result<Chosen, Error> {
    let provinces = provinces(cx)?;
    let names_a_commune = !clean(&cmd.commune_id).is_empty();
    let atlas = match names_a_commune {
        true => Some(Atlas::load(cx.db(), &cx.today().to_string()).await?),
        false => None,
    };
    write_tx!(cx, |tx| {
        let batch = batch_of(cx, &tx, &cmd.batch_id).await?;
        must_be_free(cx, &batch)?;
        let row = rows::row(&tx, &cmd.batch_id, cmd.row).await?.ok_or(Error::NotFound)?;
        let stands = Action::of(&row)?;
        let answered = row.commune_choice.is_some() && stands == Action::New;
        if batch.state == "undone" || !(stands == Action::Waiting || answered) {
            return Err(Error::Conflict("import_row_not_waiting"));
        }
        let data: RowData = from_json(&row.data)?;
        let mut bad = Invalid::default();
        let written = clean(&cmd.commune_id);
        let mut commune = None;
        if let Some(atlas) = &atlas {
            match meant(atlas, &written, &data, provinces.as_deref()) {
                Err(code) => bad.add("commune_id", code),
                Ok(c) if provinces.as_ref().is_some_and(|own| !own.contains(&c.province_code)) => {
                    bad.add("commune_id", "import_other_province");
                }
                Ok(c) => commune = Some((atlas, c)),
            }
        }
        let producer = bad.optional("producer", &cmd.producer, 300).map(|n| clean(&n));
        if producer.as_deref().is_some_and(|n| stand_in(n).is_some() || !is_name(n)) {
            bad.add("producer", "import_no_name");
        }
        let open_stars = open_questions(&row)?.iter().any(|code| asks_stars(code));
        let stars = match cmd.stars.trim() {
            "" => None,
            // What the list says clearly is no question.
            _ if !open_stars => None,
            "none" => Some(Stars::None),
            "withdrawn" => Some(Stars::Withdrawn),
            text => match crate::import::row::stars::read(text) {
                // Where only it is asked whether the star stands, its rank is the list's.
                Some(n) if asks(&row, "stars_unclear")? || data.stars.is_none_or(|said| said == n) => {
                    Some(Stars::Are(n))
                }
                _ => {
                    bad.add("stars", "unknown_choice");
                    None
                }
            },
        };
        let product = match cmd.product.trim() {
            "" => None,
            APART => Some(None),
            id if data.products.iter().any(|p| p.id == id) => Some(Some(id)),
            _ => {
                bad.add("product", "unknown_choice");
                None
            }
        };
        let keep_number = match cmd.number.trim() {
            "" => None,
            "keep" => Some(true),
            "leave" => Some(false),
            _ => {
                bad.add("number", "unknown_choice");
                None
            }
        };
        let keep_number = keep_number.filter(|_| !data.shared_number.is_empty());
        let is_right = cmd.is_right && !data.clash.is_empty();
        let rest = product.is_none() && keep_number.is_none();
        if written.is_empty() && producer.is_none() && stars.is_none() && !is_right && rest {
            let asks_product =
                ASKS_PRODUCT.iter().map(|code| asks(&row, code)).collect::<Result<Vec<_>, _>>()?;
            let field = match () {
                () if data.commune_id.is_none() => "commune_id",
                () if data.subject.is_empty() => "producer",
                () if open_stars => "stars",
                () if asks_product.contains(&true) => "product",
                () if !data.shared_number.is_empty() => "number",
                () => "is_right",
            };
            bad.add(field, "required");
        }
        bad.ok()?;
        let place = data.place.clone();
        let mut changed = Vec::new();
        let (clash, right) = (data.clash.clone(), data.recognised());
        let number = data.shared_number.clone();
        let given = Given { commune, producer: producer.as_deref(), stars, is_right, product, keep_number };
        let (own, open) = answer(row, data, &given)?;
        changed.push(own);
        let of_place = commune.filter(|_| !cmd.only_this && !place.is_empty());
        // The other rows that the answer may concern, read once.
        let mut others = Vec::new();
        let of_line = producer.is_some() || product.is_some();
        if of_place.is_some() || of_line || is_right || keep_number.is_some() {
            others = rows::open_rows(&tx, &cmd.batch_id).await?;
            others.retain(|row| row.row_no != cmd.row);
        }
        for row in waiting(&others).filter(|_| of_place.is_some() || of_line) {
            let data: RowData = from_json(&row.data)?;
            // Who makes a product, and which it is, is said once for all recognitions of a row.
            let same_line = row.row_no % FURTHER == cmd.row % FURTHER;
            let commune = of_place.filter(|_| data.place == place && data.commune_id.is_none());
            let producer = producer.as_deref().filter(|_| same_line && data.subject.is_empty());
            let offers = |id: &str| data.products.iter().any(|p| p.id == id);
            let product = product.filter(|p| same_line && !data.products.is_empty() && p.is_none_or(offers));
            if commune.is_some() || producer.is_some() || product.is_some() {
                let given = Given { commune, producer, product, ..Given::default() };
                changed.push(answer(row.clone(), data, &given)?.0);
            }
        }
        if is_right {
            leave_out(&others, &cmd, &clash, &right, &mut changed)?;
        }
        if keep_number.is_some() {
            leave_number(others, &number, &mut changed)?;
        }
        rows::put_outcomes(&tx, &changed).await?;
        let chosen = Chosen { rows: changed.len() as i64, open };
        let commune = commune.map(|(_, c)| c.id.as_str());
        let diff = json!({
            "did": "choose", "row": cmd.row, "commune": commune, "producer": producer.is_some(),
            "stars": stars.map(|_| cmd.stars.trim()), "is_right": is_right, "product": product, "keep_number": keep_number,
            "rows": chosen.rows, "open": open,
        });
        let chain = format!("import:{}", cmd.batch_id);
        cx.journal(&tx, &chain, Act::ImportProducts.as_str(), &cmd.batch_id, diff).await?;
        Ok(chosen)
    })
}

/// Does a row still ask this?
fn asks(row: &Row, code: &str) -> Result<bool, Error> {
    Ok(open_questions(row)?.iter().any(|open| open == code))
}

fn open_questions(row: &Row) -> Result<Vec<String>, Error> {
    let findings: Vec<Finding> = from_json(&row.findings)?;
    Ok(findings.into_iter().filter(|f| f.severity == Severity::Question).map(|f| f.code).collect())
}

/// What a person says of the stars of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stars {
    Are(u8),
    /// None were given.
    None,
    /// They were given and taken away again (Điều 8).
    Withdrawn,
}

fn waiting(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().filter(|row| row.action == Action::Waiting.as_str())
}

/// The rows that contradict the one a person found right. Others of the product tell of other recognitions and stay.
fn leave_out(
    others: &[Row],
    cmd: &Choose,
    clash: &str,
    right: &Recognised,
    changed: &mut Vec<Row>,
) -> Result<(), Error> {
    for row in waiting(others) {
        let data: RowData = from_json(&row.data)?;
        if data.clash != clash || !contradict(&data.recognised(), right) {
            continue;
        }
        let mut findings: Vec<Finding> = from_json(&row.findings)?;
        findings.retain(|f| f.severity != Severity::Question);
        let right = super::row_of(cmd.row).to_string();
        findings.push(Finding {
            row: u32::try_from(super::row_of(row.row_no)).unwrap_or_default(),
            column: String::new(),
            heading: String::new(),
            sheet: data.sheet.clone(),
            severity: Severity::Warning,
            code: "other_row_is_right".into(),
            args: vec![("row".into(), right)],
        });
        let left_out = Row { findings: to_json(&findings)?, action: Action::Duplicate.into(), ..row.clone() };
        changed.retain(|c| c.row_no != row.row_no);
        changed.push(left_out);
    }
    Ok(())
}

/// A number of a certificate that was said to be another row's, or none's: the other rows come in without it.
fn leave_number(others: Vec<Row>, number: &str, changed: &mut Vec<Row>) -> Result<(), Error> {
    for row in others {
        // The same row may have been answered above, for its commune.
        let at = changed.iter().position(|c| c.row_no == row.row_no);
        let row = at.map_or(row, |at| changed.swap_remove(at));
        // Left out above, as another row was said to be right.
        if row.action == Action::Duplicate.as_str() {
            changed.push(row);
            continue;
        }
        let mut data: RowData = from_json(&row.data)?;
        let own = data.certificate_no.as_deref().map(|n| AskedNumber::read(n).key);
        if own.as_deref() != Some(number) {
            if at.is_some() {
                changed.push(row);
            }
            continue;
        }
        data.certificate_no = None;
        changed.push(settled(row, data, &Given { keep_number: Some(false), ..Given::default() })?.0);
    }
    Ok(())
}

/// What a person answered.
#[derive(Default)]
struct Given<'a> {
    commune: Option<(&'a Atlas, &'a Commune)>,
    producer: Option<&'a str>,
    stars: Option<Stars>,
    is_right: bool,
    /// The product of the register; none of them: another one.
    product: Option<Option<&'a str>>,
    /// Is the number of the certificate this row's?
    keep_number: Option<bool>,
}

/// Writes an answer into a row; true when the row still asks something.
fn answer(mut row: Row, mut data: RowData, given: &Given<'_>) -> Result<(Row, bool), Error> {
    if let Some((atlas, c)) = given.commune {
        settle(atlas, &mut data, c);
        row.commune_choice = Some(c.id.clone());
    }
    settled(row, data, given)
}

fn settled(mut row: Row, mut data: RowData, given: &Given<'_>) -> Result<(Row, bool), Error> {
    if let Some(name) = given.producer {
        data.subject = name.to_owned();
    }
    let mut findings: Vec<Finding> = from_json(&row.findings)?;
    if let Some(stars) = given.stars {
        match stars {
            Stars::Are(n) => data.stars = Some(n),
            Stars::None => data.stars = None,
            // The rank stays as the list has it: no later list gives the star back by saying it again.
            Stars::Withdrawn => data.withdrawn = true,
        }
        // What the list calls withdrawn, or only proposed, stays so whatever the stars are (Điều 8).
        let withheld = findings.iter().any(|f| matches!(&*f.code, "stars_withdrawn" | "only_proposed"));
        data.unrecognised = !matches!(stars, Stars::Are(_)) || withheld;
    }
    if given.is_right {
        data.clash.clear();
    }
    if let Some(product) = given.product {
        data.product = product.map(str::to_owned);
        data.apart = product.is_none();
    }
    if let Some(keep) = given.keep_number {
        data.shared_number.clear();
        data.certificate_no = data.certificate_no.filter(|_| keep);
    }
    findings.retain(|f| {
        f.severity != Severity::Question
            || match f.code.as_str() {
                code if asks_stars(code) => given.stars.is_none(),
                "recognitions_contradict" => !data.clash.is_empty(),
                "certificate_twice" => !data.shared_number.is_empty(),
                code if ASKS_PRODUCT.contains(&code) => given.product.is_none(),
                code if code.starts_with("producer_") => data.subject.is_empty(),
                _ => data.commune_id.is_none(),
            }
    });
    if given.stars == Some(Stars::Withdrawn) {
        let code = "stars_said_withdrawn".to_owned();
        let row_no = u32::try_from(super::row_of(row.row_no)).unwrap_or_default();
        findings.push(Finding {
            row: row_no,
            column: String::new(),
            heading: String::new(),
            sheet: data.sheet.clone(),
            severity: Severity::Warning,
            code,
            args: vec![],
        });
    }
    let open = findings.iter().any(|f| f.severity == Severity::Question);
    row.action = if open { Action::Waiting } else { Action::New }.into();
    row.data = to_json(&data)?;
    row.findings = to_json(&findings)?;
    Ok((row, open))
}

/// The commune an answer means: one that was offered, a code, or a name in the province named with it, of the row, or of
/// the office.
fn meant<'a>(
    atlas: &'a Atlas,
    written: &str,
    data: &RowData,
    own: Option<&[String]>,
) -> Result<&'a Commune, &'static str> {
    if let Some(c) = atlas.standing_by_id(written) {
        return Ok(c);
    }
    if written.contains('@') {
        return Err("commune_not_standing");
    }
    // "Phường Xóm Chiếu (27259)", as a list of the page shows it.
    let digits = |t: &str| t.len() == 5 && t.bytes().all(|b| b.is_ascii_digit());
    let code = written.rsplit(['(', ' ']).next().map(|t| t.trim_end_matches(')')).filter(|t| digits(t));
    if let Some(code) = code {
        return atlas.standing_by_code(code).ok_or("import_commune_unknown");
    }
    let said = Said::of(atlas, written);
    let province = if said.province.is_empty() {
        let code = data.province_code.as_deref().or(match own {
            Some([one]) => Some(one.as_str()),
            _ => None,
        });
        code.and_then(|c| atlas.province(atlas.province_name(c)))
    } else {
        Some(atlas.province(&said.province).ok_or("import_commune_unknown")?)
    };
    match find(atlas, &said, province.as_ref(), false) {
        Placed::One(at, _) => Ok(atlas.commune(at)),
        Placed::Ask(code, offered) => match offered.as_slice() {
            // Named without a province, and the only one of this very name.
            [one] if province.is_none() => Ok(atlas.commune(*one)),
            [] => Err("import_commune_unknown"),
            _ if code == "commune_not_found" => Err("import_commune_unknown"),
            _ => Err("import_commune_several"),
        },
    }
}
