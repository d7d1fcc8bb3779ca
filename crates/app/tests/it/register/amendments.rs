use super::*;
use jiff::civil::date;
use ocop_app::Cx;
use ocop_app::account::signed::{By, Signed};
use ocop_app::producer::Edit;
use ocop_app::register::{
    Answer, AskFacts, AskTransfer, Ground, answer, ask_facts, ask_transfer, case, cases, history,
};
use ocop_domain::account::{Actor, Post, Role, Scope};
use ocop_store::args;

fn ground(reason: &str) -> Ground {
    Ground { reason: reason.into(), effective_on: "01/10/2026".into(), ..Ground::default() }
}

fn say(id: &str, version: i64, step: &str, note: &str) -> Answer {
    Answer { id: id.into(), version, step: step.into(), note: note.into() }
}

fn fields(e: Error) -> Vec<(String, &'static str)> {
    match e {
        Error::Invalid(i) => i.0.into_iter().map(|f| (f.field, f.code)).collect(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn legal_facts_are_proposed_by_the_producer_and_changed_by_the_office() {
    on_each_engine(async |w| {
        let officer = w.ward_officer();
        let id = maker(&officer, form("HTX Xóm Mẫu", XOM_CHIEU)).await;
        let own = w.producer(&id);
        // Everything but legal facts the producer changes.
        let contact = ProducerForm { phone: "0900000009".into(), ..form("HTX Xóm Mẫu", XOM_CHIEU) };
        producer::edit(&own, Edit { id: id.clone(), version: 1, form: contact.clone() }).await.unwrap();
        let renamed = ProducerForm { name: "HTX Xóm Mẫu Mới".into(), ..contact };
        let edit = Edit { id: id.clone(), version: 2, form: renamed.clone() };
        let said = fields(producer::edit(&own, edit).await.unwrap_err());
        assert_eq!(said, [("name".to_owned(), "fact_needs_office")]);

        let ask = |form: ProducerForm, ground| AskFacts { producer_id: id.clone(), form, ground };
        let same =
            ask(form("HTX Xóm Mẫu", XOM_CHIEU), Ground { effective_on: "01/01/2030".into(), ..ground(" ") });
        let said = fields(ask_facts(&own, same).await.unwrap_err());
        let want = [("name", "nothing_changed"), ("reason", "required"), ("effective_on", "date_in_future")];
        assert_eq!(said, want.map(|(f, c)| (f.to_owned(), c)));
        let paper = Ground { evidence_id: "x".into(), ..ground("đổi tên") };
        let said = fields(ask_facts(&own, ask(renamed.clone(), paper)).await.unwrap_err());
        assert_eq!(said, [("evidence_id".to_owned(), "unknown_choice")]);
        let stranger = w.producer("x");
        assert!(matches!(
            ask_facts(&stranger, ask(renamed.clone(), ground("x"))).await,
            Err(Error::NotFound | Error::Hidden)
        ));

        let first = ask_facts(&own, ask(renamed.clone(), ground("đổi tên"))).await.unwrap();
        let again = ask_facts(&own, ask(renamed.clone(), ground("đổi tên"))).await;
        assert!(matches!(again, Err(Error::Conflict("amendment_running"))));
        assert_eq!(producer::show(&own, &id).await.unwrap().producer.name, "HTX Xóm Mẫu");
        assert!(matches!(answer(&own, say(&first, 1, "accept", "")).await, Err(Error::Forbidden)));
        assert!(matches!(answer(&w.leader(), say(&first, 1, "accept", "")).await, Err(Error::Forbidden)));
        let said = fields(answer(&officer, say(&first, 1, "refuse", "")).await.unwrap_err());
        assert_eq!(said, [("note".to_owned(), "required")]);
        answer(&officer, say(&first, 1, "refuse", "thiếu giấy")).await.unwrap();
        assert!(matches!(
            answer(&officer, say(&first, 2, "accept", "")).await,
            Err(Error::Conflict("amendment_moved"))
        ));

        let second = ask_facts(&own, ask(renamed, ground("đổi tên theo giấy đăng ký"))).await.unwrap();
        assert!(matches!(
            answer(&officer, say(&second, 9, "accept", "")).await,
            Err(Error::Conflict("stale"))
        ));
        answer(&officer, say(&second, 1, "accept", "")).await.unwrap();
        assert_eq!(producer::show(&own, &id).await.unwrap().producer.name, "HTX Xóm Mẫu Mới");
        let past = history(&own, &id).await.unwrap();
        assert_eq!(past[0].field, "name");
        assert_eq!(past[0].old_value.as_deref(), Some("HTX Xóm Mẫu"));
        assert_eq!(past[0].new_value.as_deref(), Some("HTX Xóm Mẫu Mới"));
        assert_eq!(past[0].ground.as_deref(), Some("đổi tên theo giấy đăng ký"));
        assert_eq!(past[0].effective_on, "2026-10-01");
        // The telephone concerns the producer and the keepers of the register alone.
        type Past = Vec<Signed<ocop_app::register::ChangeRow>>;
        let phone = |rows: Past| rows.into_iter().find(|r| r.field == "phone").unwrap();
        assert!(phone(past).new_value.is_some());
        assert!(phone(history(&w.leader(), &id).await.unwrap()).new_value.is_none());
        assert_eq!(cases(&officer, None, 1).await.unwrap().1, 2);
        assert!(matches!(cases(&w.leader(), None, 1).await, Err(Error::Forbidden)));
        // No personal value in the journal.
        for row in ocop_store::journal::chain(w.cx.db(), &format!("producer:{id}")).await.unwrap() {
            assert!(!row.diff.contains("0900000009") && !row.diff.contains("Xóm Mẫu"), "{}", row.diff);
        }
    })
    .await;
}

/// Luật 91/2025/QH15: who acts for a producer is named to those who keep accounts or read the journal, and to that
/// person; to all others the producer stands for the person, and the post for an officer.
#[tokio::test]
async fn a_history_names_the_producer_or_the_post_and_no_person() {
    on_each_engine(async |w| {
        let (officer, office) = (w.ward_officer(), w.province_office());
        let id = maker(&officer, form("HTX Xóm Mẫu", XOM_CHIEU)).await;
        let own = w.producer(&id);
        let posts = [
            ("producer-user", "Trần Thị Riêng", "producer", None, Some(id.as_str())),
            ("ward-officer", "Lê Văn Xã", "ward_officer", Some(XOM_CHIEU), None),
        ];
        for (account, name, role, area, producer) in posts {
            let sql = "INSERT INTO account (id, name, email, failures, disabled, lang, created_at, version) \
                       VALUES ($1, $2, $3, 0, FALSE, 'vi', 1, 1)";
            let mail = format!("{account}@vi.du");
            w.cx.db().exec(sql, args![account, name, mail]).await.unwrap();
            let sql = "INSERT INTO post (id, account_id, role, area_id, producer_id, valid_from, created_at) \
                       VALUES ($1, $1, $2, $3, $4, '2025-07-01', 1)";
            let (area, producer) = (area.map(str::to_owned), producer.map(str::to_owned));
            w.cx.db().exec(sql, args![account, role, area, producer]).await.unwrap();
        }
        let with = |phone: &str| ProducerForm { phone: phone.into(), ..form("HTX Xóm Mẫu", XOM_CHIEU) };
        let edit = |version, phone| Edit { id: id.clone(), version, form: with(phone) };
        producer::edit(&own, edit(1, "0900000009")).await.unwrap();
        producer::edit(&officer, edit(2, "0900000008")).await.unwrap();

        let by = async |cx: &Cx| {
            let past = history(cx, &id).await.unwrap();
            let phones = past.into_iter().filter(|row| row.field == "phone").map(|row| row.by);
            phones.take(2).collect::<Vec<_>>()
        };
        let producer = By::Producer("HTX Xóm Mẫu".into());
        let ward = By::Post { role: Role::WardOfficer, area: Some("Phường Xóm Chiếu".into()) };
        assert_eq!(by(&office).await, [ward.clone(), producer.clone()], "{}", w.engine);
        assert_eq!(by(&w.leader()).await, [ward.clone(), producer.clone()]);
        // Each knows the own name, the auditor both.
        assert_eq!(by(&own).await, [ward, By::Person("Trần Thị Riêng".into())]);
        assert_eq!(by(&officer).await, [By::Person("Lê Văn Xã".into()), producer]);
        let auditor = w.as_role("auditor", Role::Auditor, Scope::Nation);
        let names = ["Lê Văn Xã", "Trần Thị Riêng"].map(|n| By::Person(n.into()));
        assert_eq!(by(&auditor).await, names, "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn a_product_goes_over_with_its_stars_when_the_receiver_and_the_office_agree() {
    on_each_engine(async |w| {
        let office = w.province_office();
        let giver = maker(&office, form("HTX Xóm Mẫu", XOM_CHIEU)).await;
        let taker =
            maker(&office, ProducerForm { tax_number: "0399999991".into(), ..form("HTX Bên Nhận", KHANH_HOI) }).await;
        let sauce = good(&office, &giver, "Nước mắm Mẫu").await;
        let db = w.cx.db();
        db.exec(
            "INSERT INTO decision (id, kind, issuer, created_at, version) VALUES ('d', 'imported', 'UBND', 7, 1)",
            vec![],
        )
        .await
        .unwrap();
        db.exec(
            "INSERT INTO recognition (id, product_id, decision_id, stars, certificate, product_name, producer_name, address, \
             date_precision, invented, created_at) VALUES ('r', $1, 'd', 4, 'GCN-1', 'a', 'HTX Xóm Mẫu', 'c', 'day', FALSE, 7)",
            args![sauce.as_str()],
        )
        .await
        .unwrap();
        let star = ocop_store::register::image::dump(db, "recognition").await.unwrap();
        let own = w.producer(&giver);
        let ask = |to: &str| AskTransfer { product_id: sauce.clone(), to: to.into(), ground: ground("chuyển nhượng") };
        let said = fields(ask_transfer(&own, ask("0000000000")).await.unwrap_err());
        assert_eq!(said, [("to".to_owned(), "producer_unknown")]);
        let said = fields(ask_transfer(&own, ask(&giver)).await.unwrap_err());
        assert_eq!(said, [("to".to_owned(), "transfer_to_itself")]);
        let id = ask_transfer(&own, ask("0399999991")).await.unwrap();
        // No person answers in the receiver's place, and the office does not decide before the receiver.
        assert!(matches!(answer(&office, say(&id, 1, "accept", "")).await, Err(Error::Conflict("amendment_moved"))));
        assert!(matches!(answer(&office, say(&id, 1, "receive", "")).await, Err(Error::Forbidden)));
        assert!(matches!(answer(&own, say(&id, 1, "receive", "")).await, Err(Error::Forbidden)));
        let taking = w.producer(&taker);
        assert!(case(&taking, &id).await.unwrap().can_receive);
        assert_eq!(cases(&taking, None, 1).await.unwrap().1, 1);
        answer(&taking, say(&id, 1, "receive", "")).await.unwrap();
        answer(&office, say(&id, 2, "accept", "")).await.unwrap();
        let seen = product::show(&taking, &sauce).await.unwrap();
        assert_eq!(seen.product.producer_id, taker);
        assert_eq!(seen.place.unwrap().commune_code, KHANH_HOI_CODE);
        assert!(matches!(product::show(&own, &sauce).await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(ocop_store::register::image::dump(db, "recognition").await.unwrap(), star);
        let past = history(&taking, &sauce).await.unwrap();
        let line = past.iter().find(|c| c.field == "producer_id").unwrap();
        assert_eq!(line.old_value.as_deref(), Some("HTX Xóm Mẫu"));
        assert_eq!(line.new_value.as_deref(), Some("HTX Bên Nhận"));
        assert_eq!(history(&own, &giver).await.unwrap()[0].field, "product");
        // A dossier that runs keeps a product where it is.
        ocop_app::dossier::start(&taking, ocop_app::dossier::Start { product_id: sauce.clone() }).await.ok();
        let open = ocop_store::dossier::subject::open_dossier(db, &sauce).await.unwrap();
        if open.is_some() {
            let back = ask_transfer(&taking, AskTransfer { to: giver.clone(), ..ask("") }).await;
            assert!(matches!(back, Err(Error::Conflict("transfer_open_dossier"))));
        }
        w.on(date(2026, 10, 6));
    })
    .await;
}

#[tokio::test]
async fn whoever_keeps_both_ends_sees_one_case_once() {
    on_each_engine(async |w| {
        let office = w.province_office();
        let giver = maker(&office, form("HTX Xóm Mẫu", XOM_CHIEU)).await;
        let taker = maker(&office, form("HTX Bên Nhận", XOM_CHIEU)).await;
        let sauce = good(&office, &giver, "Nước mắm Mẫu").await;
        let post = |id: &str| Post {
            role: Role::Producer,
            scope: Scope::Producer(id.into()),
            from: date(2025, 7, 1),
            until: None,
        };
        let both = Actor::Person { account: "both".into(), posts: vec![post(&giver), post(&taker)] };
        let both = w.cx.as_actor(both);
        let ask = AskTransfer { product_id: sauce, to: taker.clone(), ground: ground("chuyển") };
        let id = ask_transfer(&both, ask).await.unwrap();
        assert_eq!(cases(&both, None, 1).await.unwrap().1, 1);
        answer(&both, say(&id, 1, "drop", "")).await.unwrap();
        assert!(!case(&both, &id).await.unwrap().can_receive);
    })
    .await;
}
