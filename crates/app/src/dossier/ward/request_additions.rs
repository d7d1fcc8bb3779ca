//! Sending a dossier back with a list of what is to be added.

use super::judgements::{Judgements, row};
use crate::dossier::access::at_ward;
use crate::dossier::read::show::assemble;
use crate::dossier::read::whole::Dossier;
use crate::working_days::calendar;
use crate::{Cx, Error, Invalid, write_tx};
use jiff::civil::Date;
use ocop_domain::account::Act;
use ocop_domain::criteria::CriterionCode;
use ocop_domain::dossier::additions::{MOST_ITEMS, OFFERED_WORKING_DAYS, Place};
use ocop_domain::dossier::{Event, State};
use ocop_store::dossier::additions::{self as store, ItemRow, RequestRow};
use ocop_store::dossier::{self as dossiers, check as checks};
use serde::Deserialize;
use serde_json::json;

/// Ask the producer for named additions.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct RequestAdditions {
    #[serde(skip)]
    pub dossier_id: String,
    /// The dossier's version the page was made from.
    pub version: i64,
    /// dd/mm/yyyy: until when an answer is awaited.
    pub answer_by: String,
    /// A word before the items; may be left out.
    pub words: String,
    /// In the order of the form, field `place.N` and `reason.N` from 1; rows left empty are passed over.
    #[serde(skip)]
    pub items: Vec<Wanted>,
}

/// One item: where, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A [`Place`] as text.
    pub place: String,
    pub reason: String,
}

/// Sends the dossier back with a list of what is to be added, and a day by which an answer is awaited (Điều 7(2)a,
/// 26/2026: the commune checks the dossier's parts; the way of asking is left to it). What it wrote of Mẫu số 03 so far
/// stays with this submission.
pub async fn request_additions(cx: &Cx, cmd: RequestAdditions) -> Result<State, Error> {
    let mut invalid = Invalid::default();
    let answer_by = invalid.day("answer_by", &cmd.answer_by);
    if answer_by.is_some_and(|day| day <= cx.today()) {
        invalid.add("answer_by", "day_not_after_today");
    }
    let words = invalid.optional("words", &cmd.words, 2000);
    write_tx!(cx, |tx| {
        let loaded = at_ward(cx, &tx, &cmd.dossier_id).await?;
        let after = loaded.state.next(Event::ReturnToProducer).map_err(|_| Error::Conflict("not_at_ward"))?;
        let (before, chain) = (loaded.state, loaded.chain());
        let attempt = dossiers::seal::attempts(&tx, &cmd.dossier_id).await?;
        let draft = checks::find(&tx, &cmd.dossier_id, attempt).await?;
        let mut check = row(cx, &tx, &loaded, &Judgements::default(), false).await?;
        let (dossier_row, late) = (loaded.row.clone(), loaded.late(cx.today()));
        let d = assemble(cx, &tx, loaded).await?;
        let mut invalid = invalid.clone();
        let items = items(&d, attempt, &cmd.items, &mut invalid);
        invalid.ok()?;
        let Some(answer_by) = answer_by else { return Err(Error::field("answer_by", "required")) };
        let told = in_words(words.as_deref(), &items, answer_by);
        if let Some(draft) = draft.filter(|c| c.draft) {
            check.local_material = draft.local_material;
            check.local_labour = draft.local_labour;
            check.idea_origin = draft.idea_origin;
            check.local_identity = draft.local_identity;
        }
        check.reasons = Some(told.clone());
        checks::save(&tx, &check).await?;
        let request = RequestRow {
            dossier_id: d.id.clone(),
            attempt,
            answer_by,
            words: words.clone(),
            asked_at: cx.now_ms(),
            asked_by: cx.actor.id().to_owned(),
            answered_at: None,
            answered_by: None,
        };
        store::insert(&tx, &request, &items).await?;
        dossiers::set_state(&tx, &d.id, cmd.version, after, None).await?;
        let places: Vec<String> = items.iter().map(|i| i.place.to_string()).collect();
        let diff = json!({"state": [before.as_str(), after.as_str()], "attempt": attempt, "late": late,
            "additions": places, "answer_by": request.answer_by});
        cx.journal(&tx, &chain, Act::DossierWardCheck.as_str(), &d.id, diff).await?;
        crate::dossier::tell::additions_requested(cx, &tx, &dossier_row, attempt, answer_by, &told).await?;
        Ok(after)
    })
}

/// The day offered on the form: ten working days from today.
pub async fn offered_day(cx: &Cx) -> Result<Date, Error> {
    Ok(calendar(cx).await?.due(cx.today(), OFFERED_WORKING_DAYS))
}

fn items(d: &Dossier, attempt: i64, wanted: &[Wanted], invalid: &mut Invalid) -> Vec<ItemRow> {
    let mut out: Vec<ItemRow> = Vec::new();
    for (n, w) in wanted.iter().enumerate() {
        let (at, why) = (format!("place.{}", n + 1), format!("reason.{}", n + 1));
        if w.place.trim().is_empty() && w.reason.trim().is_empty() {
            continue;
        }
        let found = w.place.parse::<Place>().ok().and_then(|p| Some((subject(d, &p)?, p)));
        if found.is_none() {
            invalid.add(at, if w.place.trim().is_empty() { "choose_one" } else { "unknown_choice" });
        }
        let reason = invalid.text(&why, &w.reason, 2000);
        if let Some((subject, place)) = found {
            out.push(ItemRow {
                dossier_id: d.id.clone(),
                attempt,
                number: i64::try_from(out.len()).unwrap_or_default() + 1,
                place,
                subject,
                reason,
                note: None,
            });
        }
    }
    if out.is_empty() && invalid.0.iter().all(|e| !e.field.contains('.')) {
        invalid.add("place.1", "additions_none");
    }
    if out.len() > MOST_ITEMS {
        invalid.add_with("place.1", "additions_too_many", vec![("most", MOST_ITEMS.to_string())]);
    }
    out
}

/// What a place of this dossier is called, in the words of the forms; none where it has no such place.
pub(in crate::dossier) fn subject(d: &Dossier, place: &Place) -> Option<String> {
    Some(match place {
        Place::Criterion(code) => {
            let code: CriterionCode = code.parse().ok()?;
            let leaf = d.set.scorable().find(|s| s.criterion.code == code)?;
            format!("Tiêu chí {code} {}", leaf.criterion.name)
        }
        Place::Paper(id) => format!("Tài liệu “{}”", d.paper(id)?.title),
        section if Place::sections(d.kind).contains(section) => match section {
            Place::Form => "Phiếu đăng ký (Mẫu số 01)".into(),
            Place::Questions => "Câu hỏi loại trừ".into(),
            Place::Updates => "Nội dung mới so với lần công nhận trước".into(),
            Place::Papers => "Tài liệu còn thiếu".into(),
            Place::Report(field) => format!("Báo cáo tự đánh giá (Mẫu số 02), mục “{}”", report(field)),
            Place::Criterion(_) | Place::Paper(_) => return None,
        },
        _ => return None,
    })
}

fn report(field: &str) -> &'static str {
    match field {
        "specification" => "Quy cách, tiêu chuẩn của sản phẩm",
        "held" => "Những giấy tờ đã có",
        "history" => "Lịch sử hình thành",
        "organisation" => "Cơ cấu tổ chức",
        "production" => "Vùng nguyên liệu, công nghệ, chế biến, đóng gói",
        "quality" => "Thay đổi về chất lượng sản phẩm",
        "market" => "Thị trường phân phối",
        "business" => "Kết quả sản xuất, kinh doanh",
        _ => "Kế hoạch sản xuất, kinh doanh",
    }
}

/// The request as the letter and the notice say it.
fn in_words(words: Option<&str>, items: &[ItemRow], answer_by: Date) -> String {
    let mut lines: Vec<String> = words.map(str::to_owned).into_iter().collect();
    lines.extend(items.iter().map(|i| format!("{}. {}: {}", i.number, i.subject, i.reason)));
    lines.push(format!("Bổ sung và nộp lại chậm nhất ngày {}.", answer_by.strftime("%d/%m/%Y")));
    lines.join("\n")
}
