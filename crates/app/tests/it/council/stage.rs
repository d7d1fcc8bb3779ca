//! What most tests of councils begin with: people, a council of three or more, a round with dossiers, sheets handed in.

use super::*;
use ocop_app::desk::{ListOpenTerms, open_terms};
use ocop_domain::term::{Kind, Standing};

pub(super) fn honey() -> &'static CriteriaSet {
    criteria::set(&"QD26-04".parse().unwrap()).unwrap()
}

/// The best option everywhere, but "none of these" for these criteria.
pub(super) fn content(none: &[&str]) -> Content {
    let options = honey().scorable().map(|leaf| {
        let code = leaf.criterion.code.to_string();
        let best = i64::try_from(leaf.criterion.best_option().unwrap().number).unwrap();
        let option = if none.contains(&code.as_str()) { 0 } else { best };
        (code, option)
    });
    Content { options: options.collect(), ..Content::default() }
}

pub(super) const FAR: &[&str] = &["5.1", "4.1", "8", "6.1", "6.2"];

/// The first open terms a person sees: kind, thing, how it stands.
pub(super) async fn open_terms_of(cx: &Cx) -> Vec<(Kind, String, Standing)> {
    let open = open_terms(cx, ListOpenTerms { owing: None, page: 1, size: 20 }).await.unwrap();
    open.lines.into_iter().map(|t| (t.kind, t.thing, t.standing)).collect()
}

pub(super) struct Session {
    pub council: String,
    pub round: String,
}

impl World {
    pub(in crate::council) fn member(&self, who: &str) -> Cx {
        self.as_role(who, Role::CouncilMember, Scope::Province(HCMC.into()))
    }

    pub(in crate::council) async fn account(&self, id: &str) {
        self.cx
            .db()
            .exec(
                "INSERT INTO account (id, name, email, failures, disabled, lang, created_at, version) \
                 VALUES ($1, $2, $3, 0, $4, 'vi', 0, 1)",
                args![id, format!("Nguyễn Văn Mẫu {id}"), format!("{id}@example.org"), false],
            )
            .await
            .unwrap();
        self.cx
            .db()
            .exec(
                "INSERT INTO post (id, account_id, role, valid_from, created_at) \
                 VALUES ($1, $2, 'council_member', '2025-07-01', 0)",
                args![format!("post-{id}"), id],
            )
            .await
            .unwrap();
    }

    /// A dossier proposed by the commune on a day.
    pub(in crate::council) async fn proposed(&self, id: &str, on: &str, commune: &str) {
        let db = self.cx.db();
        let (product, producer) = (format!("product-{id}"), format!("producer-{id}"));
        db.exec(
            "INSERT INTO producer (id, legal_form, name, folded, address, invented, created_at, version) \
             VALUES ($1, 'household', 'Hộ Mẫu', 'ho mau', 'đường Mẫu', $2, 0, 1)",
            args![producer.as_str(), true],
        )
        .await
        .unwrap();
        db.exec(
            "INSERT INTO product (id, producer_id, name, folded, invented, created_at, version) \
             VALUES ($1, $2, 'Mật ong Mẫu', 'mat ong mau', $3, 0, 1)",
            args![product.as_str(), producer.as_str(), true],
        )
        .await
        .unwrap();
        db.exec(
            "INSERT INTO dossier (id, product_id, producer_id, commune_id, kind, set_id, state, form01, form02, \
             proposed_on, invented, created_at, version) \
             VALUES ($1, $2, $3, $4, 'first', 'QD26-04', 'proposed', '{}', '{}', $5, $6, 0, 1)",
            args![id, product, producer, commune, on, true],
        )
        .await
        .unwrap();
    }

    pub(in crate::council) async fn council_of(&self, accounts: &[&str]) -> Session {
        for a in accounts {
            self.account(a).await;
        }
        let duty = ["chair", "secretary", "member", "member", "member"];
        let members = accounts.iter().zip(duty).map(|(account, duty)| NewMember {
            account: (*account).into(),
            department: "Sở Công Thương".into(),
            duty: duty.into(),
        });
        let cmd = FormCouncil {
            name: "Hội đồng OCOP Mẫu".into(),
            decision_number: "1/QĐ-UBND".into(),
            decided_on: "01/09/2026".into(),
            rules: rules(),
            members: members.collect(),
        };
        let office = self.province_office();
        let council = form_council(&office, cmd).await.unwrap();
        let cmd = OpenRound {
            council: council.clone(),
            year: "2026".into(),
            ordinal: "2".into(),
            place: "TP. Mẫu".into(),
            ..OpenRound::default()
        };
        let round = open_round(&office, cmd).await.unwrap();
        Session { council, round }
    }

    pub(in crate::council) async fn in_session(&self, dossiers: &[&str]) -> Session {
        let s = self.council_of(&["chair", "sec", "mem"]).await;
        for d in dossiers {
            self.proposed(d, "2026-09-20", XOM_CHIEU).await;
        }
        let cmd = Admit {
            round: s.round.clone(),
            dossiers: dossiers.iter().map(|d| (*d).into()).collect(),
            reason: String::new(),
        };
        admit(&self.province_office(), cmd).await.unwrap();
        s
    }

    pub(in crate::council) async fn hand_in(
        &self,
        s: &Session,
        who: &str,
        dossier: &str,
        content: Content,
    ) -> Result<(), Error> {
        let cx = self.member(who);
        let version = open_sheet(&cx, &s.round, dossier).await?.version;
        let cmd = SaveSheet { round: s.round.clone(), dossier: dossier.into(), version, content };
        submit_sheet(&cx, cmd).await.map(drop)
    }

    pub(in crate::council) async fn present(&self, s: &Session, who: &[&str]) -> Result<(), Error> {
        let cx = self.member("sec");
        let version = show_round(&cx, &s.round).await?.round.version;
        let present = who.iter().map(|w| (*w).into()).collect();
        set_attendance(&cx, SetAttendance { round: s.round.clone(), version, present }).await
    }

    pub(in crate::council) async fn close(&self, s: &Session, dossier: &str) -> Result<Closed, Error> {
        close(&self.member("chair"), Close { round: s.round.clone(), dossier: dossier.into() }).await
    }
}

pub(super) fn rules() -> RulesInput {
    RulesInput {
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
    }
}

pub(super) fn conflict<T>(r: Result<T, Error>) -> &'static str {
    match r {
        Err(Error::Conflict(code)) => code,
        Err(e) => panic!("{e}"),
        Ok(_) => panic!("went through"),
    }
}

pub(super) fn settled(s: &Session, item: &str, points: &str) -> Settle {
    Settle {
        round: s.round.clone(),
        dossier: "d1".into(),
        item: item.into(),
        points: points.into(),
        reason: "Có giấy chứng nhận kèm theo".into(),
        was: String::new(),
    }
}
