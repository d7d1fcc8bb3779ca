use super::access::of_province;
use crate::notice::{self, Data, Notice};
use crate::prelude::*;
use crate::write_once;
use ocop_domain::national::Asked;
use ocop_domain::notice::NoticeKind;
use ocop_store::national::{self as store, DemandableRow, NewDemand};
use serde::Deserialize;

/// Điều 10(1)b, 26/2026: the ministry's office records a demand as its letter reads.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct RecordDemand {
    /// Two digits.
    pub province: String,
    pub number: String,
    /// `dd/mm/yyyy`, like `answer_by`.
    pub demanded_on: String,
    pub reason: String,
    pub answer_by: String,
    /// Dossiers with what is asked for each: `redo`, `withdraw` or `both`.
    #[serde(skip)]
    pub items: Vec<(String, String)>,
}

/// What a demand to a province may name.
pub struct Demandable {
    pub province_name: String,
    pub rows: Vec<DemandableRow>,
    pub total: i64,
}

/// Dossiers of a province with a result of its own: scored, recognised or not.
pub async fn demandable(
    cx: &Cx,
    province: &str,
    query: &str,
    page: i64,
    size: i64,
) -> Result<Demandable, Error> {
    cx.allow(Act::DemandRecord, &of_province(province))?;
    let province_name = crate::authority::province_name(cx.db(), province, cx.today()).await?;
    let folded = ocop_domain::text::fold(query);
    let (rows, total) = store::demandable(cx.db(), province, &folded, size, (page.max(1) - 1) * size).await?;
    Ok(Demandable { province_name, rows, total })
}

pub async fn record_demand(cx: &Cx, cmd: RecordDemand) -> Result<String, Error> {
    cx.allow(Act::DemandRecord, &of_province(&cmd.province))?;
    let mut invalid = Invalid::default();
    let number = ocop_domain::text::clean(&invalid.text("number", &cmd.number, 60));
    let on = invalid.day("demanded_on", &cmd.demanded_on);
    let by = invalid.day("answer_by", &cmd.answer_by);
    let reason = invalid.text("reason", &cmd.reason, 4_000);
    if on.is_some_and(|d| d > cx.today()) {
        invalid.add("demanded_on", "date_in_future");
    }
    if by.zip(on).is_some_and(|(by, on)| by <= on || by < cx.today()) {
        invalid.add("answer_by", "national_answer_by");
    }
    let mut items = Vec::new();
    for (dossier, asked) in cmd.items.iter().filter(|(_, asked)| !asked.is_empty()) {
        match asked.parse::<Asked>() {
            Ok(asked) => items.push((dossier.as_str(), asked)),
            Err(_) => invalid.add(format!("asked.{dossier}"), "choose_one"),
        }
    }
    if items.is_empty() {
        invalid.add("items", "choose_dossiers");
    }
    let (Some(on), Some(by)) = (on, by) else { return Err(Error::Invalid(invalid)) };
    invalid.ok()?;
    let (on_text, by_text) = (on.to_string(), by.to_string());
    let id = cx.id();
    write_once!(cx, id, |tx| {
        let mut invalid = Invalid::default();
        if store::number_taken(&tx, &number, i64::from(on.year())).await? {
            invalid.add("number", "number_taken");
        }
        let mut rows = Vec::new();
        for (dossier, asked) in &items {
            let row = store::demandable_one(&tx, &cmd.province, dossier).await?.ok_or(Error::NotFound)?;
            check(&tx, &mut invalid, &row, *asked).await?;
            rows.push((row, *asked));
        }
        invalid.ok()?;
        let new = NewDemand {
            id: &id,
            province_code: &cmd.province,
            number: &number,
            demanded_on: &on_text,
            reason: &reason,
            answer_by: &by_text,
            created_by: cx.actor.id(),
            created_at: cx.now_ms(),
        };
        store::insert_demand(&tx, &new).await?;
        for (row, asked) in &rows {
            let star = row.recognition_id.as_deref();
            store::insert_item(&tx, &id, &row.dossier_id, asked.as_str(), star).await?;
            let diff = json!({"demand": id, "asked": asked.as_str()});
            let chain = format!("dossier:{}", row.dossier_id);
            cx.journal(&tx, &chain, Act::DemandRecord.as_str(), &row.dossier_id, diff).await?;
        }
        let named: Vec<_> = rows.iter().map(|(r, a)| json!([r.dossier_id, a.as_str()])).collect();
        let diff = json!({"province": cmd.province, "number": number, "demanded_on": on_text,
                          "answer_by": by_text, "items": named});
        cx.journal(&tx, &format!("demand:{id}"), Act::DemandRecord.as_str(), &id, diff).await?;
        let told = Notice {
            kind: NoticeKind::RedoDemanded,
            key: id.clone(),
            data: Data::new().text("number", &number).text("day", by).text("reasons", &reason),
            href: format!("/ministry/demands/{id}"),
        };
        notice::to_province(cx, &tx, &cmd.province, &told).await?;
        Ok(id.clone())
    })
}

async fn check(db: &Db, invalid: &mut Invalid, row: &DemandableRow, asked: Asked) -> Result<(), Error> {
    let field = format!("asked.{}", row.dossier_id);
    if store::open_for(db, &row.dossier_id).await? {
        invalid.add(&field, "national_demand_open");
    } else if asked != Asked::Redo && row.recognition_id.is_none() {
        invalid.add(&field, "national_no_recognition");
    }
    Ok(())
}
