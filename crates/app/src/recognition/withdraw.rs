use super::standing::{StarView, star_view};
use crate::decision_number::{self, Numbered};
use crate::notice::{self, Notice};
use crate::prelude::*;
use ocop_domain::notice::NoticeKind;
use ocop_domain::recognition::WithdrawalGround;
use ocop_store::recognition::{self as store, RecognitionRow};
use ocop_store::setting;

/// The authority withdraws a certificate by decision.
#[derive(Debug, Clone, Default)]
pub struct Withdraw {
    pub recognition_id: String,
    /// One of the six grounds of Điều 8(1).
    pub ground: String,
    /// With its symbol (`200/QĐ-UBND`), or the number alone.
    pub decision_number: String,
    /// `dd/mm/yyyy`.
    pub withdrawn_on: String,
}

/// What the page shows before the act.
#[derive(Debug, Clone)]
pub struct WithdrawView {
    pub star: StarView,
    /// The symbols of the agency that withdraws, the usual one first.
    pub symbols: &'static [&'static str],
    pub product_code: Option<String>,
    pub product_id: String,
}

/// Whose decision it is: of the product's province, of the ministry where there is none.
async fn agency(db: &Db, r: &RecognitionRow) -> Result<Option<String>, Error> {
    if r.stars >= 5 {
        return Ok(None);
    }
    let place = match &r.commune_id {
        Some(commune) => ocop_store::scope::place(db, commune).await?,
        None => None,
    };
    Ok(place.map(|p| p.province_code).or_else(|| r.decision_province.clone()))
}

/// Điều 8(2), 26/2026: the Chairman of the province withdraws 3 and 4 stars, the Minister 5.
pub(super) fn authority(stars: i64, province: &str) -> Facts {
    crate::facts::of_authority((stars < 5).then_some(province))
}

pub(super) async fn facts(db: &Db, r: &RecognitionRow) -> Result<Facts, Error> {
    if r.stars >= 5 {
        return Ok(crate::facts::of_authority(None));
    }
    crate::facts::of_place(db, r.commune_id.as_deref(), None).await
}

pub async fn withdraw_view(cx: &Cx, id: &str) -> Result<WithdrawView, Error> {
    let row = store::by_id(cx.db(), id).await?.ok_or(Error::NotFound)?;
    cx.allow(Act::Withdraw, &facts(cx.db(), &row).await?)?;
    Ok(WithdrawView {
        star: star_view(&row, cx.today()),
        symbols: decision_number::decision_symbols(agency(cx.db(), &row).await?.as_deref()),
        product_code: row.product_code.clone(),
        product_id: row.product_id,
    })
}

/// Điều 8, 26/2026. The recognition stays in the history; from that day it is called withdrawn.
pub async fn withdraw(cx: &Cx, cmd: Withdraw) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let row = store::by_id(&tx, &cmd.recognition_id).await?.ok_or(Error::NotFound)?;
        cx.allow(Act::Withdraw, &facts(&tx, &row).await?)?;
        if row.withdrawn_on.is_some() {
            return Err(Error::Conflict("already_withdrawn"));
        }
        let mut invalid = Invalid::default();
        let ground = cmd.ground.parse::<WithdrawalGround>().ok();
        if ground.is_none() {
            invalid.add("ground", "choose_one");
        }
        let by = agency(&tx, &row).await?;
        let number =
            decision_number::read(&mut invalid, "decision_number", &cmd.decision_number, by.as_deref());
        let day = invalid.day("withdrawn_on", &cmd.withdrawn_on);
        if let Some(day) = day {
            if day > cx.today() {
                invalid.add("withdrawn_on", "date_in_future");
            } else if row.issued_on.is_some_and(|issued| day < issued) {
                invalid.add("withdrawn_on", "before_issue");
            }
            if let Some(n) = &number
                && !decision_number::enter(&tx, by.as_deref(), n, day, Numbered::Withdrawal, &row.id).await?
            {
                invalid.add("decision_number", "number_taken");
            }
        }
        invalid.ok()?;
        let (Some(ground), Some(day), Some(number)) = (ground, day, number) else {
            return Err(Error::field("ground", "choose_one"));
        };
        let number = number.to_string();
        store::withdraw(&tx, &row.id, day, ground, &number).await?;
        crate::catalogue::refresh(&tx, &row.product_id).await?;
        setting::touch_public(&tx).await?;
        let diff = json!({
            "recognition": row.id, "certificate": row.key(), "ground": ground.as_str(),
            "decision": number, "withdrawn_on": day.to_string(),
        });
        cx.journal(&tx, &format!("recognition:{}", row.id), Act::Withdraw.as_str(), &row.id, diff).await?;
        tell(cx, &tx, &row, day, ground).await
    })
}

async fn tell(
    cx: &Cx,
    tx: &Db,
    row: &RecognitionRow,
    day: Date,
    ground: WithdrawalGround,
) -> Result<(), Error> {
    let notice = Notice {
        kind: NoticeKind::Withdrawn,
        key: row.id.clone(),
        data: notice::Data::new()
            .text("product", &row.product_name)
            .maybe("number", row.number())
            .text("day", day)
            .text("ground", ground.as_str())
            .number("stars", row.stars),
        href: format!("/v/{}", row.key()),
    };
    let about = ocop_store::dossier::subject::find(tx, &row.product_id).await?.ok_or(Error::NotFound)?;
    notice::to_producer(cx, tx, &about.producer_id, &notice).await?;
    match &row.commune_id {
        Some(commune) => notice::to_commune(cx, tx, commune, &notice).await,
        None => Ok(()),
    }
}
