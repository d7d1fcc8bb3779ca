//! After closing only a signed correction changes anything: said by the sheet's own member, signed by another, counted
//! again by the same rules, kept before and after, and only while nothing rests on the result.

use super::national::{closed, nationally, recognised, sheet_of, state, total};
use super::*;
use ocop_app::council::{EndCorrection, Ending, ProposeCorrection, end_correction, propose_correction};
use ocop_domain::council::CorrectionState;
use ocop_domain::points::Points;

const D1: &str = "d1";

/// Two criteria without a star mark, on which members may differ at will.
fn free() -> Vec<String> {
    let free = honey().scorable().map(|l| l.criterion);
    let free = free.filter(|c| c.options.len() > 1 && c.options.iter().all(|o| o.min_star.is_none()));
    free.take(2).map(|c| c.code.to_string()).collect()
}

/// The member meant the first option there.
fn slip(s: &Session, codes: &[String]) -> ProposeCorrection {
    ProposeCorrection {
        round: s.round.clone(),
        dossier: D1.into(),
        options: codes.iter().map(|c| (c.clone(), 1)).collect(),
        reason: "Ghi nhầm dòng trên phiếu".into(),
    }
}

/// The points that slip costs a sheet on which everything is best.
fn lost() -> i64 {
    let mut options = content(&[]).options;
    let best = total(&options);
    options.extend(free().into_iter().map(|code| (code, 1)));
    i64::from(best - total(&options))
}

fn codes<T>(refused: Result<T, Error>) -> Vec<&'static str> {
    match refused {
        Err(Error::Invalid(invalid)) => invalid.0.iter().map(|e| e.code).collect(),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was taken"),
    }
}

fn end(s: &Session, id: &str, ending: Ending) -> EndCorrection {
    EndCorrection {
        round: s.round.clone(),
        dossier: D1.into(),
        correction: id.into(),
        version: 1,
        ending,
        reason: "Không thấy căn cứ".into(),
    }
}

async fn sum(w: &World) -> (i64, i64, i64) {
    let row = ocop_store::council::results::find(w.cx.db(), D1).await.unwrap().unwrap();
    (row.sum, row.members, row.rank)
}

#[tokio::test]
async fn a_slip_is_put_right_by_its_member_and_signed_by_the_chair() {
    on_each_engine(async |w| {
        let s = closed(&w, &[(D1, content(&[]))]).await;
        assert_eq!(sum(&w).await, (300, 3, 5), "{}", w.engine);
        let (mem, chair) = (w.member("mem"), w.member("chair"));
        let id = propose_correction(&mem, slip(&s, &free())).await.unwrap();
        // Said is not done.
        assert_eq!(sum(&w).await, (300, 3, 5));
        assert_eq!(conflict(propose_correction(&mem, slip(&s, &free())).await), "council_correction_open");
        let waits = show_round(&chair, &s.round).await.unwrap().open_corrections;
        assert_eq!(waits, 1);
        // Neither the sheet's member, nor another member, nor the office signs.
        for cx in [&mem, &w.province_office(), &w.leader()] {
            let refused = end_correction(cx, end(&s, &id, Ending::Sign)).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        }
        let refused = end_correction(&chair, end(&s, &id, Ending::Withdraw)).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        end_correction(&chair, end(&s, &id, Ending::Sign)).await.unwrap();
        assert_eq!(
            conflict(end_correction(&chair, end(&s, &id, Ending::Sign)).await),
            "council_correction_ended"
        );

        let lost = lost();
        assert!(lost > 0);
        assert_eq!(sum(&w).await, (300 - lost, 3, 5), "{}", w.engine);
        let sheet = read_sheet(&chair, &s.round, D1, "mem", None).await.unwrap();
        assert_eq!(sheet.total, Some(100 - lost));
        let v = show_corrections(&chair, &s.round, D1).await.unwrap();
        let line = &v.lines[0];
        let (before, after) = line.effect.unwrap();
        assert_eq!((v.lines.len(), line.state), (1, CorrectionState::Signed));
        assert_eq!((before.sum, after.sum, after.rank), (300, 300 - lost, 5));
        assert_eq!(line.changes.len(), free().len());
        assert!(line.changes.iter().all(|c| c.after == 1 && c.before > 1));
        // The minutes say it, and the totals in them are the corrected ones.
        let paper = minutes(&w.province_office(), &s.round).await.unwrap();
        let product = &paper.products[0];
        assert_eq!(product.corrections.len(), 1);
        assert!(product.corrections[0].contains("Ghi nhầm dòng trên phiếu"), "{:?}", product.corrections);
        assert!(product.members.iter().any(|m| m.totals == [Some(100 - lost)]));
        let form = super::papers::words(&w.province_office(), &s, "sheet.d1.mem.1").await;
        assert!(form.contains("đính chính phiếu của mình"), "{form}");
        crate::support::whole(&w.cx).await;
        crate::journal_rows::each_column_is_proved(&w).await;
    })
    .await;
}

#[tokio::test]
async fn a_corrected_rank_moves_the_dossier_and_its_producer_is_told() {
    on_each_engine(async |w| {
        let (_, s) = nationally(&w, [90, 90, 90, 90, 90]).await;
        assert_eq!((state(&w, D1).await.0.as_str(), sum(&w).await), ("nationally_scored", (450, 5, 5)));
        let member = |who: &str| w.as_role(who, Role::CouncilMember, Scope::Nation);
        let wanted = sheet_of(89).options;
        // The chair's own sheet is signed for by the secretary.
        let cmd = ProposeCorrection { options: wanted, ..slip(&s, &[]) };
        let id = propose_correction(&member("n1"), cmd).await.unwrap();
        let own = end_correction(&member("n1"), end(&s, &id, Ending::Sign)).await;
        assert!(matches!(own, Err(Error::Forbidden)), "{own:?}");
        end_correction(&member("n2"), end(&s, &id, Ending::Sign)).await.unwrap();
        // 89,80: below five stars the product goes back to the province.
        assert_eq!(sum(&w).await, (449, 5, 4), "{}", w.engine);
        assert_eq!(state(&w, D1).await.0, "returned_by_ministry");
        let told = w.cx.db().number(
            "SELECT COUNT(*) AS n FROM notice WHERE kind = 'result_corrected' AND data LIKE '%89,8%'",
            vec![],
        );
        assert!(told.await.unwrap() > 0, "{}", w.engine);
        let trail = ocop_app::dossier::history(&w.province_office(), D1).await.unwrap();
        assert_eq!(trail.last().unwrap().to.as_str(), "returned_by_ministry");
    })
    .await;
}

#[tokio::test]
async fn a_correction_ends_no_difference_the_council_has_not_settled() {
    on_each_engine(async |w| {
        let s = closed(&w, &[(D1, content(&[]))]).await;
        let gate = ProposeCorrection { options: [("6.1".to_owned(), 0)].into(), ..slip(&s, &[]) };
        let id = propose_correction(&w.member("mem"), gate).await.unwrap();
        let refused = end_correction(&w.member("chair"), end(&s, &id, Ending::Sign)).await;
        assert_eq!(conflict(refused), "council_correction_unsettled", "{}", w.engine);
        // Nothing was half written.
        assert_eq!(sum(&w).await, (300, 3, 5));
        let sheet = read_sheet(&w.member("chair"), &s.round, D1, "mem", None).await.unwrap();
        assert_eq!(sheet.total, Some(100));
        let line = show_corrections(&w.member("chair"), &s.round, D1).await.unwrap().lines.remove(0);
        assert_eq!(line.state, CorrectionState::Open);
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_or_taken_back_changes_nothing_and_a_decision_ends_it() {
    on_each_engine(async |w| {
        let s = closed(&w, &[(D1, sheet_of(80))]).await;
        let before = sum(&w).await;
        let (mem, chair) = (w.member("mem"), w.member("chair"));
        let refused = propose_correction(&mem, slip(&s, &[])).await;
        assert_eq!(codes(refused), ["council_correction_nothing"]);
        let odd = ProposeCorrection { options: [("99".to_owned(), 1)].into(), ..slip(&s, &[]) };
        assert!(codes(propose_correction(&mem, odd).await).contains(&"council_option"));
        let id = propose_correction(&mem, slip(&s, &free())).await.unwrap();
        let silent = EndCorrection { reason: " ".into(), ..end(&s, &id, Ending::Refuse) };
        assert_eq!(codes(end_correction(&chair, silent).await), ["required"]);
        end_correction(&chair, end(&s, &id, Ending::Refuse)).await.unwrap();
        let id = propose_correction(&mem, slip(&s, &free())).await.unwrap();
        end_correction(&mem, end(&s, &id, Ending::Withdraw)).await.unwrap();
        assert_eq!(sum(&w).await, before, "{}", w.engine);
        let states: Vec<_> =
            show_corrections(&chair, &s.round, D1).await.unwrap().lines.iter().map(|l| l.state).collect();
        assert_eq!(states, [CorrectionState::Refused, CorrectionState::Withdrawn]);
        // A stranger sees nothing of it; a member of another council and the producer neither.
        for cx in [w.public(), w.as_role("u", Role::Producer, Scope::Producer("p1".into()))] {
            assert!(show_corrections(&cx, &s.round, D1).await.is_err());
            assert!(propose_correction(&cx, slip(&s, &free())).await.is_err());
        }
        let id = propose_correction(&mem, slip(&s, &free())).await.unwrap();
        recognised(&w, &s.round, D1).await;
        assert_eq!(
            conflict(end_correction(&chair, end(&s, &id, Ending::Sign)).await),
            "council_correction_late"
        );
        assert!(show_corrections(&chair, &s.round, D1).await.unwrap().late);
        assert_eq!(
            conflict(propose_correction(&w.member("sec"), slip(&s, &free())).await),
            "council_correction_late"
        );
        assert_eq!(sum(&w).await, before, "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn while_members_score_there_is_nothing_to_correct() {
    on_each_engine(async |w| {
        let s = w.in_session(&[D1]).await;
        w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
        w.hand_in(&s, "mem", D1, content(&[])).await.unwrap();
        let early = propose_correction(&w.member("mem"), slip(&s, &free())).await;
        assert_eq!(conflict(early), "council_correction_early", "{}", w.engine);
        // Who has handed in nothing has nothing to correct, and nothing tells that another has.
        assert!(matches!(
            propose_correction(&w.member("chair"), slip(&s, &free())).await,
            Err(Error::Forbidden)
        ));
        assert!(show_corrections(&w.member("chair"), &s.round, D1).await.is_err());
    })
    .await;
}

/// A sheet just under 50 points with every mark of three stars, and the same with two criteria at their best.
fn just_under_three_stars() -> (BTreeMap<String, i64>, BTreeMap<String, i64>) {
    let set = honey();
    let number = |n: usize| i64::try_from(n).unwrap();
    let mut options = BTreeMap::new();
    for leaf in set.scorable() {
        let code = &leaf.criterion.code;
        let marks = set.gates.rising().iter().filter(|g| g.criterion == *code && g.stars.get() <= 3);
        // Two criteria without a mark stand above 0, so that they can be lowered.
        let free = free().contains(&code.to_string());
        let least = marks.map(|g| g.required).max().unwrap_or(Points(u32::from(free)));
        let enough = leaf.criterion.options.iter().filter(|o| o.points >= least).min_by_key(|o| o.points);
        options.insert(code.to_string(), number(enough.unwrap().number));
    }
    for leaf in set.scorable().filter(|l| !free().contains(&l.criterion.code.to_string())) {
        let code = leaf.criterion.code.to_string();
        let mut by_points: Vec<_> = leaf.criterion.options.iter().collect();
        by_points.sort_by_key(|o| o.points);
        for option in by_points {
            let before = options.insert(code.clone(), number(option.number)).unwrap();
            let least = set.criterion(&leaf.criterion.code).unwrap().option(usize::try_from(before).unwrap());
            if total(&options) > 49 || option.points < least.unwrap().points {
                options.insert(code.clone(), before);
            }
        }
    }
    let mut better = options.clone();
    for code in free() {
        let best = set.criterion(&code.parse().unwrap()).unwrap().best_option().unwrap().number;
        better.insert(code, number(best));
    }
    assert!(total(&options) < 50 && 2 * total(&options) + total(&better) >= 150, "{options:?}");
    (options, better)
}

/// Điểm g khoản 3 Điều 7: a result of three stars and more is told once it is decided, by the dossier's page and by no notice
/// before it.
#[tokio::test]
async fn a_notice_tells_no_result_that_the_page_does_not_show() {
    on_each_engine(async |w| {
        let (under, better) = just_under_three_stars();
        let content = Content { options: under, ..Content::default() };
        let s = closed(&w, &[(D1, content)]).await;
        assert_eq!(state(&w, D1).await.0, "not_recognised", "{}", w.engine);
        let told = async |outcome: &str, beside: &str| {
            let sql = "SELECT COUNT(DISTINCT key) AS n FROM notice WHERE kind = 'result_corrected' \
                 AND data LIKE $1 AND data LIKE $2";
            let like = args![format!("%\"outcome\":\"{outcome}%"), format!("%{beside}%")];
            w.cx.db().number(sql, like).await.unwrap()
        };
        // One criterion lowered: known before and after, and said with both.
        let lower = slip(&s, &[]);
        let lower = ProposeCorrection { options: [(free()[0].clone(), 0)].into(), ..lower };
        let id = propose_correction(&w.member("sec"), lower).await.unwrap();
        end_correction(&w.member("chair"), end(&s, &id, Ending::Sign)).await.unwrap();
        assert_eq!(told("changed", r#""known_before":true"#).await, 1, "{}", w.engine);
        let back = ProposeCorrection { options: better.clone(), ..slip(&s, &[]) };
        let id = propose_correction(&w.member("sec"), back).await.unwrap();
        end_correction(&w.member("chair"), end(&s, &id, Ending::Sign)).await.unwrap();
        assert_eq!(state(&w, D1).await.0, "scored", "{}", w.engine);
        assert!(ocop_app::council::told(&w.province_office(), D1).await.unwrap().is_none());
        assert_eq!(told("waits", "").await, 1, "{}", w.engine);
        for figure in ["points", "stars", "Ghi nhầm"] {
            assert_eq!(told("waits", figure).await, 0, "{figure} on {}", w.engine);
        }
        // Nor does a further correction tell of what is not known.
        let up = ProposeCorrection { options: better, ..slip(&s, &[]) };
        let id = propose_correction(&w.member("mem"), up).await.unwrap();
        end_correction(&w.member("chair"), end(&s, &id, Ending::Sign)).await.unwrap();
        assert_eq!(told("", "").await, 2, "{}", w.engine);
    })
    .await;
}
