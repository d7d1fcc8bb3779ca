//! What lies in the package, in the order of Điều 6(3): forms, papers, the commune's report, the council's scores,
//! the decision.

use super::archive::Entry;
use crate::prelude::*;
use crate::recognition::paper;
use ocop_domain::dossier::leaves::{LIST, Outline, safe_name};
use ocop_domain::dossier::verify::MEETING;
use ocop_domain::journal::sha256;
use ocop_domain::national::{Paper, Standing};
use ocop_store::recognition::{self as store, DecisionRow, PackageDossier};
use serde_json::Value;
use std::collections::BTreeMap;

pub async fn gather(cx: &Cx, d: &PackageDossier, decision: &DecisionRow) -> Result<Vec<Entry>, Error> {
    let mut out = vec![
        data("1-ho-so/mau-01.json", "Mẫu số 01: phiếu đăng ký (dữ liệu)", &text_json(&d.form01))?,
        data(
            "1-ho-so/mau-02.json",
            "Mẫu số 02: giới thiệu chủ thể và sản phẩm (dữ liệu)",
            &text_json(&d.form02),
        )?,
        data("1-ho-so/tu-cham-diem.json", "Bảng tự chấm điểm (dữ liệu)", &self_score(cx, d).await?)?,
    ];
    if let Some(seal) = &d.seal {
        out.push(Entry {
            path: "1-ho-so/niem-phong.json".into(),
            title: format!(
                "Niêm phong hồ sơ lúc nộp, mã niêm phong {}",
                d.seal_hash.as_deref().unwrap_or_default()
            ),
            bytes: seal.clone().into_bytes(),
        });
        // From format 2 on the seal is the hash of this list.
        if let Some(outline) = Outline::of(seal).ok().filter(|o| o.format > 1) {
            out.push(Entry {
                path: format!("1-ho-so/{LIST}"),
                title: "Danh mục mã băm của hồ sơ lúc nộp".into(),
                bytes: outline.list().into_bytes(),
            });
        }
    }
    if let Some(changes) = crate::dossier::changes_json(cx.db(), &d.id).await? {
        out.push(data(
            "1-ho-so/thay-doi.json",
            "Thay đổi so với hồ sơ đã được công nhận (dữ liệu)",
            &changes,
        )?);
    }
    papers(cx, d, &mut out).await?;
    out.push(data(
        "3-cap-xa/mau-03.json",
        "Mẫu số 03: đánh giá của UBND cấp xã (dữ liệu)",
        &ward(cx, d).await?,
    )?);
    if let Some(row) = ocop_store::dossier::seal::find(cx.db(), &d.id, None).await?
        && let Some(bytes) = crate::dossier::meeting_of(cx, &row, d.invented).await?
    {
        let title = "Biên bản họp của UBND cấp xã lấy ý kiến về nội dung đánh giá".into();
        out.push(Entry { path: MEETING.into(), title, bytes });
    }
    out.push(data(
        "3-cap-xa/trao-doi.json",
        "Trao đổi giữa UBND cấp xã và chủ thể (dữ liệu)",
        &crate::dossier::exchanges_json(cx.db(), &d.id).await?,
    )?);
    // Điều 6(3)a: the report of the province's advisory team stands before the council's own.
    if let Some(bytes) = crate::advisory::report_for_package(cx, &d.id).await? {
        let title = "Báo cáo đánh giá của Tổ tư vấn Hội đồng cấp tỉnh".into();
        out.push(Entry { path: "4-hoi-dong/bao-cao-to-tu-van.pdf".into(), title, bytes });
    }
    out.push(data("4-hoi-dong/ket-qua.json", "Kết quả của Hội đồng cấp tỉnh (dữ liệu)", &result(d))?);
    out.push(data(
        "4-hoi-dong/phieu-danh-gia.json",
        "Phiếu đánh giá của các thành viên (dữ liệu)",
        &sheets(cx, d).await?,
    )?);
    let round = d.round_id.as_deref().ok_or(Error::NotFound)?;
    // Điều 6(3)a: the council's report is there once its round is closed.
    for (path, bytes) in crate::council::report_for_package(cx, round).await? {
        let title = "Báo cáo đánh giá của Hội đồng cấp tỉnh".into();
        out.push(Entry { path: format!("4-hoi-dong/bao-cao-hoi-dong{path}"), title, bytes });
    }
    // The minutes hold the other products of the round: outside the council they are not shown before it is closed.
    if let Some(bytes) = crate::council::minutes_for_package(cx, round).await? {
        let title = "Biên bản họp Hội đồng cấp tỉnh".into();
        out.push(Entry { path: "4-hoi-dong/bien-ban.pdf".into(), title, bytes });
    }
    out.push(Entry {
        path: "5-quyet-dinh/quyet-dinh-phe-duyet.pdf".into(),
        title: format!(
            "Quyết định phê duyệt kết quả đánh giá {}",
            decision.number.as_deref().unwrap_or_default()
        ),
        bytes: paper::print(cx, decision).await?,
    });
    Ok(out)
}

/// The list of Điều 6(3), with where each paper is and what is missing.
pub fn index(papers: &[(Paper, Standing)], letter: &str, sent_on: Date) -> Result<Entry, Error> {
    use std::fmt::Write as _;
    let mut text = format!(
        "THÀNH PHẦN HỒ SƠ THEO KHOẢN 3 ĐIỀU 6 QUYẾT ĐỊNH SỐ 26/2026/QĐ-TTg\nVăn bản số {letter}, ngày {sent_on}\n\n"
    );
    for (i, (paper, at)) in papers.iter().enumerate() {
        let where_it_is = match at {
            Standing::Inside => format!("có trong gói, thư mục {}", paper.place()),
            Standing::Beside => "gửi kèm bên ngoài gói điện tử".to_owned(),
            Standing::NotAny => "không có".to_owned(),
            Standing::Missing => "THIẾU trong gói điện tử".to_owned(),
        };
        writeln!(text, "{}. {}: {where_it_is}", i + 1, paper.name()).map_err(Error::internal)?;
    }
    Ok(Entry {
        path: "thanh-phan-ho-so.txt".into(),
        title: "Thành phần hồ sơ theo khoản 3 Điều 6".into(),
        bytes: text.into_bytes(),
    })
}

fn data(path: &str, title: &str, value: &Value) -> Result<Entry, Error> {
    let bytes = serde_json::to_vec_pretty(value).map_err(Error::internal)?;
    Ok(Entry { path: path.into(), title: title.into(), bytes })
}

/// Forms are stored as JSON; what cannot be read as such goes in as the text it is.
fn text_json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

/// The papers the dossier cites, as they were sealed: a paper the seal does not know stays out, and bytes that no
/// longer fit their hash stop the package.
async fn papers(cx: &Cx, d: &PackageDossier, out: &mut Vec<Entry>) -> Result<(), Error> {
    let mut no = 0;
    for f in store::package_files(cx.db(), &d.id).await? {
        if d.seal.as_ref().is_some_and(|seal| !seal.contains(&f.file_hash)) {
            continue;
        }
        no += 1;
        let bytes = cx.store.files.get(&f.file_hash).await?;
        if sha256(&bytes) != f.file_hash {
            return Err(Error::internal(format!("the file {} no longer fits its hash", f.file_hash)));
        }
        let path = format!("2-minh-chung/{no:02}-{}", safe_name(&f.file_name));
        out.push(Entry { path, title: f.title, bytes });
    }
    Ok(())
}

async fn self_score(cx: &Cx, d: &PackageDossier) -> Result<Value, Error> {
    let answers = store::answers(cx.db(), &d.id).await?;
    let answers: Vec<Value> = answers
        .into_iter()
        .map(|a| json!({"criterion": a.criterion, "option": a.option_no, "note": a.note}))
        .collect();
    Ok(json!({"set": d.set_id.to_string(), "registration_number": d.registration_number, "answers": answers}))
}

async fn ward(cx: &Cx, d: &PackageDossier) -> Result<Value, Error> {
    let checks = store::ward_checks(cx.db(), &d.id).await?;
    let checks: Vec<Value> = checks
        .into_iter()
        .map(|c| {
            json!({
                "attempt": c.attempt, "local_material": c.local_material, "local_labour": c.local_labour,
                "idea_origin": c.idea_origin, "local_identity": c.local_identity, "conclusion": c.conclusion,
                "reasons": c.reasons, "checked_at_ms": c.checked_at,
            })
        })
        .collect();
    Ok(json!({"proposed_on": d.proposed_on, "checks": checks}))
}

fn result(d: &PackageDossier) -> Value {
    json!({
        "dossier": d.id, "set": d.set_id.to_string(), "ballot": d.ballot, "sum": d.sum, "members": d.members,
        "mean": ocop_domain::criteria::mean_shown(d.sum, d.members, 2), "spread": d.spread, "band": d.band, "rank": d.rank,
        "outcome": text_json(&d.outcome), "closed_at_ms": d.closed_at,
    })
}

/// Every member's options, numbered instead of named.
async fn sheets(cx: &Cx, d: &PackageDossier) -> Result<Value, Error> {
    let mut by_sheet: BTreeMap<(i64, String), (Option<i64>, Vec<Value>)> = BTreeMap::new();
    for r in store::package_sheets(cx.db(), &d.id).await? {
        let sheet = by_sheet.entry((r.ballot, r.sheet_id)).or_insert((r.total, Vec::new()));
        sheet.1.push(json!({"criterion": r.criterion, "option": r.option_no, "reason": r.reason}));
    }
    let sheets: Vec<Value> = by_sheet
        .into_iter()
        .enumerate()
        .map(|(i, ((ballot, _), (total, answers)))| {
            json!({"member": i + 1, "ballot": ballot, "total": total, "answers": answers})
        })
        .collect();
    Ok(json!({"sheets": sheets}))
}
