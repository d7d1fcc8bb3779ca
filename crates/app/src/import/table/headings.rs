//! What a heading names: word for word where the table knows it, else by the words it must and must not hold. With or
//! without diacritics, whatever stands in brackets behind it.

use super::field::Field;
use super::heading_names::HEADINGS;
use ocop_domain::text::fold;

/// Words that say something only together with the heading above them.
const GENERIC: [&str; 17] = [
    "so",
    "ngay",
    "nam",
    "ten",
    "ma",
    "xa",
    "huyen",
    "tinh",
    "dia chi",
    "so ngay",
    "thang",
    "ghi chu",
    "hang",
    "loai",
    "dien thoai",
    "san pham",
    "ngay thang nam",
];

/// What a heading names, alone.
pub fn known(heading: &str) -> Option<Field> {
    known_folded(heading, &fold(heading))
}

/// [`known`] where the heading is folded already.
fn known_folded(heading: &str, whole: &str) -> Option<Field> {
    if let Some(former) = by_age(whole) {
        return Some(former);
    }
    if let Some(field) = exact(whole).or_else(|| by_places(whole)) {
        return Some(field);
    }
    if is_name_with_address(whole) {
        return Some(Field::Subject);
    }
    match heading.contains(['(', '[', ')', ']']) {
        true => {
            let bare = fold(&without_brackets(heading));
            exact(&bare).or_else(|| by_words(&bare))
        }
        false => by_words(whole),
    }
}

/// `Tên, địa chỉ chủ thể`, `Chủ thể, địa chỉ, điện thoại`: the name comes first, and what stands behind it is told from it.
fn is_name_with_address(folded: &str) -> bool {
    folded.split_once(" dia chi").is_some_and(|(first, behind)| {
        by_words(first) == Some(Field::Subject)
            || matches!(first, "ten" | "ten va") && by_words(behind) == Some(Field::Subject)
    })
}

/// True when these words stand in a folded text one after the other, whole.
pub fn has_words(folded: &str, words: &str) -> bool {
    let ends = |at: usize| folded.as_bytes().get(at).is_none_or(|b| *b == b' ');
    folded.match_indices(words).any(|(at, w)| (at == 0 || ends(at - 1)) && ends(at + w.len()))
}

/// What a heading names below another.
pub fn known_below(above: &str, heading: &str) -> Option<Field> {
    let own = fold(&without_brackets(heading));
    // The decision that took a star back is none that gave it (Điều 8).
    if format!(" {} ", fold(above)).contains(" thu hoi ") {
        return None;
    }
    if let Some(place) = place_below(&fold(above), &own) {
        return Some(place);
    }
    let both = format!("{} {own}", fold(&without_brackets(above)));
    if let Some(former) = by_age(&both) {
        return Some(former);
    }
    if !GENERIC.contains(&own.as_str())
        && let Some(field) = known(heading)
    {
        return Some(field);
    }
    exact(&both).or_else(|| by_words(&both)).or_else(|| exact(&own))
}

/// The heading of the column of products, word for word.
pub fn is_name_of_products(text: &str) -> bool {
    exact(&fold(&without_brackets(text))) == Some(Field::Name)
}

/// Does a heading say that it has the names of now: `Tên mới`, `Chủ thể hiện nay`?
pub fn is_new(heading: &str) -> bool {
    let own = heading.rsplit(": ").next().unwrap_or_default();
    [heading, own].iter().any(|h| matches!(by_age(&fold(h)), Some(Field::Name | Field::Subject)))
}

/// `Tên sản phẩm cũ`, `Tên trước đây`, `Chủ thể mới`: what a product or its producer was called before, and is called now.
fn by_age(folded: &str) -> Option<Field> {
    const FORMER: [&str; 11] = [
        " cu",
        " truoc day",
        " truoc kia",
        " truoc khi doi",
        " truoc khi doi ten",
        " truoc doi ten",
        " ban dau",
        " da doi",
        " truoc dieu chinh",
        " theo qd cu",
        " truoc",
    ];
    const NOW: [&str; 9] = [
        " moi",
        " hien nay",
        " hien tai",
        " sau khi doi",
        " sau khi doi ten",
        " sau doi ten",
        " sau dieu chinh",
        " hien hanh",
        " sau",
    ];
    const PRODUCT: [&str; 9] = [
        "ten san pham",
        "san pham ten",
        "san pham",
        "ten sp",
        "ten",
        "ten goi",
        "ten goi san pham",
        "ten cua san pham",
        "ten thuong mai",
    ];
    const PRODUCER: [&str; 11] = [
        "chu the",
        "chu the ten",
        "ten chu the",
        "chu the ocop",
        "ten co so",
        "co so san xuat",
        "ten chu the san xuat",
        "chu the san xuat",
        "ten don vi",
        "nha san xuat",
        "ten htx",
    ];
    match folded {
        "old name" | "former name" | "previous name" | "old product name" | "former product name" => {
            return Some(Field::FormerName);
        }
        "new name" | "current name" | "new product name" => return Some(Field::Name),
        "former producer" | "old producer" | "previous producer" => return Some(Field::FormerSubject),
        "new producer" | "current producer" => return Some(Field::Subject),
        _ => {}
    }
    let of = |ends: &[&str]| ends.iter().find_map(|e| folded.strip_suffix(e)).filter(|rest| !rest.is_empty());
    let named = |rest: &str, product: Field, producer: Field| {
        let known = |all: &[&str]| all.contains(&rest);
        // "Sản phẩm mới" may be a mark of what is new, and "sản phẩm cũ" of what is not.
        let age_of_product = rest == "san pham" && product == Field::Name;
        match () {
            () if known(&PRODUCT) && !age_of_product => Some(product),
            () if known(&PRODUCER) => Some(producer),
            () => None,
        }
    };
    of(&FORMER)
        .and_then(|rest| named(rest, Field::FormerName, Field::FormerSubject))
        .or_else(|| of(&NOW).and_then(|rest| named(rest, Field::Name, Field::Subject)))
}

/// The unit that is named below a heading of places: `Tỉnh` below `Địa chỉ`, `Xã` below `Trước sáp nhập`.
fn place_below(above: &str, own: &str) -> Option<Field> {
    let has = |words: &[&str]| words.iter().any(|w| has_words(above, w));
    let of_places = has(&[
        "dia chi",
        "dia diem",
        "dia ban",
        "dia danh",
        "don vi hanh chinh",
        "noi san xuat",
        "noi o",
        "tru so",
        "sap nhap",
        "sap xep",
        "chu the",
        "co so",
        "address",
        "location",
        "place",
    ]);
    if !of_places || has(&["co quan", "cong nhan", "quyet dinh"]) {
        return None;
    }
    let old = has(&["cu", "truoc"]) && !has(&["moi", "hien nay", "sau"]);
    match own {
        "thanh pho" | "tp" | "city" if old => Some(Field::OldProvince),
        "thanh pho" | "tp" | "city" => Some(Field::NewProvince),
        _ if old => by_places(&format!("{own} cu")),
        _ => by_places(own),
    }
}

/// True for what names one column, and hardly a product.
pub fn is_own_heading(text: &str) -> bool {
    let folded = fold(text);
    known_folded(text, &folded).is_some()
        || GENERIC.contains(&folded.as_str())
        || is_counter(&folded)
        || star(text).is_some()
}

/// `4 sao`: the heading of a column that is marked where a product has these stars.
pub fn star(heading: &str) -> Option<u8> {
    let folded = fold(heading);
    let stars = crate::import::row::stars::read(heading).filter(|_| folded.ends_with("sao"));
    const AROUND: [&str; 9] = ["dat", "hang", "san", "pham", "sp", "ocop", "xep", "cong", "nhan"];
    stars.filter(|_| folded.split(' ').filter(|w| !AROUND.contains(w)).count() == 2)
}

/// The heading of the column that counts the rows.
pub fn is_counter(folded: &str) -> bool {
    matches!(folded, "stt" | "tt" | "so tt" | "so thu tu" | "no" | "nr" | "order" | "s no")
}

fn exact(folded: &str) -> Option<Field> {
    HEADINGS.iter().find(|(_, names)| names.contains(&folded)).map(|(field, _)| *field)
}

fn without_brackets(heading: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in heading.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// What a heading names by its words: the first rule that holds.
fn by_words(folded: &str) -> Option<Field> {
    let has = |word: &str| has_words(folded, word);
    let any = |words: &[&str]| words.iter().any(|w| has(w));
    let decision = any(&["quyet dinh", "qd", "qdcn"]);
    let certificate = any(&["gcn", "giay chung nhan", "chung nhan"]);
    let of_product = any(&["san pham", "sp", "hang hoa"]);
    // What was asked for, planned or set up is not what was recognised.
    let other =
        any(&["de nghi", "de xuat", "dang ky", "du kien", "tu cham", "tu danh gia", "thanh lap", "hoi dong"]);
    if (other && !has("cong nhan"))
        || folded.chars().any(|c| c.is_ascii_digit())
        || any(&[
            "dien thoai",
            "sdt",
            "email",
            "ghi chu",
            "mst",
            "ma so thue",
            "website",
            "dai dien",
            "kinh phi",
            "cccd",
            "thu hoi",
        ])
        || (has("diem") && !any(&["dia diem", "thoi diem"]))
    {
        return None;
    }
    if any(&["het han", "het hieu luc", "gia tri den", "hieu luc den", "thoi han den", "het gia tri"])
        || (has("han") && certificate && !has("thoi"))
    {
        return Some(Field::Expires);
    }
    if let Some(place) = by_places(folded) {
        return Some(place);
    }
    if any(&["dia chi", "dia diem"]) {
        return Some(Field::Address);
    }
    let written = decision || (has("van ban") && has("cong nhan"));
    if written && has("so") && !any(&["co quan", "noi"]) && (has("ngay") || !has("nam")) {
        return Some(Field::Decision);
    }
    if certificate && any(&["so", "ma"]) && !any(&["ngay", "nam", "co quan", "noi"]) {
        return Some(Field::CertificateNo);
    }
    if any(&["ngay", "thoi gian", "thoi diem"])
        && (decision || certificate || any(&["cong nhan", "cap", "ky", "ban hanh", "hieu luc"]))
    {
        return Some(Field::Issued);
    }
    if has("nam") && (decision || certificate || any(&["cong nhan", "cap", "danh gia", "dat", "xep hang"])) {
        return Some(Field::CertYear);
    }
    let stars =
        has("sao") && any(&["so", "hang", "xep", "phan", "dat", "ket qua", "muc", "cap", "ocop", "hien tai"]);
    if stars || any(&["xep hang", "phan hang", "hang ocop", "xep loai"]) {
        return Some(Field::Stars);
    }
    if any(&["co quan", "noi", "don vi", "cap"]) && (decision || any(&["cong nhan", "ban hanh", "cap", "ky"]))
    {
        return Some(Field::Issuer);
    }
    if written && !any(&["nguoi", "trich yeu"]) {
        return Some(Field::Decision);
    }
    let producer = any(&[
        "chu the",
        "co so",
        "don vi san xuat",
        "nha san xuat",
        "doanh nghiep",
        "hop tac xa",
        "htx",
        "ten don vi",
        "ho kinh doanh",
        "to chuc ca nhan",
    ]);
    // The "so" of "cơ sở" is no number.
    let unnumbered = format!(" {folded} ").replace(" co so ", " ");
    if producer
        && !unnumbered.contains(" so ")
        && !any(&["loai hinh", "loai", "ma", "hinh thuc", "nhom", "gioi tinh", "dan toc"])
    {
        return Some(Field::Subject);
    }
    if any(&["nganh", "nhom"]) && (of_product || has("hang") || folded.split(' ').count() <= 2) {
        return Some(Field::Category);
    }
    let of_name = has("ten") || folded.starts_with("san pham");
    (of_product && of_name && !any(&["loai", "ma", "so", "chu the", "bo", "anh", "mo ta", "gia"]))
        .then_some(Field::Name)
}

/// Headings that are made of the names of units alone: `Xã, phường, đặc khu (mới)`.
fn by_places(folded: &str) -> Option<Field> {
    const AROUND: [&str; 13] =
        ["ten", "cap", "moi", "cu", "truoc", "sau", "sap", "nhap", "hien", "nay", "thuoc", "dia", "ban"];
    // "Địa phương" is no ward.
    if folded.contains("dia phuong") {
        return None;
    }
    let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    let only = |units: &[&str]| words.iter().all(|w| units.contains(w) || AROUND.contains(w));
    let old = words.iter().any(|w| matches!(*w, "cu" | "truoc"));
    let has = |unit: &str| words.contains(&unit);
    if (has("huyen") || has("quan")) && only(&["huyen", "quan", "thi", "xa", "thanh", "pho", "tp", "tx"]) {
        return Some(Field::OldDistrict);
    }
    if (has("xa") || has("phuong")) && only(&["xa", "phuong", "thi", "tran", "tt", "dac", "khu"]) {
        return Some(if old { Field::OldCommune } else { Field::NewCommune });
    }
    if has("tinh") && only(&["tinh", "thanh", "pho", "tp", "truc", "trung", "uong", "tw"]) {
        return Some(if old { Field::OldProvince } else { Field::NewProvince });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_as_offices_write_them() {
        for (heading, field) in [
            ("Số QĐ công nhận", Some(Field::Decision)),
            ("Quyết định số", Some(Field::Decision)),
            ("Số, ngày quyết định", Some(Field::Decision)),
            ("Ngày ký quyết định", Some(Field::Issued)),
            ("Ngày QĐ", Some(Field::Issued)),
            ("Ngày cấp GCN", Some(Field::Issued)),
            ("Ngày hết hạn GCN", Some(Field::Expires)),
            ("Thời hạn đến ngày", Some(Field::Expires)),
            ("Kết quả phân hạng (sao)", Some(Field::Stars)),
            ("Hạng sao hiện tại", Some(Field::Stars)),
            ("Xếp hạng OCOP", Some(Field::Stars)),
            ("TÊN SẢN PHẨM (theo GCN)", Some(Field::Name)),
            ("Tên sản phẩm/dịch vụ", Some(Field::Name)),
            ("Tên chủ thể (HTX, công ty)", Some(Field::Subject)),
            ("Tên HTX/cơ sở sản xuất", Some(Field::Subject)),
            ("Nhóm sản phẩm", Some(Field::Category)),
            ("Xã, phường, đặc khu", Some(Field::NewCommune)),
            ("Xã/phường/thị trấn (cũ)", Some(Field::OldCommune)),
            ("Địa bàn (xã, phường)", Some(Field::NewCommune)),
            ("Hạn GCN", Some(Field::Expires)),
            ("Thời hạn GCN", None),
            ("Cấp sao", Some(Field::Stars)),
            ("Cấp công nhận", Some(Field::Issuer)),
            ("Số quyết định, ngày tháng năm", Some(Field::Decision)),
            ("Thời điểm công nhận", Some(Field::Issued)),
            ("Văn bản công nhận", Some(Field::Decision)),
            ("Địa phương", None),
            ("Tên, địa chỉ chủ thể", Some(Field::Subject)),
            ("Tên và địa chỉ cơ sở sản xuất", Some(Field::Subject)),
            ("Chủ thể, địa chỉ, điện thoại", Some(Field::Subject)),
            ("Tên chủ thể - Địa chỉ", Some(Field::Subject)),
            ("Địa chỉ chủ thể, điện thoại", None),
            ("Địa chỉ cơ sở sản xuất", Some(Field::Address)),
            ("Tên tổ chức, cá nhân", Some(Field::Subject)),
            ("Product name", Some(Field::Name)),
            ("Xã cũ", Some(Field::OldCommune)),
            ("Huyện/thị xã/thành phố", Some(Field::OldDistrict)),
            ("Tỉnh, TP", Some(Field::NewProvince)),
            ("Số giấy chứng nhận OCOP", Some(Field::CertificateNo)),
            ("Năm đánh giá", Some(Field::CertYear)),
            ("Cơ quan ban hành quyết định", Some(Field::Issuer)),
            ("Địa điểm sản xuất", Some(Field::Address)),
            ("Điện thoại chủ thể", None),
            ("Loại hình chủ thể", None),
            ("Ghi chú", None),
            ("Số QĐ thu hồi", None),
            ("Ngày thu hồi GCN", None),
            ("Số điểm", None),
            ("Người đại diện", None),
        ] {
            assert_eq!(known(heading), field, "{heading}");
        }
        assert_eq!(known_below("Quyết định công nhận", "Số"), Some(Field::Decision));
        assert_eq!(known_below("Quyết định công nhận", "Ngày"), Some(Field::Issued));
        assert_eq!(known_below("Chủ thể", "Tên"), Some(Field::Subject));
        assert_eq!(known_below("Chủ thể", "Địa chỉ"), Some(Field::Address));
        assert_eq!(known_below("Chủ thể", "Điện thoại"), None);
        assert_eq!(known_below("Thu hồi", "Số QĐ"), None);
        assert_eq!(known_below("Nơi sản xuất", "Xã/phường"), Some(Field::NewCommune));
        for (above, heading, field) in [
            ("Địa chỉ", "Phường/xã", Some(Field::NewCommune)),
            ("Địa chỉ", "Xã", Some(Field::NewCommune)),
            ("Địa chỉ", "Huyện", Some(Field::OldDistrict)),
            ("Địa chỉ", "Tỉnh", Some(Field::NewProvince)),
            ("Địa chỉ", "Tỉnh/TP", Some(Field::NewProvince)),
            ("Địa chỉ sản xuất", "Thành phố", Some(Field::NewProvince)),
            ("Địa chỉ", "Số nhà, đường", Some(Field::Address)),
            ("Địa chỉ cũ (trước sáp nhập)", "Xã", Some(Field::OldCommune)),
            ("Địa chỉ trước ngày 01/7/2025", "Tỉnh", Some(Field::OldProvince)),
            ("Địa chỉ sau sáp nhập", "Xã", Some(Field::NewCommune)),
            ("Cấp công nhận", "Tỉnh", Some(Field::Issuer)),
        ] {
            assert_eq!(known_below(above, heading), field, "{above}: {heading}");
        }
    }
}
