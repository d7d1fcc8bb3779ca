//! The letters that carry a code: Vietnamese first, English below, which of them the reader prefers is not known yet.

use crate::notice::purposes;
use ocop_domain::calendar::written;
use ocop_domain::lang::Lang;
use ocop_store::assist::consent::ConsentRow;

/// (subject, body) of the letter by which a producer agrees to be helped.
pub(crate) fn consent(row: &ConsentRow, producer: &str, code: &str) -> (String, String) {
    let (vi, en) = (purposes(&row.purposes, Lang::Vi), purposes(&row.purposes, Lang::En));
    let (office, until) = (&row.commune_name, row.until_day.parse().map(written).unwrap_or_default());
    (
        "OCOP: mã đồng ý nhờ cán bộ xã nhập hồ sơ / code to let the commune fill in for you".into(),
        format!(
            "Cán bộ Ủy ban nhân dân {office} xin được nhập thay {producer}: {vi}, đến hết ngày {until}.\n\n\
             Nếu đồng ý, hãy đọc mã này cho cán bộ:\n\n{code}\n\n\
             Mã dùng được một lần, trong 24 giờ. Nếu không đồng ý, không đưa mã cho ai: khi đó không ai nhập thay được.\n\
             Đồng ý rồi vẫn rút lại được bất cứ lúc nào.\n\n--\n\n\
             The officer of {office} asks to fill in for {producer}: {en}, until {until}.\n\
             If you agree, tell the officer the code above; it works once, within 24 hours. If you do not, give it to nobody.\n\
             You can take your consent back at any time.\n"
        ),
    )
}

/// (subject, body) of the letter by which a producer confirms a dossier filled in by an officer.
pub(crate) fn dossier(product: &str, office: &str, number: &str, code: &str) -> (String, String) {
    (
        format!("OCOP: mã xác nhận hồ sơ {product} / code to confirm the dossier"),
        format!(
            "Hồ sơ đăng ký đánh giá, phân hạng sản phẩm {product} đã được cán bộ Ủy ban nhân dân {office} nhập thay và \
             sẵn sàng để nộp. Mã nội dung: {number}.\n\n\
             Chỉ khi đã xem hoặc nghe đọc toàn bộ hồ sơ và thấy đúng, hãy đọc mã này cho cán bộ:\n\n{code}\n\n\
             Đọc mã là cam đoan thông tin trong hồ sơ đúng sự thật và đồng ý nộp. Mã dùng được một lần, trong 24 giờ, cho \
             đúng nội dung này; hồ sơ đổi một chữ thì mã hết giá trị.\n\n--\n\n\
             The dossier for {product} was filled in for you by the officer of {office}. Content code: {number}.\n\
             Only if you have read or heard all of it and find it true, tell the officer the code above: by that you declare\n\
             that it is true and have it handed in. It works once, within 24 hours, for exactly this content.\n"
        ),
    )
}
