//! Ids, codes, decisions and star words.

use jiff::civil::{Date, date};
use ocop_domain::criteria::{CriterionCode, Law, SetId};
use ocop_domain::points::Points;
use ocop_domain::stars::Stars;
use rstest::rstest;

use super::sheets::code;

#[rstest]
#[case("QD26-09", "QD26-09")]
#[case(" qd26-09 ", "QD26-09")]
#[case("QĐ26-9", "QD26-09")]
#[case("qđ148-26", "QD148-26")]
fn set_ids_are_forgiving(#[case] written: &str, #[case] id: &str) {
    assert_eq!(written.parse::<SetId>().unwrap().as_str(), id);
}

#[rstest]
#[case("")]
#[case("26-09")]
#[case("QD26")]
#[case("QD26-")]
#[case("QD-09")]
#[case("QD26-009")]
#[case("QD26-0x")]
#[case("QD26-09-1")]
#[case("QD26-٣")]
fn set_ids_are_exact(#[case] written: &str) {
    let error = written.parse::<SetId>().unwrap_err();
    let expected =
        format!("“{written}” is not the id of a criteria set: write it like QD26-09, QD148-09 or QD781-09");
    assert_eq!(error.to_string(), expected);
    assert!(serde_json::from_value::<SetId>(written.into()).is_err());
}

#[test]
fn codes_order_as_printed() {
    let printed = [
        "1", "1.1", "1.2", "1.10", "2", "3.a", "3.c1", "3.c2", "3.d", "3.đ", "3.e", "6.1", "6.1.1", "6.2",
        "10",
    ];
    let mut codes: Vec<CriterionCode> = printed.map(code).to_vec();
    codes.reverse();
    codes.sort();
    assert_eq!(codes, printed.map(code));
}

#[rstest]
#[case("")]
#[case("A")]
#[case("1.")]
#[case("1..2")]
#[case(".1")]
#[case("1,1")]
#[case("1.1.1.1.1.1.1.1.1.1.1.1")]
fn codes_are_exact(#[case] written: &str) {
    assert!(written.parse::<CriterionCode>().is_err());
}

#[rstest]
#[case("2019-08-20", None)]
#[case("2019-08-21", Some(Law::Qd1048_2019))]
#[case("2023-02-23", Some(Law::Qd1048_2019))]
#[case("2023-02-24", Some(Law::Qd148_2023))]
#[case("2026-05-21", Some(Law::Qd148_2023))]
#[case("2026-05-22", Some(Law::Qd26_2026))]
#[case("2030-01-01", Some(Law::Qd26_2026))]
fn a_dossier_belongs_to_the_law_of_its_day(#[case] filed: Date, #[case] law: Option<Law>) {
    assert_eq!(Law::of_dossier(filed), law);
}

#[rstest]
#[case(Law::Qd26_2026, "2026-05-21", false)]
#[case(Law::Qd26_2026, "2026-05-22", true)]
#[case(Law::Qd26_2026, "2031-12-31", true)]
#[case(Law::Qd148_2023, "2023-02-23", false)]
#[case(Law::Qd148_2023, "2026-05-22", true)]
#[case(Law::Qd148_2023, "2026-07-21", true)]
#[case(Law::Qd148_2023, "2026-07-22", false)]
#[case(Law::Qd1048_2019, "2022-01-01", false)]
fn only_living_laws_score_anew(#[case] law: Law, #[case] on: Date, #[case] scores: bool) {
    assert_eq!(law.scores_anew(on), scores);
}

#[test]
fn the_transition_ends_30_or_60_days_on() {
    assert_eq!(Law::Qd148_2023.last_day_to_rank(false), Some(date(2026, 7, 21)));
    assert_eq!(Law::Qd148_2023.last_day_to_rank(true), Some(date(2026, 6, 21)));
    assert_eq!(Law::Qd26_2026.last_day_to_rank(true), None);
}

#[test]
fn laws_are_written_as_cited() {
    for law in Law::ALL {
        assert_eq!(law.document().parse::<Law>().unwrap(), law);
        assert_eq!(serde_json::to_value(law).unwrap(), law.document());
        assert!(law.in_force(law.effective_from()));
    }
    let error = "99/QĐ-TTg".parse::<Law>().unwrap_err().to_string();
    assert!(error.starts_with("“99/QĐ-TTg” is not a decision with criteria sets"));
}

#[test]
fn stars_are_three_to_five() {
    assert_eq!(Stars::ALL.map(Stars::word), ["ba", "bốn", "năm"]);
    assert_eq!((Stars::new(2), Stars::new(6)), (None, None));
    assert_eq!(Stars::FIVE.above(), None);
    assert!(serde_json::from_str::<Stars>("2").is_err());
    assert_eq!(serde_json::from_str::<Stars>("4").unwrap(), Stars::FOUR);
    assert_eq!(
        Stars::try_from(1).unwrap_err().to_string(),
        "1 is not a rank that can be recognised: it must be 3, 4 or 5 stars"
    );
}

#[test]
fn points_add_up() {
    assert_eq!([Points(1), Points(2)].iter().sum::<Points>() + Points(3), Points(6));
    assert_eq!((Points(3).missing_to(Points(5)), Points(5).missing_to(Points(3))), (Points(2), Points::ZERO));
}
