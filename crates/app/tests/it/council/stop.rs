//! Phụ lục II, set 16: “Nếu được 0 điểm tại một trong các chỉ tiêu trên, sẽ không đánh giá các bước tiếp theo.”

use super::*;
use crate::council::papers::words;
use ocop_domain::council::Ending;

const NOTE: &str = "6.4/stops_assessment/1";

/// The best option everywhere, but for these; a criterion at −1 is left out.
fn water(other: &[(&str, i64)]) -> Content {
    let set = criteria::set(&"QD26-16".parse().unwrap()).unwrap();
    let options = set.scorable().filter_map(|leaf| {
        let code = leaf.criterion.code.to_string();
        let best = i64::try_from(leaf.criterion.best_option().unwrap().number).unwrap();
        let option = other.iter().find(|(at, _)| *at == code).map_or(best, |(_, option)| *option);
        (option >= 0).then_some((code, option))
    });
    Content { options: options.collect(), ..Content::default() }
}

/// 6.1 at 0 points, and nothing filled in after it.
fn stopped() -> Content {
    let set = criteria::set(&"QD26-16".parse().unwrap()).unwrap();
    let codes: Vec<String> = set.scorable().map(|leaf| leaf.criterion.code.to_string()).collect();
    let at = codes.iter().position(|code| code == "6.1").unwrap();
    let mut content = water(&[("6.1", 1)]);
    content.options.retain(|code, _| codes.iter().position(|c| c == code).unwrap() <= at);
    content
}

async fn session(w: &World) -> Session {
    let s = w.in_session(&["d1"]).await;
    let db = w.cx.db();
    db.exec("UPDATE dossier SET set_id = 'QD26-16' WHERE id = 'd1'", vec![]).await.unwrap();
    w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
    s
}

#[tokio::test]
async fn a_zero_ends_the_sheet_and_members_who_differ_settle_it() {
    on_each_engine(async |w| {
        let s = session(&w).await;
        let member = |who: &str| w.member(who);
        // Without a zero every criterion is asked for, and the note is no box to tick.
        let open = w.hand_in(&s, "chair", "d1", water(&[("7", -1)])).await;
        assert!(matches!(open, Err(Error::Invalid(i)) if i.0.iter().any(|f| f.field == "c.7")));
        let mut ticked = water(&[]);
        ticked.findings.insert(NOTE.into(), "Thử".into());
        assert!(matches!(w.hand_in(&s, "chair", "d1", ticked).await, Err(Error::Invalid(_))));

        w.hand_in(&s, "chair", "d1", water(&[])).await.unwrap();
        w.hand_in(&s, "sec", "d1", water(&[])).await.unwrap();
        w.hand_in(&s, "mem", "d1", stopped()).await.unwrap();
        let t = show_tally(&member("sec"), &s.round, "d1").await.unwrap();
        assert_eq!(t.blockers.first(), Some(&Blocker::Finding(NOTE.into())), "{}", w.engine);
        assert_eq!(conflict(w.close(&s, "d1").await), "council_unsettled");
        // A sheet that ended there cannot go on: its blanks would count as 0.
        settle(&member("sec"), settled(&s, NOTE, "0")).await.unwrap();
        assert_eq!(conflict(w.close(&s, "d1").await), "council_unfinished", "{}", w.engine);
        let stops = Settle { was: "0".into(), ..settled(&s, NOTE, "1") };
        settle(&member("sec"), stops).await.unwrap();
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 0);
        let paper = minutes(&w.province_office(), &s.round).await.unwrap();
        let noted = &paper.products[0].eliminations;
        assert!(noted.len() == 1 && noted[0].applies && noted[0].stops && noted[0].ground.contains("0 điểm"));
        // The best points everywhere else would be five stars: nothing says so, and nothing calls it eliminated.
        let product = &paper.products[0];
        assert_eq!((product.band.as_str(), product.unmet.len()), ("", 0), "{}", w.engine);
        let reason = product.outcome_reason.as_deref();
        assert_eq!(reason, Some("Dừng đánh giá tại tiêu chí 6.1, không xếp hạng"));
        let told = ocop_app::council::told(&w.province_office(), "d1").await.unwrap().unwrap();
        let at = Ending::Stopped(vec!["6.1".parse().unwrap()]);
        assert_eq!((told.band, told.rank, told.missed.len()), (0, 0, 0));
        assert_eq!(told.ending, Some(at));
        // What was not assessed has no points: no mean and no spread anywhere, and no mark that the member missed.
        assert_eq!(told.points, "", "{}", w.engine);
        let ballot = &product.ballots[0];
        assert_eq!((ballot.mean.as_str(), ballot.spread.as_str()), ("–", "–"), "{}", w.engine);
        let t = show_tally(&member("sec"), &s.round, "d1").await.unwrap().tally;
        assert!(t.told_mean().is_none());
        // The two who went on agree on all that follows; the third judged none of it.
        let differ: Vec<String> = t.ranges.iter().map(|r| r.criterion.to_string()).collect();
        assert_eq!(differ, ["6.1"], "{}", w.engine);
        assert!(t.differing_gates.iter().all(|g| g.criterion.as_str() == "6.1"), "{:?}", t.differing_gates);
        let form = words(&member("mem"), &s, "sheet.d1.mem.1").await;
        assert!(form.contains("tiêu chí ghi dấu – chưa đánh giá"), "{}: {form}", w.engine);
        assert!(!words(&member("chair"), &s, "sheet.d1.chair.1").await.contains("chưa đánh giá"));
        for paper in ["summary", "report", "notice.d1"] {
            let printed = words(&w.province_office(), &s, paper).await;
            assert!(!printed.contains("Tổng điểm trung bình của Hội đồng:"), "{paper}: {printed}");
            assert!(!printed.contains(&t.mean.shown(2)), "{paper}: {printed}");
        }
        let sql = "SELECT COUNT(*) AS n FROM notice WHERE kind = 'not_recognised' AND data LIKE '%stopped%6.1%' \
                   OR kind = 'not_recognised' AND data LIKE '%6.1%stopped%'";
        assert_eq!(w.cx.db().number(sql, vec![]).await.unwrap(), 1, "{}", w.engine);
    })
    .await;
}

/// “Does not stop” on the last ballot of the rules: what a sheet left out after its zero is judged at one more ballot, and
/// the result rests on points that members gave.
#[tokio::test]
async fn a_council_that_goes_on_past_a_zero_scores_every_criterion() {
    on_each_engine(async |w| {
        let s = session(&w).await;
        let sql = r#"UPDATE round SET rules = '{"ballots":1}' WHERE id = $1"#;
        w.cx.db().exec(sql, ocop_store::args![s.round.as_str()]).await.unwrap();
        let sec = w.member("sec");
        for who in ["chair", "sec"] {
            w.hand_in(&s, who, "d1", water(&[])).await.unwrap();
        }
        w.hand_in(&s, "mem", "d1", stopped()).await.unwrap();
        let again =
            || SecondBallot { round: s.round.clone(), dossier: "d1".into(), reason: "Chấm đủ".into() };
        // As long as it is open whether the assessment stops, the rules allow no further ballot.
        assert_eq!(conflict(second_ballot(&sec, again()).await), "council_no_second_ballot", "{}", w.engine);
        settle(&sec, settled(&s, NOTE, "0")).await.unwrap();
        let t = show_tally(&sec, &s.round, "d1").await.unwrap();
        assert_eq!(t.blockers, [Blocker::Unfinished(vec!["mem".into()])], "{}", w.engine);
        assert!(t.tally.outcome.is_none() && t.tally.told_mean().is_none());
        assert_eq!(conflict(w.close(&s, "d1").await), "council_unfinished", "{}", w.engine);
        second_ballot(&sec, again()).await.unwrap();

        let desk = open_sheet(&w.member("mem"), &s.round, "d1").await.unwrap();
        assert!(desk.goes_on && desk.ballot == 2);
        for who in ["chair", "sec"] {
            w.hand_in(&s, who, "d1", water(&[])).await.unwrap();
        }
        // The zero may stand; what follows it may not stay empty any more.
        let open = w.hand_in(&s, "mem", "d1", stopped()).await;
        assert!(matches!(open, Err(Error::Invalid(i)) if i.0.iter().any(|f| f.code == "council_unanswered")));
        w.hand_in(&s, "mem", "d1", water(&[("6.1", 1)])).await.unwrap();
        assert_eq!(conflict(w.close(&s, "d1").await), "council_unsettled", "{}", w.engine);
        settle(&sec, settled(&s, NOTE, "0")).await.unwrap();
        let t = show_tally(&sec, &s.round, "d1").await.unwrap();
        assert!(t.blockers.is_empty(), "{:?} on {}", t.blockers, w.engine);
        assert_eq!(conflict(second_ballot(&sec, again()).await), "council_no_second_ballot", "{}", w.engine);
        let mean = t.tally.told_mean().unwrap();
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 5, "{}", w.engine);
        // The paper and the page tell the same mean; of the first ballot, with a sheet of a part, there is none.
        let paper = minutes(&w.province_office(), &s.round).await.unwrap();
        let told: Vec<&str> = paper.products[0].ballots.iter().map(|b| b.mean.as_str()).collect();
        assert_eq!(told, ["–", mean.shown(2).as_str()], "{}", w.engine);
        let kept = ocop_store::council::results::find(w.cx.db(), "d1").await.unwrap().unwrap();
        assert_eq!(ocop_app::council::ToldMean::told_mean(&kept), Some(mean), "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn none_of_the_options_is_a_zero_too_and_all_alike_settle_nothing() {
    on_each_engine(async |w| {
        let s = session(&w).await;
        w.hand_in(&s, "chair", "d1", stopped()).await.unwrap();
        w.hand_in(&s, "sec", "d1", water(&[("6.3", 0)])).await.unwrap();
        w.hand_in(&s, "mem", "d1", water(&[("6.2", 1), ("9", -1), ("10", -1)])).await.unwrap();
        let t = show_tally(&w.member("sec"), &s.round, "d1").await.unwrap();
        assert!(t.blockers.is_empty(), "{:?} on {}", t.blockers, w.engine);
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 0);
    })
    .await;
}

/// A closed sheet that ended at 0 points is put right whole or not at all, and the journal proves it as it was handed in.
#[tokio::test]
async fn a_correction_of_a_stopped_sheet_leaves_nothing_out() {
    on_each_engine(async |w| {
        let s = session(&w).await;
        for who in ["chair", "sec", "mem"] {
            w.hand_in(&s, who, "d1", stopped()).await.unwrap();
        }
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 0);
        let slip = |options: BTreeMap<String, i64>| ocop_app::council::ProposeCorrection {
            round: s.round.clone(),
            dossier: "d1".into(),
            options,
            reason: "Ghi nhầm dòng trên phiếu".into(),
        };
        let mem = w.member("mem");
        let on = ocop_app::council::propose_correction(&mem, slip([("6.1".to_owned(), 2)].into())).await;
        assert!(matches!(on, Err(Error::Invalid(i)) if i.0[0].code == "council_unanswered"), "{}", w.engine);
        // A criterion that the stop left out: the sheet still ends at 6.1.
        let id =
            ocop_app::council::propose_correction(&mem, slip([("7".to_owned(), 2)].into())).await.unwrap();
        let sign = ocop_app::council::EndCorrection {
            round: s.round.clone(),
            dossier: "d1".into(),
            correction: id,
            version: 1,
            ending: ocop_app::council::Ending::Sign,
            reason: String::new(),
        };
        ocop_app::council::end_correction(&w.member("chair"), sign).await.unwrap();
        let proof = ocop_app::journal::verify(&w.cx, ocop_app::journal::Scope::Everything).await.unwrap();
        // The set of the dossier was changed here by hand, which the journal does not let pass.
        let breaks: Vec<_> = proof.breaks.iter().filter(|b| !b.contains("set_id is")).collect();
        assert!(breaks.is_empty(), "{}: {breaks:?}", w.engine);
    })
    .await;
}

fn correction(s: &Session, options: BTreeMap<String, i64>) -> ocop_app::council::ProposeCorrection {
    ocop_app::council::ProposeCorrection {
        round: s.round.clone(),
        dossier: "d1".into(),
        options,
        reason: "Ghi nhầm dòng trên phiếu".into(),
    }
}

fn sign(s: &Session, id: String) -> ocop_app::council::EndCorrection {
    ocop_app::council::EndCorrection {
        round: s.round.clone(),
        dossier: "d1".into(),
        correction: id,
        version: 1,
        ending: ocop_app::council::Ending::Sign,
        reason: String::new(),
    }
}

/// A stopped sheet put right whole, and signed.
async fn put_right(w: &World, s: &Session, who: &str, signer: &str) -> Result<(), Error> {
    let wanted = correction(s, water(&[]).options);
    let id = ocop_app::council::propose_correction(&w.member(who), wanted).await?;
    ocop_app::council::end_correction(&w.member(signer), sign(s, id)).await
}

/// How many corrections the producer heard of in words like these.
async fn notices(w: &World, like: &str) -> i64 {
    let sql = "SELECT COUNT(DISTINCT key) AS n FROM notice WHERE kind = 'result_corrected' AND data LIKE $1";
    w.cx.db().number(sql, args![like]).await.unwrap()
}

/// Phụ lục II, set 16: “sẽ không đánh giá các bước tiếp theo”: what a stopped sheet left out was given no points, not 0.
#[tokio::test]
async fn a_correction_tells_no_zero_that_was_not_given() {
    on_each_engine(async |w| {
        let s = session(&w).await;
        w.hand_in(&s, "chair", "d1", water(&[])).await.unwrap();
        w.hand_in(&s, "sec", "d1", stopped()).await.unwrap();
        w.hand_in(&s, "mem", "d1", stopped()).await.unwrap();
        settle(&w.member("sec"), settled(&s, NOTE, "1")).await.unwrap();
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 0);
        put_right(&w, &s, "mem", "chair").await.unwrap();
        let paper = minutes(&w.province_office(), &s.round).await.unwrap();
        let said = &paper.products[0].corrections[0];
        assert!(said.contains("tiêu chí 6.1 từ 0 điểm thành"), "{}: {said}", w.engine);
        assert!(said.contains("tiêu chí 6.2 từ chưa chấm (phiếu dừng) thành"), "{}: {said}", w.engine);
        assert_eq!(said.matches("từ 0 điểm").count(), 1, "{}: {said}", w.engine);
        let place = |code: &str| said.find(&format!("tiêu chí {code} từ")).unwrap();
        assert!(place("6.1") < place("6.2") && place("6.2") < place("7"), "{said}");
        assert!(place("9") < place("10"), "{said}");
        let form = words(&w.member("mem"), &s, "sheet.d1.mem.1").await;
        assert!(form.contains("từ chưa chấm (phiếu dừng) thành"), "{}: {form}", w.engine);
        // A sheet stops still: the result stays, and that is what is said of it.
        assert_eq!(notices(&w, r#"%"outcome":"stays"%"#).await, 1, "{}", w.engine);
        assert_eq!(notices(&w, r#"%"ground":"stopped"%"#).await, 1, "{}", w.engine);
    })
    .await;
}

/// What the council agreed on as a body (Điều 7, 26/2026) stays said with its reason, and no member's correction goes over it.
#[tokio::test]
async fn a_ruling_of_the_council_outlasts_closing_and_corrections() {
    on_each_engine(async |w| {
        let s = session(&w).await;
        w.hand_in(&s, "chair", "d1", water(&[])).await.unwrap();
        w.hand_in(&s, "sec", "d1", water(&[])).await.unwrap();
        w.hand_in(&s, "mem", "d1", stopped()).await.unwrap();
        let reason = "Mẫu nước có vị lạ, hai lần thử.";
        let ruling = Settle { reason: reason.into(), ..settled(&s, NOTE, "1") };
        settle(&w.member("sec"), ruling).await.unwrap();
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 0);
        let secretary = |r: &Ruling| !r.by.is_empty() && r.at > 0;
        let t = show_tally(&w.member("sec"), &s.round, "d1").await.unwrap();
        let r = &t.rulings[0];
        assert_eq!(
            (t.rulings.len(), r.points, r.reason.as_str(), r.stands),
            (1, 1, reason, true),
            "{}",
            w.engine
        );
        assert!(secretary(r) && r.on.contains("các chỉ tiêu trên (6.1–6.4)"), "{r:?}");

        let refused = put_right(&w, &s, "mem", "chair").await;
        let Err(Error::Invalid(why)) = refused else { panic!("{}: {refused:?}", w.engine) };
        assert_eq!(why.0[0].code, "council_correction_ruling");
        assert!(why.0[0].args[0].1.contains("6.1–6.4"), "{why:?}");
        // Nothing was half written, and a correction that leaves the ruling alone is signed.
        assert!(show_tally(&w.member("sec"), &s.round, "d1").await.unwrap().rulings[0].stands);
        let slip = correction(&s, [("7".to_owned(), 1)].into());
        let id = ocop_app::council::propose_correction(&w.member("chair"), slip).await.unwrap();
        ocop_app::council::end_correction(&w.member("sec"), sign(&s, id)).await.unwrap();
        let paper = minutes(&w.province_office(), &s.round).await.unwrap();
        let noted = &paper.products[0].eliminations;
        assert_eq!((noted.len(), noted[0].applies), (1, true), "{}: {noted:?}", w.engine);
        let said = &noted[0].reason;
        assert!(
            said.starts_with("Mẫu nước có vị lạ, hai lần thử (") && said.contains("ghi nhận ngày"),
            "{said}"
        );
        assert!(!said.contains("không còn áp dụng"), "{said}");
        assert!(noted[0].ground.contains("6.1–6.4"), "{noted:?}");
        let told = ocop_app::council::told(&w.province_office(), "d1").await.unwrap().unwrap();
        assert!(
            told.grounds[0].0.contains("6.1–6.4") && told.grounds[0].1.as_deref() == Some(reason),
            "{told:?}"
        );
    })
    .await;
}
