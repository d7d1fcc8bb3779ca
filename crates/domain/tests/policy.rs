//! The policy as a table: every role × every act in six situations. A dot is a refusal, a letter the role that is
//! allowed. It stands in `policy.txt`, columns: own area · other area · not yet submitted · chair or secretary · session
//! closed · the ministry's matter. A change of `can` shows there, line by line, and has to be meant:
//! `OCOP_TAKE_POLICY=1 cargo test -p ocop-domain --test policy` writes the table anew.

use jiff::civil::date;
use ocop_domain::account::{Act, Actor, Facts, Post, Role, Scope, can};
use ocop_domain::assist::{Purpose, Purposes};

const COLUMNS: [(char, Role); 9] = [
    ('M', Role::MinistryOffice),
    ('P', Role::ProvinceOffice),
    ('W', Role::WardOfficer),
    ('C', Role::CouncilMember),
    ('A', Role::AdvisoryMember),
    ('L', Role::Leader),
    ('U', Role::Producer),
    ('D', Role::Auditor),
    ('S', Role::Administrator),
];

fn province() -> Scope {
    Scope::Province("79".into())
}

/// The usual reach of a role.
fn scope(role: Role) -> Scope {
    match role {
        Role::MinistryOffice | Role::Auditor | Role::Administrator => Scope::Nation,
        Role::WardOfficer => Scope::Commune { province: "79".into(), commune: "27259".into() },
        Role::Producer => Scope::Producer("own".into()),
        _ => province(),
    }
}

fn holder(role: Role, scope: Scope) -> Actor {
    let post = Post { role, scope, from: date(2025, 7, 1), until: None };
    Actor::Person { account: "me".into(), posts: vec![post] }
}

/// A thing in the holder's own area, sealed and before their own council, while the session runs.
fn own() -> Facts {
    Facts {
        province: Some("79".into()),
        commune: Some("27259".into()),
        producer: Some("own".into()),
        sheet_of: Some("me".into()),
        on_council: true,
        on_team: true,
        submitted: true,
        ..Facts::default()
    }
}

/// The same thing in another province, of another producer, before another council.
fn other() -> Facts {
    Facts {
        province: Some("68".into()),
        commune: Some("22945".into()),
        producer: Some("other".into()),
        sheet_of: Some("somebody".into()),
        submitted: true,
        ..Facts::default()
    }
}

fn row(act: Act, facts: &Facts) -> String {
    COLUMNS
        .iter()
        .map(
            |(letter, role)| {
                if can(&holder(*role, scope(*role)), act, facts).allowed() { *letter } else { '.' }
            },
        )
        .collect()
}

#[test]
fn every_role_and_every_act() {
    let draft = Facts { submitted: false, ..own() };
    let running = Facts { runs_council: true, chairs_council: true, ..own() };
    let closed = Facts { closed: true, sheet_submitted: true, sheet_of: Some("x".into()), ..own() };
    let national = Facts { national: true, province: None, commune: None, ..own() };
    let situations = [own(), other(), draft, running, closed, national];
    let mut table = String::new();
    for act in Act::ALL {
        let cells: Vec<String> = situations.iter().map(|f| row(act, f)).collect();
        table.push_str(format!("{:<22}{}", act.as_str(), cells.join(" ")).trim_end());
        table.push('\n');
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policy.txt");
    #[expect(clippy::disallowed_methods, reason = "the person at the keyboard says that a change is meant")]
    if std::env::var("OCOP_TAKE_POLICY").is_ok() {
        std::fs::write(file, &table).unwrap();
    }
    let known = std::fs::read_to_string(file).unwrap();
    let new: Vec<&str> = table.lines().filter(|l| !known.lines().any(|k| k == *l)).collect();
    let gone: Vec<&str> = known.lines().filter(|k| !table.lines().any(|l| l == *k)).collect();
    assert!(table == known, "policy.txt is not what `can` allows; new: {new:#?}, gone: {gone:#?}");
}

#[test]
fn nobody_in_particular_may_do_nothing_and_the_system_all() {
    for act in Act::ALL {
        for facts in [own(), other(), Facts::default()] {
            assert!(!can(&Actor::Public, act, &facts).allowed(), "{act:?}");
            let without = Actor::Person { account: "me".into(), posts: vec![] };
            assert!(!can(&without, act, &facts).allowed(), "{act:?}");
            assert!(can(&Actor::System, act, &facts).allowed(), "{act:?}");
        }
    }
}

#[test]
fn what_is_not_known_of_a_thing_never_helps() {
    for (_, role) in COLUMNS {
        for act in Act::ALL {
            let known = can(&holder(role, scope(role)), act, &own()).allowed();
            let unknown = can(&holder(role, scope(role)), act, &Facts::default()).allowed();
            let signs = matches!(act, Act::SheetWrite | Act::DecisionSign | Act::Withdraw);
            assert!(known || !unknown || signs, "{role:?} {act:?}");
        }
    }
}

#[test]
fn a_post_of_one_province_never_reaches_another_whatever_its_role() {
    for (_, role) in COLUMNS {
        for act in Act::ALL {
            assert!(!can(&holder(role, province()), act, &other()).allowed(), "{role:?} {act:?}");
        }
    }
}

#[test]
fn another_members_sheet_stays_shut_until_ones_own_is_in() {
    let me = holder(Role::CouncilMember, province());
    let theirs = Facts { sheet_of: Some("somebody".into()), sheet_submitted: true, ..own() };
    assert!(!can(&me, Act::SheetRead, &theirs).allowed());
    assert!(!can(&me, Act::SheetRead, &Facts { runs_council: true, ..theirs.clone() }).allowed());
    assert!(can(&me, Act::SheetRead, &Facts { own_sheet_submitted: true, ..theirs.clone() }).allowed());
    let unfinished = Facts { own_sheet_submitted: true, sheet_submitted: false, ..theirs.clone() };
    assert!(!can(&me, Act::SheetRead, &unfinished).allowed());
    assert!(!can(&me, Act::SheetWrite, &theirs).allowed());
}

#[test]
fn whoever_stepped_aside_from_a_dossier_is_a_stranger_to_it() {
    let me = holder(Role::CouncilMember, province());
    for closed in [false, true] {
        let aside = Facts { recused: true, runs_council: true, own_sheet_submitted: true, closed, ..own() };
        for act in Act::ALL {
            let left = act == Act::CouncilView || (act == Act::MinutesRead && closed);
            assert_eq!(can(&me, act, &aside).allowed(), left, "{act:?} closed: {closed}");
        }
    }
}

#[test]
fn how_strictly_members_score_is_for_the_chair_and_offices_after_closing() {
    let me = holder(Role::CouncilMember, province());
    let secretary = Facts { runs_council: true, closed: true, ..own() };
    let chair = Facts { chairs_council: true, ..secretary.clone() };
    assert!(can(&me, Act::SeverityRead, &chair).allowed());
    assert!(!can(&me, Act::SeverityRead, &secretary).allowed());
    assert!(!can(&me, Act::SeverityRead, &Facts { closed: false, ..chair.clone() }).allowed());
    assert!(!can(&me, Act::SeverityRead, &Facts { on_council: false, ..chair }).allowed());
    let national = Facts { national: true, closed: true, ..own() };
    assert!(!can(&holder(Role::ProvinceOffice, province()), Act::SeverityRead, &national).allowed());
    assert!(can(&holder(Role::MinistryOffice, Scope::Nation), Act::SeverityRead, &national).allowed());
}

/// Điều 7(3)c, 26/2026: a post alone is no seat in the team, and the team never comes near a sheet.
#[test]
fn the_advisory_team_advises_by_its_own_seat_and_sees_no_sheet() {
    let me = holder(Role::AdvisoryMember, province());
    let elsewhere = Facts { on_team: false, ..own() };
    assert!(can(&me, Act::DossierView, &own()).allowed());
    assert!(!can(&me, Act::DossierView, &elsewhere).allowed(), "a dossier before another team");
    for act in [Act::AdvisoryView, Act::AdvisoryWrite] {
        assert!(can(&me, act, &own()).allowed());
        assert!(!can(&me, act, &elsewhere).allowed());
        assert!(!can(&holder(Role::CouncilMember, province()), Act::AdvisoryWrite, &own()).allowed());
    }
    for closed in [false, true] {
        let facts = Facts { sheet_submitted: true, own_sheet_submitted: true, closed, ..own() };
        for act in [Act::SheetRead, Act::SheetWrite, Act::MinutesRead, Act::SeverityRead, Act::PackageRead] {
            assert!(!can(&me, act, &facts).allowed(), "{act:?}");
        }
    }
}

#[test]
fn chairman_and_minister_do_not_sign_for_each_other() {
    let national = Facts { national: true, ..own() };
    let (chairman, minister) = (holder(Role::Leader, province()), holder(Role::Leader, Scope::Nation));
    for act in [Act::DecisionSign, Act::Withdraw] {
        assert!(can(&chairman, act, &own()).allowed());
        assert!(!can(&chairman, act, &national).allowed());
        assert!(can(&minister, act, &national).allowed());
        assert!(!can(&minister, act, &own()).allowed());
    }
    // What the ministry gives back or asks for, and what a producer objects to, is the Chairman's to answer alone.
    for act in [Act::ReturnDecide, Act::DemandAnswer, Act::ObjectionAnswer] {
        assert!(can(&chairman, act, &own()).allowed(), "{act:?}");
        assert!(!can(&chairman, act, &other()).allowed(), "{act:?}");
        assert!(
            !can(&minister, act, &own()).allowed() && !can(&minister, act, &national).allowed(),
            "{act:?}"
        );
    }
}

/// Help at the ward: what a running consent adds to a draft, a line for each act it changes. Columns: consent for the
/// library · for the register · for dossiers · for dossiers, and the producer confirmed · all of it, in another commune.
#[test]
fn a_consent_opens_what_it_names_to_the_ward_officer_and_to_nobody_else() {
    let draft = Facts { submitted: false, ..own() };
    let with = |p: &[Purpose]| Facts { assisted: Purposes::of(p.iter().copied()), ..draft.clone() };
    let situations = [
        with(&[Purpose::Library]),
        with(&[Purpose::Register]),
        with(&[Purpose::Dossiers]),
        Facts { confirmed: true, ..with(&[Purpose::Dossiers]) },
        Facts { assisted: Purposes::of(Purpose::ALL), confirmed: true, submitted: false, ..other() },
    ];
    let mut table = String::new();
    for act in Act::ALL {
        let cells: Vec<String> = situations.iter().map(|f| row(act, f)).collect();
        let without = [&draft, &draft, &draft, &draft, &Facts { submitted: false, ..other() }];
        let usual: Vec<String> = without.iter().map(|f| row(act, f)).collect();
        if cells != usual {
            table.push_str(format!("{:<22}{}", act.as_str(), cells.join(" ")).trim_end());
            table.push('\n');
        }
    }
    let expected = "\
evidence.view         ..W...U.. ......U.. ..W...U.. ..W...U.. .........
evidence.keep         ..W...U.. ......U.. ..W...U.. ..W...U.. .........
dossier.view          ......U.. ......U.. ..W...U.. ..W...U.. .........
dossier.draft         ......U.. ......U.. ..W...U.. ..W...U.. .........
dossier.hand_in       ......... ......... ......... ..W...... .........
";
    assert_eq!(table, expected, "the help changed:\n{table}");
}

#[test]
fn confirmed_without_consent_hands_nothing_in_and_submitting_stays_the_producers() {
    let confirmed = Facts { confirmed: true, ..own() };
    for (_, role) in COLUMNS {
        assert!(!can(&holder(role, scope(role)), Act::DossierHandIn, &confirmed).allowed(), "{role:?}");
        let all = Facts { assisted: Purposes::of(Purpose::ALL), confirmed: true, ..own() };
        let submits = can(&holder(role, scope(role)), Act::DossierSubmit, &all).allowed();
        assert_eq!(submits, role == Role::Producer, "{role:?}");
    }
}

/// A slip on a closed sheet is said by its member alone, and signed by another, the person who runs the session.
#[test]
fn a_correction_has_two_hands() {
    let sheet = |of: &str, runs: bool| Facts {
        closed: true,
        sheet_submitted: true,
        sheet_of: Some(of.into()),
        runs_council: runs,
        ..own()
    };
    let member = holder(Role::CouncilMember, province());
    for (of, runs, proposes, signs) in [
        ("me", false, true, false),
        ("me", true, true, false),
        ("x", false, false, false),
        ("x", true, false, true),
    ] {
        let facts = sheet(of, runs);
        let may = |act| can(&member, act, &facts).allowed();
        assert_eq!((may(Act::CorrectionPropose), may(Act::CorrectionSign)), (proposes, signs), "{of} {runs}");
        for (_, role) in COLUMNS.into_iter().filter(|(_, role)| *role != Role::CouncilMember) {
            let other = holder(role, scope(role));
            assert!(!can(&other, Act::CorrectionPropose, &facts).allowed(), "{role:?}");
            assert!(!can(&other, Act::CorrectionSign, &facts).allowed(), "{role:?}");
        }
    }
    let aside = Facts { recused: true, ..sheet("x", true) };
    assert!(!can(&member, Act::CorrectionSign, &aside).allowed());
    let draft = Facts { sheet_submitted: false, ..sheet("me", false) };
    assert!(!can(&member, Act::CorrectionPropose, &draft).allowed());
}

/// Điều 6(3), 26/2026: the package goes from the province to the ministry. It holds the members' scores, so an auditor
/// waits for the end of the round like for any sheet, and a draft has no package.
#[test]
fn a_package_is_read_by_those_it_goes_between() {
    let read = |role, facts: &Facts| can(&holder(role, scope(role)), Act::PackageRead, facts).allowed();
    let (open, closed) = (own(), Facts { closed: true, ..own() });
    for role in [Role::ProvinceOffice, Role::Leader, Role::MinistryOffice] {
        assert!(read(role, &open), "{role:?}");
        assert!(!read(role, &Facts { submitted: false, ..closed.clone() }), "{role:?}");
    }
    assert!(!read(Role::Auditor, &open) && read(Role::Auditor, &closed));
    let none =
        [Role::AdvisoryMember, Role::CouncilMember, Role::WardOfficer, Role::Producer, Role::Administrator];
    for role in none {
        assert!(!read(role, &closed), "{role:?}");
    }
}
