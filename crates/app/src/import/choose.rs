use super::atlas::{Atlas, Commune};
use super::finding::{Finding, Severity};
use super::place::{Placed, Said, find, settle};
use super::record::RowData;
use super::{action, batch_of, from_json, must_be_free, reach, to_json};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::import::{is_name, stand_in};
use ocop_domain::text::clean;
use ocop_store::import::{self as rows, Row};
use serde_json::json;

/// A person's answer to what a row asks. Either field may be left empty where the row does not ask for it.
#[derive(Debug, Clone, Default)]
pub struct Choose {
    pub batch_id: String,
    pub row: i64,
    /// A commune as it is offered, its code, or its name as one writes it: `Phường Xóm Chiếu`, `Phường 13 Quận 4`,
    /// `Phường Xóm Chiếu, Thành phố Hồ Chí Minh`.
    pub commune_id: String,
    pub producer: String,
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
    let provinces = reach(cx)?;
    let atlas = Atlas::load(cx.db(), &cx.today().to_string()).await?;
    write_tx!(cx, |tx| {
        let batch = batch_of(cx, &tx, &cmd.batch_id).await?;
        must_be_free(cx, &batch)?;
        let row = rows::row(&tx, &cmd.batch_id, cmd.row).await?.ok_or(Error::NotFound)?;
        let answered = row.commune_choice.is_some() && row.action == action::NEW;
        if batch.state == "undone" || !(row.action == action::WAITING || answered) {
            return Err(Error::Conflict("import_row_not_waiting"));
        }
        let data: RowData = from_json(&row.data)?;
        let mut bad = Invalid::default();
        let written = clean(&cmd.commune_id);
        let mut commune = None;
        if !written.is_empty() {
            match meant(&atlas, &written, &data, provinces.as_deref()) {
                Err(code) => bad.add("commune_id", code),
                Ok(c) if provinces.as_ref().is_some_and(|own| !own.contains(&c.province_code)) => {
                    bad.add("commune_id", "import_other_province");
                }
                Ok(c) => commune = Some(c),
            }
        }
        let producer = bad.optional("producer", &cmd.producer, 300).map(|n| clean(&n));
        if producer.as_deref().is_some_and(|n| stand_in(n).is_some() || !is_name(n)) {
            bad.add("producer", "import_no_name");
        }
        if written.is_empty() && producer.is_none() {
            let asks_commune = data.commune_id.is_none();
            bad.add(if asks_commune { "commune_id" } else { "producer" }, "required");
        }
        bad.ok()?;
        let place = data.place.clone();
        let mut changed = Vec::new();
        let (own, open) = answer(&atlas, row, data, commune, producer.as_deref())?;
        changed.push(own);
        if let (Some(commune), false, false) = (commune, cmd.only_this, place.is_empty()) {
            for row in rows::rows(&tx, &cmd.batch_id).await? {
                if row.action != action::WAITING || row.row_no == cmd.row {
                    continue;
                }
                let data: RowData = from_json(&row.data)?;
                if data.place == place && data.commune_id.is_none() {
                    changed.push(answer(&atlas, row, data, Some(commune), None)?.0);
                }
            }
        }
        rows::put_outcomes(&tx, &changed).await?;
        let chosen = Chosen { rows: changed.len() as i64, open };
        let commune = commune.map(|c| c.id.as_str());
        let diff =
            json!({"did": "choose", "row": cmd.row, "commune": commune, "rows": chosen.rows, "open": open});
        let chain = format!("import:{}", cmd.batch_id);
        cx.journal(&tx, &chain, Act::ImportProducts.as_str(), &cmd.batch_id, diff).await?;
        Ok(chosen)
    })
}

/// Writes an answer into a row; true when the row still asks something.
fn answer(
    atlas: &Atlas,
    mut row: Row,
    mut data: RowData,
    commune: Option<&Commune>,
    producer: Option<&str>,
) -> Result<(Row, bool), Error> {
    if let Some(c) = commune {
        settle(atlas, &mut data, c);
        row.commune_choice = Some(c.id.clone());
    }
    if let Some(name) = producer {
        data.subject = name.to_owned();
    }
    let mut findings: Vec<Finding> = from_json(&row.findings)?;
    findings.retain(|f| {
        f.severity != Severity::Question
            || if f.code.starts_with("producer_") {
                data.subject.is_empty()
            } else {
                data.commune_id.is_none()
            }
    });
    let open = findings.iter().any(|f| f.severity == Severity::Question);
    row.action = if open { action::WAITING } else { action::NEW }.into();
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
