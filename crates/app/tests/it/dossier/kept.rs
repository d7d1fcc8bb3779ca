//! What was handed in, judged and signed does not change afterwards (Điều 6(1), 7(2), 7(3), 26/2026).

use super::help::*;
use crate::stars::{exec, law_round};
use crate::support::{HCMC, World, on_each_engine};
use ocop_app::dossier::*;
use ocop_app::portal::{self, ProductFound, PublicProduct, Search};
use ocop_app::product::{self as products, ProductForm};
use ocop_app::recognition::{
    DraftDecision, Sign, Withdraw, decision, draft_decision, round_candidates, sign, verify, withdraw,
};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_domain::dossier::State;
use ocop_domain::objection::About;
use ocop_store::args;

const NEW_NAME: &str = "Tương ớt đổi tên";
const NEW_PRODUCER: &str = "Hợp tác xã đổi tên";

/// The producer calls the product otherwise, puts it into another set and says something else of it; the register gets a
/// new name of the producer and a new address.
async fn renamed(w: &World, own: &Cx) {
    let seen = products::show(own, "product-1").await.unwrap().product;
    let form = ProductForm {
        name: NEW_NAME.into(),
        set_id: "QD26-04".into(),
        brand_place: "Nơi khác".into(),
        specification: "Chai 1 lít".into(),
        ..ProductForm::default()
    };
    products::edit(own, products::Edit { id: "product-1".into(), version: seen.version, form })
        .await
        .unwrap();
    let sql = "UPDATE producer SET name = $1, folded = 'hop tac xa doi ten', address = '99 Đường Khác' WHERE id = $2";
    exec(w, sql, args![NEW_PRODUCER, PRODUCER]).await;
}

/// The dossier judged at four stars in the round `round`.
async fn judged(w: &World, id: &str) {
    law_round(w, &[]).await;
    exec(w, "UPDATE dossier SET state = 'scored', round_id = 'round' WHERE id = $1", args![id]).await;
    exec(
        w,
        "INSERT INTO result (dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, \
         closed_at) VALUES ($1, 'round', 1, 560, 7, 4, 4, 4, '{}', 'chair', 1790838000000)",
        args![id],
    )
    .await;
}

async fn public(w: &World, key: &str) -> PublicProduct {
    match portal::product(&w.public(), key).await.unwrap() {
        ProductFound::One(p) => *p,
        ProductFound::Several => panic!("{key} leads to several"),
    }
}

async fn found(w: &World, words: &str) -> Vec<String> {
    let ask = Search { q: words.into(), ..Search::default() };
    portal::search(&w.public(), &ask).await.unwrap().items.into_iter().map(|i| i.row.name).collect()
}

#[tokio::test]
async fn a_decision_names_what_was_judged_whatever_it_is_called_by_then() {
    on_each_engine(async |w| {
        let (own, id, _) = submitted(&w).await;
        let package = sealed(&own, &id, None).await.unwrap().seal;
        let (name, producer) = (package.product.name.clone(), package.producer.name.clone());
        judged(&w, &id).await;
        renamed(&w, &own).await;

        let office = w.province_office();
        let line = list(&office, List::default()).await.unwrap().lines.remove(0);
        assert_eq!((&line.product, &line.producer), (&name, &producer), "{}", w.engine);
        let seen = show(&own, &id).await.unwrap();
        assert_eq!((&seen.subject.product_name, &seen.subject.producer_name), (&name, &producer));
        let case = ocop_store::council::cases::find(w.cx.db(), &id).await.unwrap().unwrap();
        assert_eq!((&case.product_name, &case.producer_name, case.set_id.as_str()), (&name, &producer, SET));
        let agenda = ocop_store::council::cases::agenda(w.cx.db(), "round").await.unwrap().remove(0);
        assert_eq!((&agenda.product_name, agenda.set_id.as_str()), (&name, SET));
        let waits = round_candidates(&office, "round").await.unwrap().to_recognise.remove(0);
        assert_eq!((&waits.product_name, &waits.producer_name), (&name, &producer));
        assert_eq!((waits.address.as_str(), waits.set_id.as_str()), (package.address(), SET));

        let cmd =
            DraftDecision { round_id: "round".into(), kind: "recognise".into(), dossiers: vec![id.clone()] };
        let drawn = draft_decision(&office, cmd).await.unwrap();
        let cmd = Sign {
            decision_id: drawn.clone(),
            version: 1,
            number: "123/QĐ-UBND".into(),
            decided_on: "05/10/2026".into(),
            signer_title: "CHỦ TỊCH".into(),
            signer_name: "Nguyễn Văn Mẫu".into(),
        };
        let number = sign(&w.leader(), cmd).await.unwrap().certificates.remove(0);
        let item = decision(&office, &drawn).await.unwrap().items.remove(0).candidate;
        assert_eq!((&item.product_name, &item.producer_name), (&name, &producer));
        let star = verify(&w.public(), &number).await.unwrap().star;
        assert_eq!((&star.product_name, &star.producer_name), (&name, &producer));
        assert!(star.address.starts_with(package.address()), "{}", star.address);

        // The public reads what was recognised; what the producer says by now stands apart.
        let page = public(&w, "product-1").await;
        assert_eq!((page.name(), page.producer(), page.address()), (&*name, &*producer, &*star.address));
        assert_eq!((page.set.unwrap().id.to_string().as_str(), page.set_judged), (SET, true));
        assert_eq!(page.row.name, NEW_NAME);
        assert_eq!(found(&w, "Tương ớt đổi tên").await, std::slice::from_ref(&name), "found by either name");
        assert_eq!(found(&w, &name).await, std::slice::from_ref(&name));
        let by_set = |set: &str| Search { set: set.into(), ..Search::default() };
        assert_eq!(portal::search(&w.public(), &by_set(SET)).await.unwrap().total, 1);
        assert_eq!(portal::search(&w.public(), &by_set("QD26-04")).await.unwrap().total, 0);

        // Điều 8: the dossier says that its star was withdrawn, and the withdrawal can be objected to.
        let cmd = Withdraw {
            recognition_id: star.recognition_id,
            ground: "misuse_of_mark".into(),
            decision_number: "200/QĐ-UBND".into(),
            withdrawn_on: "05/10/2026".into(),
        };
        withdraw(&w.leader(), cmd).await.unwrap();
        let line = list(&own, List::default()).await.unwrap().lines.remove(0);
        assert_eq!(
            (line.state, line.withdrawn_on.map(|d| d.to_string()).as_deref()),
            (State::Recognised, Some("2026-10-05"))
        );
        let gone = show(&own, &id).await.unwrap().withdrawn.unwrap();
        assert_eq!(gone.decision_number.as_deref(), Some("200/QĐ-UBND"));
        let against = ocop_app::objection::file_form(&own, &id).await.unwrap().against;
        assert!(
            against.iter().any(|a| a.about == About::Withdrawal
                && a.decision_number.as_deref() == Some("200/QĐ-UBND")
                && a.known.to_string() == "2026-10-05"),
            "{against:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn words_of_dossiers_sealed_before_they_were_kept_come_from_their_packages() {
    on_each_engine(async |w| {
        let (own, id, _) = submitted(&w).await;
        let name = sealed(&own, &id, None).await.unwrap().seal.product.name;
        let sql = "UPDATE dossier SET sealed_product = NULL, sealed_producer = NULL, sealed_address = NULL";
        exec(&w, sql, vec![]).await;
        renamed(&w, &own).await;
        assert_eq!(list(&own, List::default()).await.unwrap().lines[0].product, NEW_NAME);
        keep_sealed_words(&w.cx).await.unwrap();
        assert_eq!(list(&own, List::default()).await.unwrap().lines[0].product, name, "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn a_returned_dossier_shows_others_what_was_handed_in_until_it_is_sent_again() {
    on_each_engine(async |w| {
        let (own, id, _) = submitted(&w).await;
        let handed_in = show(&w.ward_officer(), &id).await.unwrap();
        let ward = w.ward_officer();
        let version = ward_check(&ward, &id).await.unwrap().dossier.version;
        let judgements = Judgements { reasons: "Thiếu phiếu.".into(), ..Judgements::default() };
        return_to_producer(&ward, Return { dossier_id: id.clone(), version, judgements }).await.unwrap();

        let mut form = form02();
        form.plan = "Kế hoạch đang sửa, chưa gửi".into();
        save_form02(&own, SaveForm02 { dossier_id: id.clone(), stamp: None, form }).await.unwrap();
        let note =
            SheetAnswer { criterion: "1.1".into(), option: "1".into(), note: "Đang nghĩ lại".into() };
        save_answers(&own, SaveAnswers { dossier_id: id.clone(), stamp: None, answers: vec![note] })
            .await
            .unwrap();
        let fresh = upload(&own, paper(&id, Some("8"), "not sent yet")).await.unwrap();
        renamed(&w, &own).await;

        let readers = [
            w.ward_officer(),
            w.province_office(),
            w.leader(),
            w.as_role("auditor", Role::Auditor, Scope::Nation),
            w.as_role("bo", Role::MinistryOffice, Scope::Nation),
            w.as_role("office-2", Role::ProvinceOffice, Scope::Province(HCMC.into())),
        ];
        for cx in &readers {
            let seen = match show(cx, &id).await {
                Err(Error::NotFound) => continue,
                seen => seen.unwrap(),
            };
            assert!(seen.as_handed_in && !seen.may_edit, "{}", w.engine);
            assert_eq!(seen.state, State::Returned);
            assert_eq!((&seen.form01, &seen.form02), (&handed_in.form01, &handed_in.form02));
            assert_eq!((&seen.answers, &seen.notes), (&handed_in.answers, &handed_in.notes));
            assert_eq!((&seen.findings, seen.scored.total), (&handed_in.findings, handed_in.scored.total));
            assert_eq!(seen.citations, handed_in.citations);
            let ids = |d: &Dossier| d.papers.iter().map(|p| p.id.clone()).collect::<Vec<_>>();
            assert_eq!(ids(&seen), ids(&handed_in));
            assert_eq!(seen.subject.product_name, handed_in.subject.product_name);
            assert!(matches!(file(cx, &id, &fresh).await, Err(Error::NotFound | Error::Hidden)));
            assert!(file(cx, &id, &handed_in.papers[0].id).await.is_ok());
        }
        let mine = show(&own, &id).await.unwrap();
        assert!(mine.may_edit && !mine.as_handed_in && mine.paper(&fresh).is_some());
        assert_eq!(mine.form02.plan, "Kế hoạch đang sửa, chưa gửi");

        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        let again = show(&w.ward_officer(), &id).await.unwrap();
        assert!(again.paper(&fresh).is_some() && !again.as_handed_in);
        assert_eq!(
            (again.form02.plan.as_str(), again.subject.product_name.as_str()),
            ("Kế hoạch đang sửa, chưa gửi", NEW_NAME)
        );
    })
    .await;
}
