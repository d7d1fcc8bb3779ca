//! What a paper that a list names has to do with its stars (Điều 4(2), 26/2026/QĐ-TTg): whether its symbol is one of a body
//! that gives them, and whether the words around its number name it as the decision that recognised the products.

use super::withdrawn::takes_back;
use crate::text::fold;

/// What the symbol of a number says of the body that signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// A body whose decisions give or confirm stars: a People's Committee, its Chairman, the ministry (Điều 4(2) and 9; NĐ
    /// 30/2020, Phụ lục I).
    Usual,
    /// Another decision: worth a remark, and no mistake.
    Unusual,
    /// Never a recognition: the Prime Minister's decisions are the rules of the programme, and a report or a plan is none.
    Never,
}

/// `26/2026/QĐ-TTg`: a decision on the programme, which recognises no product (Điều 4(2)).
pub fn is_of_prime_minister(number: &str) -> bool {
    number.to_uppercase().ends_with("TTG")
}

/// Is the number one of a people's committee? Điều 4(2), 26/2026: three and four stars are the province's to give, five the
/// ministry's.
pub fn is_of_committee(number: &str) -> bool {
    number.to_uppercase().contains("UBND")
}

/// Reads the symbol of a number.
pub fn symbol(number: &str) -> Symbol {
    let symbol = number.split('/').skip(1).find(|p| !p.bytes().all(|b| b.is_ascii_digit()));
    let symbol = symbol.unwrap_or_default().to_uppercase().replace('Ð', "Đ").replace("QD", "QĐ");
    let plain = symbol.replace('-', "");
    // "12/QĐ" is short for whose it is.
    let usual = symbol == "QĐ"
        || ["QĐUBND", "QĐCTUBND", "QĐCT", "QĐBNN", "QĐBNNMT", "QĐHĐ"].iter().any(|usual| {
            plain.strip_prefix(usual).is_some_and(|rest| rest.is_empty() || symbol.matches('-').count() > 1)
        });
    match usual {
        true => Symbol::Usual,
        false if plain.starts_with("QĐ") && !is_of_prime_minister(&plain) => Symbol::Unusual,
        false => Symbol::Never,
    }
}

/// What a decision is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It recognised the products.
    Meant,
    /// A recognition that the list is drawn up by (`Căn cứ Quyết định … về việc công nhận sản phẩm OCOP`).
    RestedOn,
    /// It takes back, changes, plans, or is a rule.
    Other,
}

/// Reads the words before and behind a number.
pub fn role(intro: &str, behind: &str) -> Role {
    let (intro, behind) = (fold(intro), fold(behind));
    let at = |text: &str, words: &[&str]| {
        let text = format!(" {text} ");
        words.iter().filter_map(|w| text.find(&format!(" {w} "))).min()
    };
    let has = |text: &str, words: &[&str]| at(text, words).is_some();
    let with = has(&intro, &["kem theo"]);
    const GIVES: [&str; 4] = ["cong nhan", "phe duyet ket qua", "cap giay chung nhan", "xep hang"];
    let recognises = at(&behind, &GIVES);
    // "về việc hủy bỏ kết quả công nhận" takes back; "về việc công nhận …, bãi bỏ Quyết định …" gives.
    let back = takes_back(&behind).is_some_and(|back| recognises.is_none_or(|gives| back < gives));
    if back || takes_back(&intro).is_some() {
        return Role::Other;
    }
    const OTHER: [&str; 9] = [
        "thay the",
        "sua doi",
        "bo sung",
        "thanh lap",
        "bo tieu chi",
        "ke hoach",
        "huong dan",
        "quy che",
        "du toan",
    ];
    let recognises = recognises.is_some();
    if !with && has(&intro, &OTHER) || !with && !recognises && has(&behind, &OTHER) {
        return Role::Other;
    }
    match (has(&intro, &["can cu", "thuc hien", "thi hanh"]), recognises) {
        (true, _) if with => Role::Meant,
        (true, true) => Role::RestedOn,
        (true, false) => Role::Other,
        _ => Role::Meant,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_symbol_says_whether_a_body_gives_stars() {
        for number in [
            "12/QĐ-UBND",
            "12/QD-UBND",
            "12/QÐUBND",
            "7/2025/QĐ-UBND",
            "9/QĐ-UBND-NN",
            "1/QĐ-BNN-VPĐP",
            "12/QĐ",
        ] {
            assert_eq!(symbol(number), Symbol::Usual, "{number}");
        }
        for (number, said) in [
            ("12/QĐ-SNN", Symbol::Unusual),
            ("12/TB-XYZ", Symbol::Never),
            ("12/UBND-KT", Symbol::Never),
            ("148/QĐ-TTg", Symbol::Never),
            ("45/BC-UBND", Symbol::Never),
        ] {
            assert_eq!(symbol(number), said, "{number}");
        }
    }

    #[test]
    fn a_decision_that_takes_back_or_changes_is_no_recognition() {
        for (intro, behind, right) in [
            ("Kèm theo Quyết định số", "ngày 1/2/2025 của UBND", Role::Meant),
            ("Kèm theo Quyết định số", "về việc công nhận sản phẩm OCOP", Role::Meant),
            ("Kèm theo Quyết định số", "công nhận sản phẩm và bãi bỏ Quyết định", Role::Meant),
            ("Kèm theo Quyết định số", "về việc hủy bỏ kết quả công nhận sản phẩm OCOP", Role::Other),
            ("Kèm theo Quyết định số", "về việc thu hồi Giấy chứng nhận", Role::Other),
            ("Kèm theo Quyết định số", "về việc thu hồi quyết định công nhận", Role::Other),
            ("Căn cứ Quyết định số", "về việc công nhận sản phẩm OCOP", Role::RestedOn),
            ("Căn cứ Quyết định số", "thành lập Hội đồng", Role::Other),
            ("thay thế Quyết định số", "ngày 1/1/2025", Role::Other),
            ("bãi bỏ Quyết định số", "ngày 1/1/2025", Role::Other),
        ] {
            assert_eq!(role(intro, behind), right, "{intro} … {behind}");
        }
    }
}
