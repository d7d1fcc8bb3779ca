//! The survey of potential products: written by the ward, seen by the province, met across communes.

use crate::support::*;
use ocop_app::product::{ProductForm, Register};
use ocop_app::survey::{Edit, Filter, FindForm, Stage, Step, edit, list, overlaps, record, show, step};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};

fn find(name: &str, commune: &str) -> FindForm {
    FindForm {
        commune_id: commune.into(),
        name: name.into(),
        maker: "Bà Mẫu".into(),
        set_id: "QD26-09".into(),
        next_on: "01/11/2026".into(),
        ..FindForm::default()
    }
}

fn fields(e: Error) -> Vec<(String, &'static str)> {
    match e {
        Error::Invalid(i) => i.0.into_iter().map(|f| (f.field, f.code)).collect(),
        other => panic!("{other}"),
    }
}

fn of_khanh_hoi(w: &World) -> Cx {
    let scope = Scope::Commune { province: HCMC.into(), commune: KHANH_HOI_CODE.into() };
    w.as_role("other-ward", Role::WardOfficer, scope)
}

#[tokio::test]
async fn a_find_sent_twice_is_one() {
    on_each_engine(async |w| {
        let ward = Cx { sending: Some("a".into()), ..w.ward_officer() };
        let cmd = || find("Bánh bấm hai lần", XOM_CHIEU);
        let (one, two) = tokio::join!(record(&ward, cmd()), record(&ward, cmd()));
        assert_eq!(one.unwrap(), two.unwrap(), "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn a_ward_writes_its_finds_and_leads_them_to_a_dossier() {
    on_each_engine(async |w| {
        let ward = w.ward_officer();
        let id = record(&ward, find("Bánh tráng Mẫu", XOM_CHIEU)).await.unwrap();
        assert!(matches!(record(&ward, find("Bánh", KHANH_HOI)).await, Err(Error::Forbidden)));
        assert!(matches!(record(&w.province_office(), find("Bánh", XOM_CHIEU)).await, Err(Error::Forbidden)));
        let bad =
            FindForm { name: " ".into(), set_id: "x".into(), next_on: "1".into(), ..find("", XOM_CHIEU) };
        let said = fields(record(&ward, bad).await.unwrap_err());
        assert_eq!(said.iter().map(|(f, _)| f.as_str()).collect::<Vec<_>>(), ["name", "set_id", "next_on"]);

        let mut form = find("Bánh tráng Mẫu mè", XOM_CHIEU);
        form.feature = "Bột gạo địa phương".into();
        edit(&ward, Edit { id: id.clone(), version: 1, form: form.clone() }).await.unwrap();
        let stale = edit(&ward, Edit { id: id.clone(), version: 1, form: form.clone() }).await;
        assert!(matches!(stale, Err(Error::Conflict("stale"))));
        let away = edit(&of_khanh_hoi(&w), Edit { id: id.clone(), version: 2, form }).await;
        assert!(matches!(away, Err(Error::NotFound | Error::Hidden)));

        let go = |version: i64, stage: Stage, product: &str| Step {
            id: id.clone(),
            version,
            stage: stage.as_str().into(),
            product: product.into(),
        };
        assert!(step(&ward, go(2, Stage::Filed, "")).await.is_err());
        step(&ward, go(2, Stage::Persuaded, "")).await.unwrap();
        step(&ward, go(3, Stage::Preparing, "")).await.unwrap();
        let said = fields(step(&ward, go(4, Stage::Filed, "")).await.unwrap_err());
        assert_eq!(said, [("product".to_owned(), "required")]);
        let said = fields(step(&ward, go(4, Stage::Filed, "79-1-1-2026")).await.unwrap_err());
        assert_eq!(said, [("product".to_owned(), "survey_product_unknown")]);
        let maker = ocop_app::producer::ProducerForm {
            legal_form: "household".into(),
            name: "Hộ Bà Mẫu".into(),
            address: "1 đường Ví dụ".into(),
            commune_id: XOM_CHIEU.into(),
            ..Default::default()
        };
        let maker = ocop_app::producer::register(&ward, maker).await.unwrap();
        let form =
            ProductForm { name: "Bánh tráng".into(), set_id: "QD26-09".into(), ..ProductForm::default() };
        let product =
            ocop_app::product::register(&ward, Register { producer_id: maker, form }).await.unwrap();
        step(&ward, go(4, Stage::Filed, &product)).await.unwrap();
        let seen = show(&w.province_office(), &id).await.unwrap();
        assert_eq!((seen.find.stage, seen.product_name.as_deref()), (Stage::Filed, Some("Bánh tráng")));
        assert!(!seen.can_edit);
        assert!(step(&ward, go(5, Stage::Dropped, "")).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn lists_count_by_stage_and_the_same_find_elsewhere_is_met() {
    on_each_engine(async |w| {
        let (ward, other) = (w.ward_officer(), of_khanh_hoi(&w));
        record(&ward, find("Nước mắm Mẫu", XOM_CHIEU)).await.unwrap();
        record(&ward, find("Chiếu cói", XOM_CHIEU)).await.unwrap();
        let same = record(&other, find("NUOC MAM MAU", KHANH_HOI)).await.unwrap();
        record(&w.cx, find("Nước mắm Mẫu", PHAN_THIET)).await.unwrap();
        let all = |q: &str| Filter { q: q.into(), ..Filter::default() };
        let seen = list(&ward, &all(""), 1).await.unwrap();
        assert_eq!((seen.total, seen.stages[0]), (2, (Stage::Surveyed, 2)));
        let sauce = seen.items.iter().find(|i| i.name.starts_with("Nước")).unwrap();
        assert_eq!(sauce.elsewhere, 1, "another province's find does not count");
        assert_eq!(list(&ward, &all("nước mắm"), 1).await.unwrap().total, 1);
        assert_eq!(list(&w.province_office(), &all(""), 1).await.unwrap().total, 3);
        let auditor = w.as_role("auditor", Role::Auditor, Scope::Nation);
        assert_eq!(list(&auditor, &all(""), 1).await.unwrap().total, 4);
        assert!(matches!(list(&w.producer("x"), &all(""), 1).await, Err(Error::Forbidden)));
        assert!(matches!(list(&w.public(), &all(""), 1).await, Err(Error::SignIn)));
        let (groups, total) = overlaps(&w.province_office(), 1).await.unwrap();
        assert_eq!((groups.len(), total, groups[0].len()), (1, 1, 2));
        assert_eq!(overlaps(&auditor, 1).await.unwrap().1, 1);
        assert_eq!(show(&ward, &sauce.id).await.unwrap().elsewhere[0].id, same);
        assert!(matches!(show(&ward, &same).await, Err(Error::NotFound | Error::Hidden)));
        let filter =
            Filter { stage: Some(Stage::Filed), commune_code: XOM_CHIEU_CODE.into(), ..Filter::default() };
        assert_eq!(list(&ward, &filter, 1).await.unwrap().total, 0);
    })
    .await;
}
