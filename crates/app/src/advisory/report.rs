//! The team's report to the council's chair, printed from what was written down; nothing is typed a second time.

use super::access::{Matter, matter};
use super::show::{Overview, Visit, gather};
use crate::paper_words::SPECIMEN;
use crate::prelude::*;
use crate::typeset::typeset;
use jiff::Timestamp;
use ocop_domain::advisory::{Duty, Proposal, Spot, Verdict};
use ocop_domain::area::{before_date, within_sentence};
use ocop_domain::criteria::Criterion;
use ocop_print as print;
use ocop_store::advisory::AdvisoryRequestRow;
use ocop_store::council::{cases, councils};
use std::collections::BTreeMap;

/// The report as PDF: the team prints its draft, all others what was handed in.
pub async fn report_pdf(cx: &Cx, dossier: &str) -> Result<Vec<u8>, Error> {
    set(allowed(cx, dossier).await?).await
}

/// The same as DOCX, for the team to finish.
pub async fn report_docx(cx: &Cx, dossier: &str) -> Result<Vec<u8>, Error> {
    let paper = allowed(cx, dossier).await?;
    typeset(move || print::advisory_report_docx(&paper)).await
}

async fn set(paper: print::AdvisoryReport) -> Result<Vec<u8>, Error> {
    typeset(move || print::advisory_report(&paper)).await
}

async fn allowed(cx: &Cx, dossier: &str) -> Result<print::AdvisoryReport, Error> {
    let m = matter(cx, cx.db(), dossier).await?;
    cx.allow(Act::AdvisoryView, &m.facts)?;
    let own = m.duty.is_some();
    compose(cx, m, own).await?.ok_or(Error::NotFound)
}

/// The report that goes with a package (Điều 6(3)a, 26/2026), once it was handed in. Asks no leave: a person who may
/// send the package need not sit in the team.
pub(crate) async fn report_for_package(cx: &Cx, dossier: &str) -> Result<Option<Vec<u8>>, Error> {
    let m = matter(cx, cx.db(), dossier).await?;
    if m.council.is_none() {
        return Ok(None);
    }
    match compose(cx, m, false).await? {
        Some(paper) => set(paper).await.map(Some),
        None => Ok(None),
    }
}

/// None: there is no review this reader may see.
async fn compose(cx: &Cx, m: Matter, drafts: bool) -> Result<Option<print::AdvisoryReport>, Error> {
    let row = ocop_store::dossier::find(cx.db(), &m.case.id).await?.ok_or(Error::NotFound)?;
    let o = gather(cx, m, drafts, false).await?;
    let Some(review) = o.review.clone() else { return Ok(None) };
    let council = councils::find(cx.db(), &o.council).await?.ok_or(Error::NotFound)?;
    let cites = cases::cites(cx.db(), &o.case.id).await?;
    let titles: BTreeMap<&str, &str> =
        cites.iter().map(|c| (c.evidence_id.as_str(), c.title.as_str())).collect();
    let at =
        Timestamp::from_millisecond(review.handed_in_at.unwrap_or(review.created_at)).unwrap_or_default();
    let place = ocop_store::scope::place(cx.db(), &o.case.commune_id).await?;
    let province = place.map(|p| p.province_name).unwrap_or_default();
    let lead = o.members.iter().find(|m| m.duty == Duty::Lead.as_str()).map(|m| m.name.clone());
    Ok(Some(print::AdvisoryReport {
        imprint: print::Imprint {
            ident: format!("advisory:{}:{}:{}", review.id, review.version, o.visits.len()),
            at,
            specimen: row.invented.then(|| SPECIMEN.to_owned()),
        },
        foot: print::Foot::Plain,
        heading: print::Heading { superior: Some(council.name.clone()), issuer: "Tổ tư vấn".into() },
        reference: print::Reference {
            number: None,
            symbol: "BC-TTV".into(),
            place: before_date(&province),
            date: review.handed_in_at.is_some().then(|| crate::clock::day_of(at)),
        },
        to: format!("Chủ tịch {}", council.name),
        product: o.case.product_name.clone(),
        producer: o.case.producer_name.clone(),
        commune: format!("{}, {}", o.case.commune_name, within_sentence(&province)),
        set: o.set.name.clone(),
        number: o.case.registration_number.clone().unwrap_or_default(),
        formed_by: o.team.as_ref().map(|t| t.decision_number.clone()).unwrap_or_default(),
        formed_on: o.team.as_ref().and_then(|t| t.decided_on.parse().ok()),
        members: o
            .members
            .iter()
            .map(|m| format!("{}, {}: {}", m.name, m.department, duty(&m.duty)))
            .collect(),
        parts: parts(&o, &titles),
        visits: o.visits.iter().map(|v| visit(&o, v)).collect(),
        requests: o.requests.iter().map(|q| request(&o, q)).collect(),
        conclusion: review.conclusion.unwrap_or_default(),
        draft: review.handed_in_at.is_none(),
        signature: print::Signature { titles: vec!["Tổ trưởng Tổ tư vấn".into()], name: lead },
    }))
}

fn duty(text: &str) -> &'static str {
    match text.parse() {
        Ok(Duty::Lead) => "Tổ trưởng",
        Ok(Duty::Secretary) => "Thư ký",
        _ => "Thành viên",
    }
}

fn parts(o: &Overview, titles: &BTreeMap<&str, &str>) -> Vec<print::ReportPart> {
    let leaves: Vec<_> = o.set.scorable().collect();
    let line = |c: &Criterion| {
        let code = c.code.to_string();
        let claim = o.claims.iter().find(|x| x.criterion == code);
        let claimed = claim.and_then(|x| usize::try_from(x.option_no).ok()).and_then(|n| c.option(n));
        let f = o.findings.iter().find(|f| f.criterion == code);
        let source = f.and_then(|f| {
            let title = titles.get(f.evidence_id.as_deref()?)?;
            Some(f.page.map_or_else(|| (*title).to_owned(), |n| format!("{title}, trang {n}")))
        });
        print::ReportLine {
            name: c.name.clone(),
            claimed: claimed.map(|x| format!("{} ({} điểm)", x.text, x.points)).unwrap_or_default(),
            proposed: f
                .and_then(|f| f.proposal.as_deref()?.parse().ok())
                .map(|p| proposed(c, p))
                .unwrap_or_default(),
            finding: f.and_then(|f| f.finding.clone()).unwrap_or_default(),
            source: source.unwrap_or_default(),
            author: f.map(|f| f.author.clone()).unwrap_or_default(),
            code,
        }
    };
    let part = |part: &ocop_domain::criteria::Part| print::ReportPart {
        title: format!("Phần {:?}. {}", part.code, part.name),
        lines: leaves.iter().filter(|l| l.part.code == part.code).map(|l| line(l.criterion)).collect(),
    };
    o.set.parts.iter().map(part).collect()
}

fn proposed(c: &Criterion, proposal: Proposal) -> String {
    match proposal {
        Proposal::Option(n) => {
            c.option(n).map(|x| format!("{} ({} điểm)", x.text, x.points)).unwrap_or_default()
        }
        Proposal::NoneOfThese => "Không đáp ứng mức nào (0 điểm)".into(),
        Proposal::Insufficient => "Chưa đủ minh chứng để đề xuất".into(),
    }
}

/// The criterion in words, or the dossier as a whole.
fn about(o: &Overview, criterion: &str) -> String {
    let found = criterion.parse().ok().and_then(|code| o.set.criterion(&code));
    found.map_or_else(|| "Hồ sơ".into(), |c| format!("Tiêu chí {} {}", c.code, c.name))
}

fn visit(o: &Overview, v: &Visit) -> print::ReportVisit {
    let signed = |n: i64| v.files.iter().any(|f| f.role == "sign" && f.about == n.to_string());
    let count = |role: &str| v.files.iter().filter(|f| f.role == role).count();
    let mut kept = Vec::new();
    if count("photo") > 0 {
        kept.push(format!("{} ảnh chụp tại chỗ", count("photo")));
    }
    if count("sheet") > 0 {
        kept.push("phiếu khảo sát có chữ ký (bản quét)".to_owned());
    }
    let spot = v.row.latitude.zip(v.row.longitude);
    let spot = spot.map(|(latitude, longitude)| Spot { latitude, longitude }.to_string());
    let accuracy = v.row.accuracy.map(|m| format!(", sai số khoảng {m} m")).unwrap_or_default();
    let verdict = |text: &str| match text.parse() {
        Ok(Verdict::Fits) => "đúng như hồ sơ",
        Ok(Verdict::Differs) => "khác hồ sơ",
        _ => "không xem được",
    };
    print::ReportVisit {
        on: v.row.visited_on.parse().ok(),
        place: v.row.place.clone(),
        spot: spot.map(|s| format!("{s}{accuracy}")).unwrap_or_default(),
        people: v
            .people
            .iter()
            .map(|p| {
                let ink = if signed(p.number) { " (đã ký trên thiết bị)" } else { "" };
                format!("{}, {}{ink}", p.name, p.capacity)
            })
            .collect(),
        checks: v
            .checks
            .iter()
            .map(|c| {
                let note = c.note.as_deref().map(|n| format!(". {n}")).unwrap_or_default();
                format!("{}: {}{note}", about(o, &c.criterion), verdict(&c.verdict))
            })
            .collect(),
        kept: kept.join("; "),
        conclusion: v.row.conclusion.clone().unwrap_or_default(),
    }
}

fn request(o: &Overview, q: &AdvisoryRequestRow) -> String {
    let what = if q.kind == "test" {
        "Đề nghị bổ sung kết quả kiểm nghiệm"
    } else {
        "Đề xuất bổ sung hồ sơ"
    };
    let day = |ms: i64| {
        let at = Timestamp::from_millisecond(ms).map(crate::clock::day_of);
        at.map(|d| d.strftime("%d/%m/%Y").to_string()).unwrap_or_default()
    };
    let answer = match (q.answered_at, &q.note) {
        (Some(at), Some(note)) => {
            let paper = if q.file_hash.is_some() { ", kèm tài liệu" } else { "" };
            format!("Trả lời ngày {}{paper}: {note}", day(at))
        }
        _ => "Chưa có trả lời".into(),
    };
    format!(
        "{what} ngày {} ({}): {}. {answer}",
        day(q.asked_at),
        about(o, &q.criterion),
        q.reason.trim_end_matches('.')
    )
}
