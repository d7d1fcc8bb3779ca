//! The notice of a result to producer and commune (Điều 7(3)g, 26/2026): what was scored lower than claimed, which
//! marks were missed, and why. Reasons stand without their members' names.

use super::minutes::band;
use super::summary::outcome;
use super::whole::{Assessed, Whole};
use crate::council::count::claimed;
use crate::{Cx, Error};
use ocop_domain::area::within_sentence;
use ocop_domain::council::{Ending, Level, PaperKey};
use ocop_domain::criteria::{CriterionCode, score};
use ocop_print as print;
use std::collections::BTreeMap;

pub(super) fn notice(cx: &Cx, w: &Whole, c: &Assessed, key: &PaperKey) -> Result<print::ResultNotice, Error> {
    let result = c.result.as_ref().ok_or(Error::NotFound)?;
    let case = &c.matter.case;
    let (superior, issuer, point) = match w.seat.level {
        Level::Province => (
            format!("Ủy ban nhân dân {}", w.seat.province),
            "Cơ quan tham mưu\nquản lý OCOP cấp tỉnh",
            "điểm g khoản 3 Điều 7",
        ),
        Level::National => (
            "Bộ Nông nghiệp và Môi trường".to_owned(),
            "Cơ quan tham mưu\nquản lý OCOP",
            "điểm g khoản 4 Điều 7",
        ),
    };
    let commune = &case.commune_name;
    let mut opinions: Vec<String> =
        c.last().map_or(&[][..], |l| l.sheets.as_slice()).iter().filter_map(|s| s.opinion.clone()).collect();
    // In no order that would tell whose they are.
    opinions.sort();
    opinions.dedup();
    let claimed = claimed(&c.claims);
    let own = score(c.matter.set, &claimed).ok().filter(|_| !claimed.0.is_empty());
    Ok(print::ResultNotice {
        imprint: w.imprint(cx, key),
        heading: print::Heading { superior: Some(superior), issuer: issuer.to_owned() },
        reference: w.reference(key),
        to: format!("{}; Ủy ban nhân dân {}", case.producer_name, within_sentence(commune)),
        opening: vec![format!(
            "Căn cứ {point} Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính phủ và kết quả đánh \
             giá của {}, {}, kết quả đánh giá, phân hạng sản phẩm OCOP được thông báo như sau.",
            w.sitting.council.row.name,
            w.round()
        )],
        product: case.product_name.clone(),
        producer: case.producer_name.clone(),
        set: c.matter.set.name.clone(),
        dossier: case.registration_number.clone().unwrap_or_default(),
        claimed: own.map_or_else(String::new, |s| format!("{} trên {}", s.total, c.matter.set.max_points)),
        mean: c.mean().map_or_else(String::new, |mean| format!("{mean} trên {}", c.matter.set.max_points)),
        band: if c.ending().is_some() { String::new() } else { band(result.band).to_owned() },
        stopped: matches!(c.ending(), Some(Ending::Stopped(_))),
        outcome: outcome(c),
        grounds: c.grounds(),
        unmet: c.unmet(),
        lower: lower(w, c, &claimed.0),
        opinions,
        remedies: remedies(w, result.rank, commune),
        recipients: vec!["Như trên".into(), "Lưu: VT, hồ sơ".into()],
        signature: print::Signature { titles: vec!["Thủ trưởng cơ quan".into()], name: None },
    })
}

/// Criteria on which the members' mean lies under what the producer claims, with their reasons.
fn lower(w: &Whole, c: &Assessed, claimed: &BTreeMap<CriterionCode, usize>) -> Vec<print::LowerCriterion> {
    let Some(last) = c.last() else { return Vec::new() };
    let counted: Vec<&str> = last.votes.iter().map(|v| v.member.as_str()).collect();
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for sheet in last.sheets.iter().filter(|s| counted.contains(&s.account_id.as_str())) {
        for a in w.loaded.answers(sheet) {
            if let Some(reason) = &a.reason {
                reasons.entry(&a.criterion).or_default().push(reason.clone());
            }
        }
    }
    let decimals = u32::from(c.matter.sitting.rules.decimals);
    let mut out = Vec::new();
    let stopped = c.ending().map_or(&[][..], Ending::stopped);
    let mut after_stop = false;
    for leaf in c.matter.set.scorable() {
        let code = &leaf.criterion.code;
        let here = stopped.contains(code);
        after_stop |= here;
        // What follows the stop was not assessed, so it was not found lower either.
        if after_stop && !here {
            continue;
        }
        let claim = claimed.get(code).map_or(0, |n| i64::from(c.points(code, *n).get()));
        // A sheet that ended before this criterion gave it nothing, and not 0 points.
        let set = c.matter.set;
        let judging = last
            .votes
            .iter()
            .filter(|v| v.answers.0.contains_key(code) || !set.after_stop(&v.answers).contains(code));
        let given: Vec<i64> = judging
            .map(|v| v.answers.0.get(code).map_or(0, |n| i64::from(c.points(code, *n).get())))
            .collect();
        let (sum, members) = (given.iter().sum::<i64>(), i64::try_from(given.len()).unwrap_or(0));
        if members == 0 || sum >= claim * members {
            continue;
        }
        let mut reasons = reasons.remove(code.as_str()).unwrap_or_default();
        reasons.sort();
        reasons.dedup();
        out.push(print::LowerCriterion {
            criterion: c.title(code),
            claimed: claim,
            given: ocop_domain::criteria::mean_shown(sum, members, decimals),
            reasons,
        });
    }
    out
}

/// The decision knows no procedure of its own for objecting; the general law on complaints is named and not explained.
fn remedies(w: &Whole, rank: i64, commune: &str) -> Vec<String> {
    let to = match w.seat.level {
        Level::Province => "cơ quan ra thông báo này",
        Level::National => "cơ quan ra thông báo này, qua Ủy ban nhân dân cấp tỉnh",
    };
    let mut out = vec![format!(
        "Chủ thể không đồng ý với kết quả thì gửi ý kiến bằng văn bản kèm tài liệu chứng minh đến {to}; đối với quyết định \
         hành chính về kết quả thì thực hiện quyền theo pháp luật về khiếu nại."
    )];
    out.push(match rank {
        3.. => "Khi sản phẩm phát triển thêm, chủ thể được đăng ký đánh giá, nâng hạng theo khoản 5 Điều 7 Quyết định số \
                26/2026/QĐ-TTg."
            .to_owned(),
        _ => format!(
            "Sau khi khắc phục các nội dung nêu trên, chủ thể được nộp hồ sơ mới tại Ủy ban nhân dân {} để đánh giá ở đợt \
             sau (Điều 5, khoản 1 Điều 7 Quyết định số 26/2026/QĐ-TTg).",
            within_sentence(commune)
        ),
    });
    out
}
