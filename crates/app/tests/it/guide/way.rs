use super::text::{ministry, text};
use crate::dossier::help::*;
use crate::support::{HCMC, on_each_engine};
use ocop_app::dossier::*;
use ocop_app::guide::{Write, ways, write};
use ocop_domain::criteria::{Answers, score};
use ocop_domain::guide::{Barrier, Plan, Way};
use ocop_domain::stars::Stars;

fn plan(way: &Way) -> &Plan {
    match way {
        Way::Plan(plan) => plan,
        other => panic!("no plan but {other:?}"),
    }
}

#[tokio::test]
async fn every_rank_above_the_present_one_has_its_way() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let d = show(&own, &id).await.unwrap();
        let found = ways(&own, &d, std::iter::empty()).await.unwrap();
        assert_eq!(found.ways.iter().map(|(stars, _)| *stars).collect::<Vec<_>>(), Stars::ALL);
        let efforts: Vec<u32> = found.ways.iter().map(|(_, way)| plan(way).effort).collect();
        assert!(efforts.is_sorted(), "more stars never cost less: {efforts:?}");
        for (stars, way) in &found.ways {
            let after = plan(way).carried_out(&Answers(d.answers.clone()));
            assert!(score(d.set, &after).unwrap().rank >= Some(*stars));
        }
        save_answers(&own, best(&own, &id).await).await.unwrap();
        let d = show(&own, &id).await.unwrap();
        assert!(ways(&own, &d, std::iter::empty()).await.unwrap().ways.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_offices_effort_turns_the_plan_elsewhere() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let d = show(&own, &id).await.unwrap();
        let five = |ways: &ocop_app::guide::Ways| plan(&ways.ways[2].1).clone();
        let before = five(&ways(&own, &d, std::iter::empty()).await.unwrap());
        // Criterion 9 is a gate of four stars: options 2 and 3 pass it, and both are dear now.
        let dear = |scope: &str, option: &str, effort: &str| Write {
            option: option.into(),
            effort: effort.into(),
            ..text(scope, "Tổ chức chứng nhận", 0)
        };
        for option in ["2", "3"] {
            write(&ministry(&w), dear("", option, "90")).await.unwrap();
        }
        let national = five(&ways(&own, &d, std::iter::empty()).await.unwrap());
        assert!(national.effort > before.effort + 50);
        for option in ["2", "3"] {
            write(&w.province_office(), dear(HCMC, option, "50")).await.unwrap();
        }
        let of_the_province = five(&ways(&own, &d, std::iter::empty()).await.unwrap());
        assert_eq!(of_the_province.effort, national.effort - 40);
    })
    .await;
}

#[tokio::test]
async fn out_of_reach_is_said_with_its_reason() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let d = show(&own, &id).await.unwrap();
        let found = ways(&own, &d, ["5.1", "7.7", "x"].into_iter()).await.unwrap();
        assert_eq!(found.fixed.len(), 1, "unknown criteria are passed over");
        let Way::OutOfReach(why) = &found.ways[1].1 else { panic!("four stars ask for a story") };
        assert!(matches!(&why[0], Barrier::Gate { criterion, .. } if criterion.as_str() == "5.1"), "{why:?}");

        let mut answers = no_to_all(&own, &id).await;
        answers.answers[0].applies = Some(true);
        answers.answers[0].reason = "Thử.".into();
        save_questions(&own, answers).await.unwrap();
        save_answers(&own, best(&own, &id).await).await.unwrap();
        let d = show(&own, &id).await.unwrap();
        let knocked_out = ways(&own, &d, std::iter::empty()).await.unwrap();
        assert_eq!(knocked_out.ways.len(), 3, "points do not help");
        assert!(matches!(&knocked_out.ways[0].1, Way::OutOfReach(why) if matches!(why[0], Barrier::KnockedOut { .. })));
    })
    .await;
}
