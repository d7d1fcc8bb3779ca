//! Minutes of a round, written from what was scored, settled and closed; a dossier still open is not in them.

use crate::clock::vietnam;
use crate::council::correction::Corrections;
use crate::council::count::{Count, Loaded, count_of};
use crate::council::duty::duty;
use crate::council::matter::{Matter, Sitting, matters, sitting};
use crate::council::opinion::stands_of;
use crate::council::scoring::ruling::{eliminations, rulings, settled_gates};
use crate::council::subgroup::led_by;
use crate::paper_words::SPECIMEN;
use crate::typeset::typeset;
use crate::{Cx, Error, Lang, notice};
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_domain::account::Act;
use ocop_domain::council::{Ending, GateRule, Level, Stand, Tie, codes};
use ocop_domain::criteria::CriterionCode;
use ocop_print as print;
use ocop_store::council::{BallotRow, ByKey, MemberRow, ResultRow, Which, ballots, results};
use std::collections::BTreeMap;
use std::sync::Arc;

const MET: &str = "Họp trực tiếp, chấm điểm độc lập trên phần mềm";
const WRITTEN: &str = "Lấy ý kiến bằng văn bản (điểm d, điểm e khoản 6 Điều 7 Quyết định số 26/2026/QĐ-TTg), chấm \
                       điểm độc lập trên phần mềm";
const WRITTEN_TOO: &str = "lấy ý kiến bằng văn bản (khoản 6 Điều 7 Quyết định số 26/2026/QĐ-TTg)";

/// The minutes as a paper's data. Chair and secretary may look before the round is closed.
pub async fn minutes(cx: &Cx, round: &str) -> Result<print::Minutes, Error> {
    let cx = &cx.snapshot().await?;
    let s = sitting(cx.db(), cx, round).await?;
    cx.allow(Act::MinutesRead, &s.facts())?;
    compose(cx, round, Arc::new(s)).await
}

/// What was scored, agreed and put right in a round, beside its dossiers.
struct Past {
    loaded: Loaded,
    /// By dossier.
    ballots: ByKey<BallotRow>,
    corrections: Corrections,
    led_by: BTreeMap<String, String>,
}

async fn compose(cx: &Cx, round: &str, s: Arc<Sitting>) -> Result<print::Minutes, Error> {
    let matters = matters(cx.db(), cx, &s, Which::All).await?;
    let results = results::all_in(cx.db(), round).await?;
    let past = Past {
        loaded: Loaded::of(cx.db(), round, Which::All).await?,
        ballots: ballots::in_round(cx.db(), round, Which::All).await?,
        corrections: Corrections::of(cx.db(), round, Which::All).await?,
        led_by: led_by(cx.db(), round).await?.into_iter().collect(),
    };
    let attendance = &past.loaded.attendance;
    let members = &s.council.members;
    let mut products = Vec::new();
    let (mut last, mut asked, mut answered, mut corrected) = (None, 0, Vec::new(), 0);
    for m in &matters {
        let Some(result) = results.iter().find(|r| r.dossier_id == m.case.id) else { continue };
        last = last.max(Some(result.closed_at));
        if m.in_writing().is_some() {
            asked += 1;
            answered.extend(past.loaded.sheets(&m.case.id, m.first));
        }
        let product = assessment(cx, m, result, &past)?;
        corrected += product.corrections.len();
        products.push(product);
    }
    // Where nothing was judged but in writing, a person who answered took part.
    let in_writing = asked > 0 && asked == products.len();
    let present = |m: &MemberRow| match in_writing {
        true => answered.iter().any(|s| s.account_id == m.account_id),
        false => attendance.iter().any(|a| a.account_id == m.account_id && a.present),
    };
    let by = |duty: &str| members.iter().find(|m| m.duty == duty).map(|m| m.name.clone());
    let here = members.iter().filter(|m| present(m)).count();
    let at = last.and_then(|ms| Timestamp::from_millisecond(ms).ok()).unwrap_or(cx.now());
    let on = at.to_zoned(vietnam());
    let recognised = products.iter().filter(|p| p.outcome != print::Outcome::NotRecognised).count();
    Ok(print::Minutes {
        imprint: print::Imprint {
            ident: format!("minutes:{round}:{}:{corrected}", s.round.version),
            at,
            specimen: cx.config.demo.then(|| SPECIMEN.to_owned()),
        },
        heading: print::Heading { superior: None, issuer: s.council.row.name.clone() },
        reference: print::Reference {
            number: s.round.minutes_number.as_deref().and_then(|n| n.parse().ok()),
            symbol: "BB-HĐOCOP".into(),
            place: s.round.place.clone().unwrap_or_default(),
            date: s.round.minutes_number.is_some().then(|| on.date()),
        },
        council: s.council.row.name.clone(),
        formed_by: s.council.row.decision_number.clone(),
        formed_on: s.council.row.decided_on.parse().ok(),
        round: s.round.name.to_lowercase(),
        opened: opened(&s),
        closed: format!("{:02} giờ {:02}, {}", on.hour(), on.minute(), print::vi::day_in_words(on.date())),
        venue: s.round.place.clone().unwrap_or_default(),
        form: match (in_writing, asked) {
            (true, _) => WRITTEN.into(),
            (false, 0) => MET.into(),
            (false, _) => format!("{MET}; {asked} sản phẩm phân hạng lại: {WRITTEN_TOO}"),
        },
        chair: by("chair").unwrap_or_default(),
        secretary: by("secretary").unwrap_or_default(),
        attendance: members
            .iter()
            .map(|m| print::Attendee {
                name: m.name.clone(),
                department: m.department.clone(),
                duty: duty(&m.duty).into(),
                present: present(m),
                note: note(&s, m),
            })
            .collect(),
        guests: Vec::new(),
        quorum: match in_writing {
            true => format!("Có {here}/{} thành viên cho ý kiến bằng văn bản.", members.len()),
            false => format!("Có mặt {here}/{} thành viên.", members.len()),
        },
        rules: rules(&s),
        conclusion: vec![format!(
            "Hội đồng đánh giá {} sản phẩm; đề nghị công nhận hoặc chuyển Bộ {recognised} sản phẩm.",
            products.len()
        )],
        products,
        signature_secretary: print::Signature { titles: vec!["Thư ký".into()], name: by("secretary") },
        signature_chair: print::Signature {
            titles: vec!["Chủ tịch Hội đồng".into()], name: by("chair")
        },
    })
}

pub async fn minutes_pdf(cx: &Cx, round: &str) -> Result<Vec<u8>, Error> {
    set(minutes(cx, round).await?).await
}

/// The minutes that go with a package (Điều 6(3)). None while the round sits: they name what members gave to the other
/// products of the round, and a reader of the package may not read those yet.
pub(crate) async fn minutes_for_package(cx: &Cx, round: &str) -> Result<Option<Vec<u8>>, Error> {
    let paper = {
        let cx = &cx.snapshot().await?;
        let s = sitting(cx.db(), cx, round).await?;
        if s.round.state != "closed" {
            return Ok(None);
        }
        compose(cx, round, Arc::new(s)).await?
    };
    set(paper).await.map(Some)
}

async fn set(paper: print::Minutes) -> Result<Vec<u8>, Error> {
    typeset(move || print::minutes(&paper)).await
}

/// That a member sits for another, or sent a delegate, and by which letter.
fn note(s: &Sitting, m: &MemberRow) -> Option<String> {
    let letter = |number: &str, on: &str| {
        let day: Option<Date> = on.parse().ok();
        format!("văn bản số {number} {}", day.map(print::vi::day_in_words).unwrap_or_default())
    };
    s.delegates.iter().find_map(|d| {
        let letter = letter(&d.letter_number, &d.letter_on);
        if d.delegate_id == m.account_id {
            Some(format!("Dự thay {} theo {letter}", d.member_name))
        } else if d.member_id == m.account_id {
            Some(format!("Cử {} dự thay theo {letter}", d.delegate_name))
        } else {
            None
        }
    })
}

fn opened(s: &Sitting) -> String {
    let day: Option<Date> = s.round.meets_on.as_deref().and_then(|d| d.parse().ok());
    day.map(print::vi::day_in_words).unwrap_or_default()
}

fn rules(s: &Sitting) -> Vec<String> {
    let (part, whole) = s.rules.quorum;
    let chair = if s.rules.chair_required { ", có Chủ tịch Hội đồng" } else { "" };
    let gate = match s.rules.gate_rule {
        GateRule::Settled => {
            "tiêu chí có dấu sao còn ý kiến khác nhau do Hội đồng thống nhất và ghi biên bản"
        }
        GateRule::Mean => "tiêu chí có dấu sao xét theo điểm trung bình của các thành viên",
        GateRule::Majority => "tiêu chí có dấu sao xét theo ý kiến của đa số thành viên",
    };
    let mut out = vec![
        format!("Họp khi có ít nhất {part}/{whole} số thành viên tham gia{chair}."),
        format!(
            "Chênh lệch giữa tổng điểm cao nhất và thấp nhất không quá {} điểm; quá mức thì thảo luận và chấm lại.",
            s.rules.spread_limit
        ),
        format!("Về dấu sao: {gate}."),
    ];
    if let Some(most) = s.rules.reason_beyond {
        out.push(format!("Thành viên nêu lý do khi điểm chênh quá {most} điểm so với điểm chủ thể tự chấm."));
    }
    if s.rules.drop_extremes {
        out.push("Từ 5 phiếu trở lên, bỏ một tổng điểm cao nhất và một tổng điểm thấp nhất.".into());
    }
    out
}

fn assessment(cx: &Cx, m: &Matter, result: &ResultRow, past: &Past) -> Result<print::Assessment, Error> {
    let mut counts: Vec<(Option<String>, Count)> = Vec::new();
    for b in past.ballots.get(&m.case.id).into_iter().flatten() {
        let reason = b.reason.clone().filter(|_| b.ballot > m.first);
        counts.push((reason, count_of(m, b.ballot, &past.loaded)?));
    }
    let name = |account: &str| {
        let found = m.sitting.council.members.iter().find(|x| x.account_id == account);
        found.map_or_else(String::new, |x| x.name.clone())
    };
    let of =
        |c: &Count, account: &str| c.sheets.iter().find(|s| s.account_id == account).and_then(|s| s.total);
    let decimals = u32::from(m.sitting.rules.decimals);
    let title = |code: &CriterionCode| {
        m.set.criterion(code).map_or_else(|| code.to_string(), |c| format!("{code}. {}", c.name))
    };
    let last = counts.last().map(|(_, c)| c);
    let tally = last.and_then(|c| c.tally.as_ref());
    let outcome = tally.and_then(|t| t.outcome.as_ref());
    let agreed = last.map_or_else(Vec::new, |c| rulings(m, c));
    let national = m.sitting.council.level == Level::National;
    let ending = tally.and_then(|t| t.ending.as_ref());
    let short = outcome.is_some_and(|o| o.rank.map_or(0, |r| r.get()) < o.band && o.band >= 3);
    Ok(print::Assessment {
        product: m.case.product_name.clone(),
        producer: m.case.producer_name.clone(),
        set: m.set.name.clone(),
        members: m
            .sitting
            .council
            .members
            .iter()
            .filter(|x| counts.iter().any(|(_, c)| c.has_voted(&x.account_id)))
            .map(|x| print::MemberTotals {
                name: name(&x.account_id),
                totals: counts.iter().map(|(_, c)| of(c, &x.account_id)).collect(),
            })
            .collect(),
        ballots: counts
            .iter()
            .filter_map(|(reason, c)| {
                let t = c.tally.as_ref()?;
                Some(print::Ballot {
                    mean: t.told_mean().map_or_else(|| "–".to_owned(), |mean| mean.shown(decimals)),
                    spread: t.told_mean().map_or_else(|| "–".to_owned(), |_| t.spread.to_string()),
                    reason: reason.clone(),
                })
            })
            .collect(),
        written: written(cx, m, &past.loaded),
        corrections: past.corrections.signed_words(m)?,
        led_by: past.led_by.get(&m.case.id).cloned(),
        // What the points would have given is no result where the assessment ended before one.
        band: if ending.is_some() { String::new() } else { band(result.band).into() },
        recused: m
            .conflicts
            .iter()
            .filter(|c| c.state == "recused")
            .map(|c| print::Recusal {
                name: name(&c.account_id),
                ties: c.ties.split(',').filter_map(|t| t.parse().ok()).map(|t| tie(t).to_owned()).collect(),
            })
            .collect(),
        discussion: last
            .map_or(&[][..], |c| c.sheets.as_slice())
            .iter()
            .filter_map(|s| s.opinion.clone())
            .collect(),
        unmet: outcome
            .filter(|_| ending.is_none())
            .map_or(&[][..], |o| o.unmet.as_slice())
            .iter()
            .map(|u| print::UnmetGate {
                criterion: title(&u.criterion),
                stars: u.stars.get(),
                required: i64::from(u.required.get()),
                reached: i64::from(u.reached.get()),
            })
            .collect(),
        settled: settled_gates(m, &agreed),
        eliminations: tally.map_or_else(Vec::new, |t| eliminations(m, t, &agreed)),
        outcome: match result.rank {
            5 if national => print::Outcome::Recognise(5),
            _ if national => print::Outcome::NotRecognised,
            5 => print::Outcome::Ministry,
            n @ 3..=4 => print::Outcome::Recognise(u8::try_from(n).unwrap_or(3)),
            _ => print::Outcome::NotRecognised,
        },
        outcome_reason: match ending {
            // Điều 7(4)g: what is not recognised goes back to the province, however it ended.
            Some(ending) if national => {
                Some(format!("{}; chuyển Ủy ban nhân dân cấp tỉnh xem xét", ended(ending)))
            }
            Some(ending) => Some(ended(ending)),
            // Điều 7(4)g: the ministry gives no three or four stars.
            None if national && result.rank < 5 => {
                Some("Chưa đạt hạng 5 sao, chuyển Ủy ban nhân dân cấp tỉnh xem xét".into())
            }
            None => short.then(|| "Chưa đạt điểm tối thiểu của tiêu chí có dấu sao".into()),
        },
    })
}

/// How the members were asked in writing, what they said, and why they met after all (Điều 7(6)d, 26/2026).
fn written(cx: &Cx, m: &Matter, loaded: &Loaded) -> Vec<String> {
    let Some(w) = &m.written else { return Vec::new() };
    let in_words = |ms: i64| {
        let at = Timestamp::from_millisecond(ms).unwrap_or(cx.now());
        print::vi::day_in_words(at.to_zoned(vietnam()).date())
    };
    let stands = stands_of(m, &loaded.positions(m, m.first));
    let of = |stand: Stand| stands.iter().filter(|s| s.stand == stand).count();
    let proposed = w.proposed().map_or_else(|| "chưa đạt 3 sao".to_owned(), |s| format!("{s} sao"));
    let mut lines = vec![
        format!(
            "Lấy ý kiến bằng văn bản từ {} đến hết {}; hỏi {} thành viên, {} thành viên trả lời",
            in_words(w.row.opened_at),
            print::vi::day_in_words(w.answer_by),
            m.judges().count(),
            stands.len()
        ),
        format!(
            "Ý kiến về mức đề nghị ({proposed}): {} đồng ý, {} đề nghị mức khác, {} đề nghị họp",
            of(Stand::Agree),
            of(Stand::Other),
            of(Stand::Meeting)
        ),
    ];
    if let (Some(at), Some(ground)) = (w.row.switched_at, &w.row.ground) {
        let why =
            notice::meeting_ground(ground, Lang::Vi).or_else(|| w.row.reason.clone()).unwrap_or_default();
        lines.push(format!("Chuyển sang họp trực tiếp {}: {why}", in_words(at)));
    }
    lines
}

fn tie(tie: Tie) -> &'static str {
    match tie {
        Tie::Employer => "làm việc tại cơ sở của chủ thể",
        Tie::Shareholding => "góp vốn, có cổ phần tại chủ thể",
        Tie::EarlierWork => "đã tư vấn hoặc làm việc cho chủ thể",
        Tie::Family => "người trong gia đình đại diện cho chủ thể",
        Tie::Namesake => "trùng họ tên với người đại diện của chủ thể",
        Tie::Phone => "trùng số điện thoại với chủ thể",
        Tie::Address => "trùng địa chỉ với chủ thể",
        Tie::Other => "lý do khác",
    }
}

/// How an assessment ended before a rank, in the words of a paper (Phụ lục II, 26/2026).
pub(in crate::council) fn ended(ending: &Ending) -> String {
    match ending {
        Ending::Eliminated => "Thuộc trường hợp bị loại, không xếp hạng".into(),
        Ending::Stopped(at) => format!("Dừng đánh giá tại tiêu chí {}, không xếp hạng", codes(at)),
    }
}

/// Điều 3(3), 26/2026.
pub(in crate::council) fn band(band: i64) -> &'static str {
    match band {
        5 => "từ 90 đến 100 điểm (5 sao)",
        4 => "từ 70 đến dưới 90 điểm (4 sao)",
        3 => "từ 50 đến dưới 70 điểm (3 sao)",
        2 => "từ 30 đến dưới 50 điểm (2 sao)",
        _ => "dưới 30 điểm (1 sao)",
    }
}
