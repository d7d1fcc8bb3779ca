//! From a filled-in dossier to a signed star by each role's own verbs: a council of three, a round, a decision.

use super::help::judgements;
use crate::support::{HCMC, World};
use jiff::civil::Date;
use ocop_app::council::{
    Admit, Close, Content, FormCouncil, NewMember, OpenRound, RulesInput, SaveSheet, SetAttendance, admit,
    close, form_council, open_round, open_sheet, set_attendance, show_round, submit_sheet,
};
use ocop_app::dossier::{Propose, SaveAnswers, SheetAnswer, propose, show, ward_check};
use ocop_app::recognition::{DraftDecision, Sign, draft_decision, sign};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_domain::criteria::{Answers, CriteriaSet, score};
use ocop_domain::stars::Stars;
use ocop_store::args;
use std::collections::BTreeMap;

const MEMBERS: [(&str, &str); 3] = [("chair", "chair"), ("sec", "secretary"), ("mem", "member")];

fn member(w: &World, who: &str) -> Cx {
    w.as_role(who, Role::CouncilMember, Scope::Province(HCMC.into()))
}

/// Forms the council.
pub async fn council(w: &World) -> String {
    for (id, _) in MEMBERS {
        let db = w.cx.db();
        let account = "INSERT INTO account (id, name, email, failures, disabled, lang, created_at, version) \
                       VALUES ($1, $2, $3, 0, $4, 'vi', 0, 1)";
        let (name, mail) = (format!("Nguyễn Văn Mẫu {id}"), format!("{id}@example.org"));
        db.exec(account, args![id, name, mail, false]).await.unwrap();
        let post = "INSERT INTO post (id, account_id, role, valid_from, created_at) \
                    VALUES ($1, $2, 'council_member', '2025-07-01', 0)";
        db.exec(post, args![format!("post-{id}"), id]).await.unwrap();
    }
    let members = MEMBERS.iter().map(|(account, duty)| NewMember {
        account: (*account).into(),
        department: "Sở Công Thương".into(),
        duty: (*duty).into(),
    });
    let cmd = FormCouncil {
        name: "Hội đồng OCOP Mẫu".into(),
        decision_number: "1/QĐ-UBND".into(),
        decided_on: "01/09/2026".into(),
        rules: RulesInput {
            quorum_part: "3".into(),
            quorum_whole: "4".into(),
            chair_required: true,
            spread_limit: "10".into(),
            gate_rule: "settled".into(),
            drop_extremes: false,
            decimals: "2".into(),
            ballots: "2".into(),
            reason_beyond: String::new(),
            written: Default::default(),
        },
        members: members.collect(),
    };
    form_council(&w.province_office(), cmd).await.unwrap()
}

/// The least that meets the gates of a rank, raised option by option to the lowest total of its band and a little more.
pub fn picks(set: &CriteriaSet, stars: Stars) -> BTreeMap<String, usize> {
    let least = match stars.get() {
        3 => 55,
        4 => 75,
        _ => 92,
    };
    let mut out: BTreeMap<String, usize> = BTreeMap::new();
    let mut total = 0;
    for leaf in set.scorable() {
        let need = set.gates.required(&leaf.criterion.code, stars).map_or(0, |p| p.get());
        let fits = leaf.criterion.options.iter().filter(|o| o.points.get() >= need);
        if let Some(o) = fits.min_by_key(|o| o.points).filter(|_| need > 0) {
            total += o.points.get();
            out.insert(leaf.criterion.code.to_string(), o.number);
        }
    }
    for leaf in set.scorable() {
        let code = leaf.criterion.code.to_string();
        let now = out.get(&code).and_then(|n| leaf.criterion.option(*n)).map_or(0, |o| o.points.get());
        let best = leaf.criterion.best_option().unwrap();
        if total < least && best.points.get() > now {
            total += best.points.get() - now;
            out.insert(code, best.number);
        }
    }
    let sheet: Answers = out.iter().map(|(c, n)| (c.parse().unwrap(), *n)).collect();
    assert_eq!(score(set, &sheet).unwrap().rank, Some(stars), "the sample sheet for {stars:?}");
    out
}

pub fn sheet(id: &str, picks: &BTreeMap<String, usize>) -> SaveAnswers {
    let answer = |(c, n): (&String, &usize)| SheetAnswer {
        criterion: c.clone(),
        option: n.to_string(),
        note: "Mô tả.".into(),
    };
    SaveAnswers { dossier_id: id.into(), stamp: None, answers: picks.iter().map(answer).collect() }
}

/// The commune proposes, the council scores like `picks`, the leader signs on `signed`. Returns the certificate.
pub async fn crown(
    w: &World,
    council: &str,
    (id, picks): (&str, &BTreeMap<String, usize>),
    (year, ordinal): (&str, &str),
    signed: Date,
) -> Result<String, Error> {
    let ward = w.ward_officer();
    let version = ward_check(&ward, id).await?.dossier.version;
    propose(&ward, Propose { dossier_id: id.into(), version, judgements: judgements() }).await?;
    let office = w.province_office();
    let cmd = OpenRound {
        council: council.into(),
        year: year.into(),
        ordinal: ordinal.into(),
        place: "TP. Mẫu".into(),
        ..OpenRound::default()
    };
    let round = open_round(&office, cmd).await?;
    let (set, joined) = show(&w.cx, id).await.map(|d| (d.set, d.round_id.is_some()))?;
    if !joined {
        let dossiers = vec![id.to_owned()];
        admit(&office, Admit { round: round.clone(), dossiers, reason: String::new() }).await?;
    }
    w.on(signed);
    let sec = member(w, "sec");
    let version = show_round(&sec, &round).await?.round.version;
    let present = MEMBERS.iter().map(|(id, _)| (*id).into()).collect();
    set_attendance(&sec, SetAttendance { round: round.clone(), version, present }).await?;
    for (who, _) in MEMBERS {
        let cx = member(w, who);
        let version = open_sheet(&cx, &round, id).await?.version;
        // A sheet says 0 where none of the options fits; nothing may be left open.
        let options = set.scorable().map(|leaf| {
            let code = leaf.criterion.code.to_string();
            let option = picks.get(&code).map_or(0, |n| i64::try_from(*n).unwrap());
            (code, option)
        });
        let options = options.collect();
        let content = Content { options, ..Content::default() };
        submit_sheet(&cx, SaveSheet { round: round.clone(), dossier: id.into(), version, content }).await?;
    }
    close(&member(w, "chair"), Close { round: round.clone(), dossier: id.into() }).await?;
    let draft = DraftDecision { round_id: round, kind: "recognise".into(), dossiers: vec![id.into()] };
    let decision_id = draft_decision(&office, draft).await?;
    let cmd = Sign {
        decision_id,
        version: 1,
        number: format!("{ordinal}/QĐ-UBND"),
        decided_on: format!("{:02}/{:02}/{}", signed.day(), signed.month(), signed.year()),
        signer_title: "CHỦ TỊCH".into(),
        signer_name: "Nguyễn Văn Mẫu".into(),
    };
    let done = sign(&w.leader(), cmd).await?;
    Ok(done.certificates[0].clone())
}
