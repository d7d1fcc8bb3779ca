//! The letters that carry a code: Vietnamese first, English below, which of them the reader prefers is not known yet.

use crate::notice::{Data, purposes};
use ocop_domain::lang::Lang;

fn day(stored: &str) -> String {
    stored.parse::<jiff::civil::Date>().map(|d| d.strftime("%d/%m/%Y").to_string()).unwrap_or_default()
}

/// (subject, body) of the letter by which a producer agrees to be helped.
pub(crate) fn consent(d: &Data, code: &str) -> (String, String) {
    let (vi, en) = (purposes(&d.purposes, Lang::Vi), purposes(&d.purposes, Lang::En));
    let (office, until) = (&d.office, day(&d.day));
    (
        "OCOP: mã đồng ý nhờ cán bộ xã nhập hồ sơ / code to let the commune fill in for you".into(),
        format!(
            "Cán bộ Ủy ban nhân dân {office} xin được nhập thay {}: {vi}, đến hết ngày {until}.\n\n\
             Nếu đồng ý, hãy đọc mã này cho cán bộ:\n\n{code}\n\n\
             Mã dùng được một lần, trong 24 giờ. Nếu không đồng ý, không đưa mã cho ai: khi đó không ai nhập thay được.\n\
             Đồng ý rồi vẫn rút lại được bất cứ lúc nào.\n\n--\n\n\
             The officer of {office} asks to fill in for {}: {en}, until {until}.\n\
             If you agree, tell the officer the code above; it works once, within 24 hours. If you do not, give it to nobody.\n\
             You can take your consent back at any time.\n",
            d.producer, d.producer
        ),
    )
}

/// (subject, body) of the letter by which a producer confirms a dossier filled in by an officer.
pub(crate) fn dossier(d: &Data, code: &str) -> (String, String) {
    let Data { product, office, number, .. } = d;
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
