//! Producers and products: registered, corrected, found by every code they bore, seen by whom they concern.

use crate::support::*;
use jiff::civil::date;
use ocop_app::export::Source as _;
use ocop_app::producer::{self, AddEstablishment, ProducerForm};
use ocop_app::product::{self, AddAlias, ProductForm, Reclassify, Register, SetPicture};
use ocop_app::{Cx, Error, write_tx};
use ocop_domain::account::{Role, Scope};

fn cooperative() -> ProducerForm {
    ProducerForm {
        legal_form: "cooperative".into(),
        name: "Hợp tác xã Ví dụ".into(),
        tax_number: "0312345678".into(),
        founded_on: "01/02/2020".into(),
        representative: "Nguyễn Văn Mẫu".into(),
        phone: "0901 234 123".into(),
        email: "mau@vi-du.vn".into(),
        address: "1 đường Ví dụ".into(),
        commune_id: XOM_CHIEU.into(),
        ..ProducerForm::default()
    }
}

fn fish_sauce() -> ProductForm {
    ProductForm { name: "Nước mắm Ví dụ".into(), set_id: "QD26-09".into(), ..ProductForm::default() }
}

fn fields(e: Error) -> Vec<(String, &'static str)> {
    match e {
        Error::Invalid(i) => i.0.into_iter().map(|f| (f.field, f.code)).collect(),
        other => panic!("{other}"),
    }
}

async fn made(w: &World) -> (String, String) {
    let cx = w.ward_officer();
    let producer = producer::register(&cx, cooperative()).await.unwrap();
    let cmd = Register { producer_id: producer.clone(), form: fish_sauce() };
    (producer, product::register(&cx, cmd).await.unwrap())
}

#[tokio::test]
async fn a_producer_is_registered_seen_and_corrected_by_whom_it_concerns() {
    on_each_engine(async |w| {
        let (id, _) = made(&w).await;
        let officer = w.ward_officer();
        let seen = producer::show(&officer, &id).await.unwrap();
        assert_eq!(seen.producer.phone.as_deref(), Some("0901 234 123"));
        let own = producer::show(&w.producer(&id), &id).await.unwrap();
        assert!(!own.masked && own.can_edit);
        let masked = producer::show(&w.leader(), &id).await.unwrap();
        assert_eq!(masked.producer.phone.as_deref(), Some("09•• ••• 123"));
        assert_eq!(masked.producer.email.as_deref(), Some("m•••@vi-du.vn"));
        assert!(masked.masked && !masked.can_edit);
        assert!(matches!(producer::show(&w.producer("x"), &id).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(producer::show(&w.public(), &id).await, Err(Error::SignIn)));
        let far = Scope::Commune { province: LAM_DONG.into(), commune: PHAN_THIET_CODE.into() };
        let far = w.as_role("far", Role::WardOfficer, far);
        assert_eq!(producer::list(&far, "", 1).await.unwrap().1, 0);
        assert!(matches!(producer::register(&far, cooperative()).await, Err(Error::Forbidden)));
        assert_eq!(producer::list(&officer, "vi du", 1).await.unwrap().1, 1);

        let mut form = cooperative();
        form.name = "Hợp tác xã Ví dụ mới".into();
        let edit = producer::Edit { id: id.clone(), version: 1, form: form.clone() };
        producer::edit(&officer, edit.clone()).await.unwrap();
        assert!(matches!(producer::edit(&officer, edit).await, Err(Error::Conflict("stale"))));
        form.commune_id = PHAN_THIET.into();
        let away = producer::Edit { id: id.clone(), version: 2, form };
        assert!(matches!(producer::edit(&officer, away).await, Err(Error::Forbidden)));
    })
    .await;
}

#[tokio::test]
async fn bad_input_is_said_at_its_field() {
    on_each_engine(async |w| {
        made(&w).await;
        let form = ProducerForm {
            legal_form: "unknown".into(),
            name: "  ".into(),
            tax_number: "0312345678".into(),
            founded_on: "01/02/2030".into(),
            phone: "12".into(),
            email: "x".into(),
            commune_id: XOM_CHIEU.into(),
            ..ProducerForm::default()
        };
        let said = fields(producer::register(&w.ward_officer(), form).await.unwrap_err());
        let want = [
            ("legal_form", "legal_form"),
            ("name", "required"),
            ("tax_number", "tax_number_taken"),
            ("founded_on", "date_in_future"),
            ("phone", "phone"),
            ("email", "email"),
            ("address", "required"),
        ];
        assert_eq!(said, want.map(|(f, c)| (f.to_owned(), c)));
        let old =
            ProducerForm { commune_id: "c27259@old".into(), tax_number: String::new(), ..cooperative() };
        let said = fields(producer::register(&w.cx, old).await.unwrap_err());
        assert_eq!(said, [("commune_id".to_owned(), "commune_not_standing")]);
    })
    .await;
}

#[tokio::test]
async fn a_product_lies_where_it_is_made_and_stands_in_a_set_of_the_law() {
    on_each_engine(async |w| {
        let (producer, id) = made(&w).await;
        let cx = w.province_office();
        let workshop = AddEstablishment {
            producer_id: producer.clone(),
            name: "Xưởng Khánh Hội".into(),
            address: "2 đường Ví dụ".into(),
            commune_id: KHANH_HOI.into(),
        };
        let workshop = producer::add_establishment(&cx, workshop).await.unwrap();
        let form = ProductForm {
            establishment_id: workshop,
            gtin: "9520123456788".into(),
            brand_place: "Bến Vân Đồn".into(),
            ..fish_sauce()
        };
        product::edit(&cx, product::Edit { id: id.clone(), version: 1, form: form.clone() }).await.unwrap();
        let seen = product::show(&cx, &id).await.unwrap();
        assert_eq!(seen.place.unwrap().commune_code, KHANH_HOI_CODE);
        assert_eq!(seen.set.unwrap().sector_code, "I");
        // It is Khánh Hội's now: the officer of Xóm Chiếu keeps the producer, not this product.
        assert!(matches!(product::show(&w.ward_officer(), &id).await, Err(Error::NotFound | Error::Hidden)));
        let bad = ProductForm { gtin: "9520123456789".into(), set_id: "QD148-09".into(), ..form };
        let said = fields(
            product::edit(&cx, product::Edit { id: id.clone(), version: 2, form: bad }).await.unwrap_err(),
        );
        assert_eq!(said, [("set_id".to_owned(), "unknown_choice"), ("gtin".to_owned(), "gtin_check")]);

        let cmd =
            Reclassify { id: id.clone(), version: 2, set_id: "QD26-10".into(), reason: "nhầm bộ".into() };
        product::reclassify(&cx, cmd).await.unwrap();
        assert_eq!(product::show(&cx, &id).await.unwrap().product.set_id.as_deref(), Some("QD26-10"));

        let club = ProducerForm {
            legal_form: "association".into(),
            name: "Hội Du lịch Ví dụ".into(),
            tax_number: String::new(),
            ..cooperative()
        };
        let club = producer::register(&w.ward_officer(), club).await.unwrap();
        let sells = |set: &str| Register {
            producer_id: club.clone(),
            form: ProductForm { set_id: set.into(), ..fish_sauce() },
        };
        let said = fields(product::register(&cx, sells("QD26-09")).await.unwrap_err());
        assert_eq!(said, [("set_id".to_owned(), "set_tourism_only")]);
        product::register(&cx, sells("QD26-26")).await.unwrap();
        assert_eq!(product::list(&cx, None, "", 1).await.unwrap().1, 2);
        assert_eq!(product::list(&w.producer(&producer), None, "nuoc mam", 1).await.unwrap().1, 1);
    })
    .await;
}

async fn code(cx: &Cx, id: &str) -> String {
    let done: Result<String, Error> =
        write_tx!(cx, |tx| { product::assign_code(&tx, id, XOM_CHIEU, 2026).await });
    done.unwrap()
}

#[tokio::test]
async fn codes_run_in_the_communes_own_list_and_old_ones_lead_on() {
    on_each_engine(async |w| {
        let (producer, first) = made(&w).await;
        let cx = w.ward_officer();
        let cmd = Register { producer_id: producer, form: fish_sauce() };
        let second = product::register(&cx, cmd).await.unwrap();
        assert_eq!(code(&cx, &second).await, "79-27259-1-2026");
        assert_eq!(code(&cx, &first).await, "79-27259-2-2026");
        assert_eq!(code(&cx, &first).await, "79-27259-2-2026");
        let cmd =
            AddAlias { product_id: first.clone(), code: "79-773-27259-4-2022".into(), source: String::new() };
        product::add_alias(&cx, cmd).await.unwrap();
        for key in [first.as_str(), "79-27259-2-2026", "79-773-27259-4-2022"] {
            assert_eq!(product::find(&cx, key).await.unwrap().as_deref(), Some(first.as_str()), "{key}");
        }
        assert_eq!(product::find(&cx, "79-27259-9-2026").await.unwrap(), None);
    })
    .await;
}

/// A photo with the place it was taken at beside its pixels.
fn located() -> Vec<u8> {
    let mut plain = Vec::new();
    let picture = image::RgbImage::from_pixel(60, 40, image::Rgb([200, 180, 90]));
    image::codecs::jpeg::JpegEncoder::new(&mut plain).encode_image(&picture).unwrap();
    let place = b"Exif\0\0GPS 10.7626 106.6601";
    let length = u16::try_from(place.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, place, &plain[2..]].concat()
}

fn names_a_place(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|w| w == b"GPS") || bytes.windows(4).any(|w| w == b"Exif")
}

#[tokio::test]
async fn pictures_of_before_are_written_anew_once() {
    on_each_engine(async |w| {
        let (_, id) = made(&w).await;
        let db = w.cx.db();
        let old = w.cx.store.files.put(located()).await.unwrap();
        ocop_store::files::register(db, &old, "image/jpeg", 1, 1).await.unwrap();
        ocop_store::product::set_picture(db, &id, Some(&old), 1).await.unwrap();
        assert_eq!(product::plain_pictures(&w.cx).await.unwrap(), 1);
        let hash = product::show(&w.ward_officer(), &id).await.unwrap().product.picture_hash.unwrap();
        assert!(hash != old && !names_a_place(&w.cx.store.files.get(&hash).await.unwrap()));
        assert_eq!(product::plain_pictures(&w.cx).await.unwrap(), 0);
        assert!(matches!(product::plain_pictures(&w.ward_officer()).await, Err(Error::Forbidden)));
    })
    .await;
}

#[tokio::test]
async fn a_picture_of_before_that_cannot_be_read_stays() {
    on_each_engine(async |w| {
        let (producer, first) = made(&w).await;
        let mut ids = vec![first];
        for name in ["Trà gừng", "Mứt gừng"] {
            let form = ProductForm { name: name.into(), ..fish_sauce() };
            let cmd = Register { producer_id: producer.clone(), form };
            ids.push(product::register(&w.ward_officer(), cmd).await.unwrap());
        }
        ids.sort();
        let db = w.cx.db();
        // Arithmetic coding: a kind of JPEG this program does not decode.
        let mut strange = located();
        let frame = strange.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
        strange[frame + 1] = 0xC9;
        let mut hashes = vec![];
        for (id, bytes) in ids.iter().zip([strange, located(), [located(), vec![0; 9]].concat()]) {
            let hash = w.cx.store.files.put(bytes).await.unwrap();
            ocop_store::files::register(db, &hash, "image/jpeg", 1, 1).await.unwrap();
            ocop_store::product::set_picture(db, id, Some(&hash), 1).await.unwrap();
            hashes.push(hash);
        }
        let now =
            async |n: usize| ocop_store::product::find(db, &ids[n]).await.unwrap().unwrap().picture_hash;
        let path = w.path_of_file(&hashes[2]);
        let whole = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert!(product::plain_pictures(&w.cx).await.is_err(), "{}: a file is away", w.engine);
        assert_eq!(now(0).await.as_ref(), Some(&hashes[0]), "what is not understood stays");
        let written = now(1).await;
        assert!(written.is_some() && written.as_ref() != Some(&hashes[1]));
        std::fs::write(&path, "").unwrap();
        assert!(product::plain_pictures(&w.cx).await.is_err(), "a file was emptied");
        assert_eq!(now(2).await.as_ref(), Some(&hashes[2]));
        std::fs::write(&path, whole).unwrap();
        assert_eq!(product::plain_pictures(&w.cx).await.unwrap(), 1, "from where it ended");
        assert_eq!(now(1).await, written, "not written a second time");
        assert!(now(2).await.is_some_and(|h| h != hashes[2]));
        assert_eq!(product::plain_pictures(&w.cx).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_at_once_makes_one_product() {
    on_each_engine(async |w| {
        let (producer, _) = made(&w).await;
        let sending = |sending: &str| Cx { sending: Some(sending.into()), ..w.ward_officer() };
        let cmd = || Register { producer_id: producer.clone(), form: fish_sauce() };
        let (one, two) = (sending("a"), sending("a"));
        let (first, second) = tokio::join!(product::register(&one, cmd()), product::register(&two, cmd()));
        let first = first.unwrap();
        assert_eq!(first, second.unwrap(), "{}: both are led to the same", w.engine);
        assert_eq!(product::register(&one, cmd()).await.unwrap(), first);
        let other = product::register(&sending("b"), cmd()).await.unwrap();
        assert_ne!(other, first, "another form is another product");
        let stranger = w.as_role(
            "other-officer",
            Role::WardOfficer,
            Scope::Commune { province: HCMC.into(), commune: XOM_CHIEU_CODE.into() },
        );
        let stranger = Cx { sending: Some("a".into()), ..stranger };
        assert_ne!(product::register(&stranger, cmd()).await.unwrap(), first, "a sending is its account's");
        let all = "SELECT COUNT(*) AS n FROM product";
        assert_eq!(w.cx.db().number(all, vec![]).await.unwrap(), 4, "{}", w.engine);
        w.on(date(2026, 10, 9));
        assert_eq!(ocop_app::once::sweep(&w.cx).await.unwrap(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_workshop_sent_twice_at_once_is_entered_once() {
    on_each_engine(async |w| {
        let (producer, _) = made(&w).await;
        let cx = Cx { sending: Some("a".into()), ..w.producer(&producer) };
        let cmd = || AddEstablishment {
            producer_id: producer.clone(),
            name: "Xưởng ven sông".into(),
            address: "Số 2, đường Ví Dụ".into(),
            commune_id: XOM_CHIEU.into(),
        };
        let (first, second) =
            tokio::join!(producer::add_establishment(&cx, cmd()), producer::add_establishment(&cx, cmd()));
        assert_eq!(first.unwrap(), second.unwrap(), "{}", w.engine);
        assert_eq!(producer::show(&cx, &producer).await.unwrap().establishments.len(), 1, "{}", w.engine);
        let other = Cx { sending: Some("b".into()), ..w.producer(&producer) };
        producer::add_establishment(&other, cmd()).await.unwrap();
        assert_eq!(producer::show(&cx, &producer).await.unwrap().establishments.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_refused_form_sent_again_is_judged_again() {
    on_each_engine(async |w| {
        let (producer, _) = made(&w).await;
        let cx = Cx { sending: Some("a".into()), ..w.ward_officer() };
        let cmd = |name: &str| Register {
            producer_id: producer.clone(),
            form: ProductForm { name: name.into(), ..fish_sauce() },
        };
        assert!(matches!(product::register(&cx, cmd("")).await, Err(Error::Invalid(_))));
        assert!(product::register(&cx, cmd("Mắm ruốc Ví dụ")).await.is_ok());
    })
    .await;
}

/// Pictures share the bounds of an account's uploads: a page that takes pictures is no way round them.
#[tokio::test]
async fn pictures_are_bounded_like_uploads() {
    on_each_engine(async |w| {
        let (_, id) = made(&w).await;
        let (cx, db) = (w.ward_officer(), w.cx.db());
        let set = |version| SetPicture { id: id.clone(), version, bytes: located() };
        product::set_picture(&cx, set(1)).await.unwrap();
        // Uploads that are open count with the pictures set within the time an upload is kept.
        for n in 1..ocop_app::upload::MOST_OPEN {
            let row = ocop_store::upload::UploadRow {
                id: format!("u{n}"),
                account_id: "ward-officer".into(),
                name: "a.pdf".into(),
                size: 1,
                received: 0,
                created_at: cx.now_ms(),
                expires_at: cx.now_ms() + ocop_app::upload::KEPT_MS,
            };
            ocop_store::upload::insert(db, &row).await.unwrap();
        }
        let said = fields(product::set_picture(&cx, set(2)).await.unwrap_err());
        assert_eq!(said, [("picture".to_owned(), "picture_too_many")], "{}", w.engine);
        // The bound is the account's, and a day later there is room again.
        product::set_picture(&w.province_office(), set(2)).await.unwrap();
        w.on(date(2026, 10, 9));
        product::set_picture(&cx, set(3)).await.unwrap();
    })
    .await;
}

/// The bound holds both ways: an upload finds the room that pictures have taken.
#[tokio::test]
async fn uploads_are_bounded_by_pictures_set_of_late() {
    on_each_engine(async |w| {
        use ocop_app::evidence::{BeginUpload, begin_upload};
        use ocop_app::upload::{KEPT_MS, MOST_OPEN, clear};
        let (producer, id) = made(&w).await;
        let (own, db) = (w.producer(&producer), w.cx.db());
        let file = || BeginUpload { producer_id: producer.clone(), name: "a.pdf".into(), size: 1 };
        product::set_picture(&own, SetPicture { id: id.clone(), version: 1, bytes: located() })
            .await
            .unwrap();
        for n in 2..MOST_OPEN {
            let until = own.now_ms() + KEPT_MS;
            ocop_store::upload::take_room(db, &format!("p{n}"), own.actor.id(), (1, until)).await.unwrap();
        }
        let said = begin_upload(&own, file()).await.unwrap();
        assert_eq!(said.offset, 0);
        assert!(
            matches!(begin_upload(&own, file()).await, Err(Error::Conflict("upload_too_many"))),
            "{}",
            w.engine
        );
        // A day later there is room again, and nothing of it is kept.
        w.on(date(2026, 10, 9));
        begin_upload(&own, file()).await.unwrap();
        clear(&w.cx).await.unwrap();
        assert_eq!(db.number("SELECT COUNT(*) AS n FROM picture_room", vec![]).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_picture_is_what_its_content_says() {
    on_each_engine(async |w| {
        let (_, id) = made(&w).await;
        let cx = w.ward_officer();
        let set = |bytes: &[u8], version| SetPicture { id: id.clone(), version, bytes: bytes.to_vec() };
        let said = fields(product::set_picture(&cx, set(b"<svg/>", 1)).await.unwrap_err());
        assert_eq!(said, [("picture".to_owned(), "picture_kind")]);
        let page = [b"\xFF\xD8\xFF\xE0<html>".as_slice(), &[b' '; 20_000]].concat();
        let said = fields(product::set_picture(&cx, set(&page, 1)).await.unwrap_err());
        assert_eq!(said, [("picture".to_owned(), "image_broken")]);
        product::set_picture(&cx, set(&located(), 1)).await.unwrap();
        assert!(matches!(product::set_picture(&cx, set(&located(), 1)).await, Err(Error::Conflict("stale"))));
        let hash = product::show(&cx, &id).await.unwrap().product.picture_hash.unwrap();
        let kept = cx.store.files.get(&hash).await.unwrap();
        assert!(!names_a_place(&kept), "nobody learns from a picture where its producer lives");
        w.on(date(2026, 10, 6));
        crate::support::whole(&cx).await;
    })
    .await;
}

#[test]
fn the_tree_has_six_sectors_and_twenty_six_sets() {
    let tree = product::tree();
    assert_eq!(tree.iter().map(|s| s.code.as_str()).collect::<Vec<_>>(), ["I", "II", "III", "IV", "V", "VI"]);
    let sets: Vec<_> = tree.iter().flat_map(|s| &s.groups).flat_map(|g| &g.sets).collect();
    assert_eq!(sets.len(), 26);
    assert!(sets.iter().all(|s| !s.agencies.is_empty() && !s.group.is_empty()));
}

#[tokio::test]
async fn an_export_holds_every_line_of_the_list_once() {
    on_each_engine(async |w| {
        let (producer, _) = made(&w).await;
        for n in 0..1_003 {
            // Several products bear one name: what comes after a line is told by its id then.
            let form = ProductForm { name: format!("Mật ong {}", n % 7), ..fish_sauce() };
            if n < 12 {
                product::register(&w.cx, Register { producer_id: producer.clone(), form }).await.unwrap();
            } else {
                let copy = "INSERT INTO product (id, producer_id, commune_id, name, folded, invented, created_at, version) \
                            SELECT $1, producer_id, commune_id, name, folded, invented, created_at, version FROM product \
                            WHERE id = (SELECT MIN(id) FROM product WHERE name = $2)";
                let args = ocop_store::args![format!("copy-{n:04}"), form.name];
                w.cx.db().exec(copy, args).await.unwrap();
            }
        }
        let listed = product::list(&w.leader(), None, "", 1).await.unwrap();
        assert_eq!(listed.1, 1_004);
        let mut source = product::export(&w.leader(), None, "").unwrap();
        let mut ids = Vec::new();
        loop {
            let page = source.page().await.unwrap();
            assert!(page.len() <= 500);
            if page.is_empty() {
                break;
            }
            ids.extend(page.iter().map(|l| l.id.clone()));
        }
        assert_eq!(ids.len(), 1_004);
        assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), 1_004);
        let first: Vec<_> = listed.0.iter().map(|l| l.id.clone()).collect();
        assert_eq!(ids[..first.len()], first, "in the order of the list");
        let mut one = product::export(&w.leader(), Some(&producer), "nuoc mam").unwrap();
        assert_eq!(one.page().await.unwrap().len(), 1, "with the list's filters");
        assert!(matches!(product::export(&w.public(), None, ""), Err(Error::SignIn)));
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        assert!(matches!(product::export(&admin, None, ""), Err(Error::Forbidden)));
        let away = w.as_role("away", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        assert!(product::export(&away, None, "").unwrap().page().await.unwrap().is_empty());
    })
    .await;
}
