//! Notices: told once, in the reader's language, by mail unless the reader chose otherwise; a producer who has no
//! account is called.

use crate::stars::exec;
use crate::support::{HCMC, World, XOM_CHIEU, XOM_CHIEU_CODE, on_each_engine};
use jiff::civil::date;
use ocop_app::notice::{self, Data, words};
use ocop_app::{Cx, Error, Lang};
use ocop_domain::account::{Role, Scope};
use ocop_domain::notice::NoticeKind;
use ocop_store::args;

async fn account(w: &World, id: &str, lang: &str, role: &str, area: Option<&str>, producer: Option<&str>) {
    exec(
        w,
        "INSERT INTO account (id, name, email, password_hash, failures, disabled, lang, created_at, version) \
         VALUES ($1, 'Người Mẫu', $2, 'x', 0, FALSE, $3, 1, 1)",
        args![id, format!("{id}@demo.example"), lang],
    )
    .await;
    exec(
        w,
        "INSERT INTO post (id, account_id, role, area_id, producer_id, valid_from, created_at) \
         VALUES ($1, $1, $2, $3, $4, '2025-07-01', 1)",
        args![id, role, area, producer],
    )
    .await;
}

/// A paper of a producer that ends on 31/12/2026, and the people around it.
pub async fn paper(w: &World, with_account: bool) {
    crate::stars::producer(w, "m", "Hợp tác xã Mẫu").await;
    account(w, "xa", "vi", "ward_officer", Some(XOM_CHIEU), None).await;
    if with_account {
        account(w, "chu", "en", "producer", None, Some("m")).await;
    }
    exec(
        w,
        "INSERT INTO file (hash, media_type, size, created_at) VALUES ('h', 'application/pdf', 1, 1)",
        vec![],
    )
    .await;
    exec(
        w,
        "INSERT INTO evidence (id, producer_id, kind, title, file_hash, file_name, expires_on, uploaded_by, \
         uploaded_at) VALUES ('e', 'm', 'food_safety', 'Giấy an toàn thực phẩm', 'h', 'a.pdf', '2026-12-31', 'x', 1)",
        vec![],
    )
    .await;
}

fn holder(w: &World) -> Cx {
    w.as_role("chu", Role::Producer, Scope::Producer("m".into()))
}

fn officer(w: &World) -> Cx {
    let scope = Scope::Commune { province: HCMC.into(), commune: XOM_CHIEU_CODE.into() };
    w.as_role("xa", Role::WardOfficer, scope)
}

async fn letters(w: &World) -> i64 {
    w.cx.db().number("SELECT COUNT(*) AS n FROM mail", vec![]).await.unwrap()
}

#[tokio::test]
async fn a_paper_that_runs_out_is_announced_at_each_step_once() {
    on_each_engine(async |w| {
        paper(&w, true).await;
        let mut told = Vec::new();
        for day in
            [date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 3), date(2026, 11, 1), date(2026, 12, 30)]
        {
            w.on(day);
            for _ in 0..2 {
                notice::announce_ending_papers(&w.cx).await.unwrap();
            }
            told.push((notice::unread(&holder(&w)).await.unwrap(), letters(&w).await));
        }
        assert_eq!(told, [(0, 0), (1, 1), (1, 1), (2, 2), (3, 3)], "{}", w.engine);
        assert!(matches!(notice::announce_ending_papers(&w.public()).await, Err(Error::Forbidden)));
        let subject =
            w.cx.db().number("SELECT COUNT(*) AS n FROM mail WHERE subject LIKE '%Runs out soon%'", vec![]);
        assert_eq!(subject.await.unwrap(), 3, "in the language of the account");
    })
    .await;
}

#[tokio::test]
async fn who_wants_no_letters_still_finds_his_notices() {
    on_each_engine(async |w| {
        paper(&w, true).await;
        w.on(date(2026, 12, 1));
        let me = holder(&w);
        notice::choose(&me, &[NoticeKind::Recognised]).await.unwrap();
        notice::announce_ending_papers(&w.cx).await.unwrap();
        assert_eq!(letters(&w).await, 0, "{}", w.engine);
        let (all, total) = notice::mine(&me, 1, 10).await.unwrap();
        assert_eq!((all.len(), total, all[0].unread), (1, 1, true));
        assert!(notice::mine(&officer(&w), 1, 10).await.unwrap().0.is_empty(), "nobody reads another's");
        assert!(matches!(notice::open(&officer(&w), &all[0].id).await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(notice::open(&me, &all[0].id).await.unwrap(), "/evidence/e");
        assert_eq!(notice::unread(&me).await.unwrap(), 0);
        assert!(matches!(notice::mine(&w.public(), 1, 10).await, Err(Error::SignIn)));
        let chosen = notice::choices(&me).await.unwrap();
        assert_eq!(
            chosen.iter().filter(|c| c.by_mail).map(|c| c.kind).collect::<Vec<_>>(),
            [NoticeKind::Recognised]
        );
    })
    .await;
}

#[tokio::test]
async fn whom_no_letter_reaches_is_called_once() {
    on_each_engine(async |w| {
        paper(&w, false).await;
        w.on(date(2026, 12, 1));
        notice::announce_ending_papers(&w.cx).await.unwrap();
        let (calls, total) = notice::calls(&officer(&w), 1, 10).await.unwrap();
        assert_eq!((calls.len(), total), (1, 1), "{}", w.engine);
        assert_eq!(calls[0].phone, "0900000000");
        assert!(calls[0].words.body.contains("31/12/2026"), "{:?}", calls[0].words);
        let other = Scope::Commune { province: HCMC.into(), commune: "27265".into() };
        let other = w.as_role("khac", Role::WardOfficer, other);
        assert!(notice::calls(&other, 1, 10).await.unwrap().0.is_empty());
        assert!(matches!(notice::called(&other, &calls[0].id).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(notice::calls(&w.leader(), 1, 10).await, Err(Error::Forbidden)));
        notice::called(&officer(&w), &calls[0].id).await.unwrap();
        assert!(matches!(
            notice::called(&officer(&w), &calls[0].id).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        assert_eq!(notice::calls(&officer(&w), 1, 10).await.unwrap().1, 0);
    })
    .await;
}

/// The page of choices: what can come to a post, and nothing of what was chosen in another.
#[tokio::test]
async fn a_post_chooses_among_what_can_come_to_it() {
    on_each_engine(async |w| {
        paper(&w, true).await;
        let kinds = async |cx: &Cx| {
            let all = notice::choices(cx).await.unwrap();
            all.into_iter().map(|c| (c.kind, c.duty)).collect::<Vec<_>>()
        };
        let ward = kinds(&officer(&w)).await;
        assert!(ward.contains(&(NoticeKind::DossierReceived, true)), "{}: {ward:?}", w.engine);
        // A paper that ends is its producer's to renew.
        assert!(ward.contains(&(NoticeKind::PaperEnds, false)));
        for producers in [NoticeKind::DossierReturned, NoticeKind::PersonInvited, NoticeKind::AssistCode] {
            assert!(ward.iter().all(|(kind, _)| *kind != producers), "{producers:?}");
        }
        assert!(kinds(&holder(&w)).await.contains(&(NoticeKind::PaperEnds, true)));
        assert!(kinds(&w.as_role("xa", Role::Auditor, Scope::Nation)).await.is_empty());

        // The same person, by the other post: what was chosen there stays, and what is not offered cannot be chosen.
        let other = w.as_role("xa", Role::Producer, Scope::Producer("m".into()));
        notice::choose(&other, &[NoticeKind::DossierReturned, NoticeKind::DossierReceived]).await.unwrap();
        notice::choose(&officer(&w), &[]).await.unwrap();
        let by_mail = async |cx: &Cx| {
            let all = notice::choices(cx).await.unwrap();
            all.into_iter().filter(|c| c.by_mail).map(|c| c.kind).collect::<Vec<_>>()
        };
        assert_eq!(by_mail(&other).await, [NoticeKind::DossierReturned]);
        assert!(by_mail(&officer(&w)).await.is_empty());
    })
    .await;
}

/// Rows as older versions stored them say what they said.
#[tokio::test]
async fn a_notice_stored_before_reads_as_it_did() {
    on_each_engine(async |w| {
        paper(&w, true).await;
        for (n, (kind, data, _)) in STORED.iter().enumerate() {
            exec(
                &w,
                "INSERT INTO notice (id, recipient, account_id, kind, key, data, href, created_at) \
                 VALUES ($1, 'chu', 'chu', $2, $1, $3, '/', $4)",
                args![format!("n{n}"), *kind, *data, -(n as i64)],
            )
            .await;
        }
        let (told, _) = notice::mine(&Cx { lang: Lang::Vi, ..holder(&w) }, 1, 50).await.unwrap();
        let said: Vec<_> = told.iter().map(|t| t.words.body.as_str()).collect();
        assert_eq!(said, STORED.map(|(_, _, said)| said), "{}", w.engine);
    })
    .await;
}

const STORED: [(&str, &str, &str); 8] = [
    (
        "recognised",
        r#"{"product":"Mắm","number":"1/2026","day":"2026-12-31","stars":4}"#,
        "Sản phẩm Mắm được công nhận 4 sao, giấy chứng nhận số 1/2026, có hiệu lực đến hết ngày 31/12/2026.",
    ),
    (
        "withdrawn",
        r#"{"product":"Mắm","day":"2026-12-31","ground":"production_stopped","stars":3}"#,
        "Công nhận 3 sao của sản phẩm Mắm bị thu hồi từ ngày 31/12/2026. Lý do: Chủ thể không còn sản xuất sản phẩm (điểm đ)",
    ),
    (
        "not_recognised",
        r#"{"product":"Mắm","number":"12","reasons":"1.1, 2.3","ground":"stopped"}"#,
        "Hội đồng dừng đánh giá sản phẩm Mắm tại tiêu chí 1.1, 2.3 (0 điểm); sản phẩm không được xếp hạng. Mở hồ sơ để xem lý do.",
    ),
    (
        "result_corrected",
        r#"{"product":"Mắm","reasons":"Ghi nhầm","ground":"eliminated","outcome":"changed","known_before":true,"points_before":"88,42","stars_before":4}"#,
        "Hội đồng đã đính chính kết quả đánh giá sản phẩm Mắm. Kết quả trước: 88,42 điểm, 4 sao. Kết quả sau đính chính: bị loại, không xếp hạng. Lý do: Ghi nhầm",
    ),
    (
        "result_corrected",
        r#"{"product":"Mắm","reasons":"Ghi nhầm","points":"40,5","outcome":"changed"}"#,
        "Hội đồng đã đính chính kết quả đánh giá sản phẩm Mắm. Kết quả sau đính chính: 40,5 điểm, chưa đạt 3 sao. Lý do: Ghi nhầm",
    ),
    (
        "written_meeting",
        r#"{"product":"Mắm","producer":"Hợp tác xã Mẫu","ground":"no_quorum"}"#,
        "Việc lấy ý kiến bằng văn bản về sản phẩm Mắm của Hợp tác xã Mẫu chuyển sang họp trực tiếp. Lý do: hết hạn mà chưa đủ số thành viên cho ý kiến",
    ),
    (
        "written_meeting",
        r#"{"product":"Mắm","producer":"Hợp tác xã Mẫu","ground":"complex","reasons":"Cần bàn kỹ"}"#,
        "Việc lấy ý kiến bằng văn bản về sản phẩm Mắm của Hợp tác xã Mẫu chuyển sang họp trực tiếp. Lý do: Cần bàn kỹ",
    ),
    (
        "assist_code",
        r#"{"producer":"Hợp tác xã Mẫu","day":"2026-12-31","office":"Phường Xóm Chiếu","purposes":"register,dossiers","code":"1234 5678","by":"a"}"#,
        "Cán bộ Ủy ban nhân dân Phường Xóm Chiếu xin nhập thay thông tin trong sổ chủ thể, sản phẩm, hồ sơ và tài liệu minh chứng, đến hết ngày 31/12/2026. Hỏi chủ thể có đồng ý không; nếu có, đọc mã 1234 5678 để chủ thể tự nói cho cán bộ nhập thay. Chỉ đọc cho người đại diện.",
    ),
];

/// Phụ lục II, set 16: a result that stopped has no mean to tell.
#[test]
fn a_result_that_stopped_tells_no_points() {
    let data = Data::new()
        .text("product", "Nước suối Mẫu")
        .maybe("points", "")
        .maybe("stars", 0)
        .maybe("ground", "");
    let told = |kind, lang| words(kind, &data, lang).title;
    let (vi, en) = (told(NoticeKind::BelowFive, Lang::Vi), told(NoticeKind::BelowFive, Lang::En));
    assert_eq!(vi, "Kết quả cấp quốc gia của Nước suối Mẫu: dừng đánh giá, chưa đạt 5 sao");
    assert_eq!(en, "National result for Nước suối Mẫu: the assessment stopped, five stars not reached");
    let body = words(NoticeKind::ResultCorrected, &data, Lang::Vi).body;
    assert!(body.contains("Kết quả sau đính chính: dừng đánh giá, không xếp hạng"), "{body}");
}
