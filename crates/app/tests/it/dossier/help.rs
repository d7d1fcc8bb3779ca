//! A producer with one product in Xóm Chiếu, and shortcuts through the verbs.

use crate::support::{World, XOM_CHIEU};
use ocop_app::dossier::*;
use ocop_app::{Cx, Error};
use ocop_domain::dossier::Form02;
use ocop_store::args;

pub const PRODUCER: &str = "producer-1";
pub const SET: &str = "QD26-09";

pub async fn producer(w: &World, id: &str, commune: &str) {
    w.cx.db()
        .exec(
            "INSERT INTO producer (id, legal_form, name, folded, address, commune_id, history, representative, \
             representative_title, phone, invented, created_at, version) VALUES ($1, 'cooperative', \
             'Hợp tác xã Mẫu', 'hop tac xa mau', 'Số 1, đường Mẫu', $2, 'Thành lập năm 2019.', 'Nguyễn Văn Mẫu', \
             'Giám đốc', '0900000000', $3, 0, 1)",
            args![id, commune, true],
        )
        .await
        .unwrap();
}

pub async fn product(w: &World, id: &str, producer: &str, commune: &str, set: Option<&str>) {
    w.cx.db()
        .exec(
            "INSERT INTO product (id, producer_id, commune_id, name, folded, set_id, specification, invented, \
             created_at, version) VALUES ($1, $2, $3, 'Nước mắm Mẫu', 'nuoc mam mau', $4, 'Chai 500 ml', $5, 0, 1)",
            args![id, producer, commune, set, true],
        )
        .await
        .unwrap();
}

/// The producer's world with one product, and the producer's own context.
pub async fn settled(w: &World) -> Cx {
    producer(w, PRODUCER, XOM_CHIEU).await;
    product(w, "product-1", PRODUCER, XOM_CHIEU, Some(SET)).await;
    w.producer(PRODUCER)
}

pub async fn started(w: &World) -> (Cx, String) {
    let own = settled(w).await;
    let id = start(&own, Start { product_id: "product-1".into() }).await.unwrap();
    (own, id)
}

/// The least a PDF can be: one empty page.
pub fn pdf(words: &str) -> Vec<u8> {
    pdf_of(1, words)
}

/// A PDF of so many empty pages.
pub fn pdf_of(pages: usize, words: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|n| format!("{} 0 R", n + 3)).collect();
    let mut out = format!(
        "%PDF-1.4\n%% {words}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Kids[{}]/Count {pages}>>endobj\n",
        kids.join(" ")
    );
    for n in 0..pages {
        out.push_str(&format!("{} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n", n + 3));
    }
    out.push_str("trailer<</Root 1 0 R>>\n%%EOF\n");
    out.into_bytes()
}

pub fn paper(id: &str, criterion: Option<&str>, words: &str) -> Upload {
    Upload {
        dossier_id: id.into(),
        kind: "business_registration".into(),
        title: "Giấy đăng ký kinh doanh".into(),
        issued_on: "01/02/2024".into(),
        criterion: criterion.map(str::to_owned),
        file_name: "giay.pdf".into(),
        bytes: pdf(words),
        ..Upload::default()
    }
}

pub fn form02() -> Form02 {
    let text = |s: &str| s.to_owned();
    Form02 {
        specification: text("Chai 500 ml"),
        history: text("Thành lập năm 2019."),
        organisation: text("Ban giám đốc và ba tổ."),
        production: text("Cá cơm đánh bắt tại chỗ."),
        quality: text("Nhãn mới."),
        market: text("Trong tỉnh."),
        business: text("Doanh thu tăng."),
        plan: text("Mở rộng xưởng."),
        ..Form02::default()
    }
}

/// Everything but the declaration.
pub async fn filled(own: &Cx, id: &str) {
    save_form01(
        own,
        SaveForm01 {
            dossier_id: id.into(),
            year: "2026".into(),
            samples: "5".into(),
            ..SaveForm01::default()
        },
    )
    .await
    .unwrap();
    save_form02(own, SaveForm02 { dossier_id: id.into(), stamp: None, form: form02() }).await.unwrap();
    save_questions(own, no_to_all(own, id).await).await.unwrap();
    save_answers(own, best(own, id).await).await.unwrap();
    upload(own, paper(id, Some(""), "x")).await.unwrap();
}

pub async fn no_to_all(own: &Cx, id: &str) -> SaveQuestions {
    let d = show(own, id).await.unwrap();
    let answers = d
        .set
        .questions
        .iter()
        .map(|q| QuestionAnswer { key: q.key.clone(), applies: Some(false), reason: String::new() })
        .collect();
    SaveQuestions { dossier_id: id.into(), stamp: None, answers }
}

pub async fn best(own: &Cx, id: &str) -> SaveAnswers {
    let d = show(own, id).await.unwrap();
    let answers = d
        .set
        .scorable()
        .map(|s| SheetAnswer {
            criterion: s.criterion.code.to_string(),
            option: s.criterion.best_option().unwrap().number.to_string(),
            note: String::new(),
        })
        .collect();
    SaveAnswers { dossier_id: id.into(), stamp: None, answers }
}

pub async fn submitted(w: &World) -> (Cx, String, Receipt) {
    let (own, id) = started(w).await;
    filled(&own, &id).await;
    let receipt = submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
    (own, id, receipt)
}

pub fn judgements() -> Judgements {
    Judgements {
        local_material: "Dùng cá cơm của địa phương.".into(),
        local_labour: "Chín trên mười người lao động ở phường.".into(),
        idea_origin: "Nghề truyền thống.".into(),
        local_identity: "Ủ chượp trong thùng gỗ.".into(),
        conclusion: "Đề nghị đánh giá, phân hạng.".into(),
        reasons: String::new(),
    }
}

/// The codes at the fields of a refused form.
pub fn codes<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<(String, &'static str)> {
    match outcome {
        Err(Error::Invalid(i)) => i.0.into_iter().map(|e| (e.field, e.code)).collect(),
        other => panic!("expected a refused form, got {other:?}"),
    }
}
