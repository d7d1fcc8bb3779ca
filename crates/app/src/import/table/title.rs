//! Which decision the words above a table, or a heading between its rows, name as the one that recognised its products (Điều
//! 8(2), 26/2026/QĐ-TTg): `(Kèm theo Quyết định số 5471/QĐ-UBND ngày 25 tháng 11 năm 2025)`. What they only rest on, change
//! or take back is none, and of two it is not known which is meant.

use crate::import::row::date::{When, of_paper};
use ocop_domain::import::{Role, Symbol, decision_numbers_at, role, symbol};
use ocop_domain::text::fold;

/// Letters before and behind a number in which it is said what kind of decision it is.
const BEFORE: usize = 90;
const BEHIND: usize = 220;

/// A decision as it is named, with what is said of its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub number: String,
    pub when: Option<When>,
}

/// What a title says of the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Titled {
    Nothing,
    One(Named),
    /// Numbers of which any may be meant.
    Several(Vec<String>),
    /// A decision is spoken of, and its number is left open.
    Open,
}

/// Reads the words of a title or a section.
pub fn decision(text: &str) -> Titled {
    let letters: Vec<char> = text.chars().collect();
    let all = decision_numbers_at(&letters);
    let (mut meant, mut rested_on) = (Vec::new(), Vec::new());
    let mut before = 0;
    for (n, (number, place)) in all.iter().enumerate() {
        let next = all.get(n + 1).map_or(letters.len(), |(_, p)| p.start);
        let part =
            |from: usize, to: usize| -> String { letters.get(from..to).unwrap_or_default().iter().collect() };
        let intro = part(before.max(place.start.saturating_sub(BEFORE)), place.start);
        // What ends before the number says nothing of it.
        let intro = intro.rsplit([';', '(']).next().unwrap_or_default();
        let behind = part(place.end, next.min(place.end + BEHIND));
        let behind = behind.split(';').next().unwrap_or_default();
        before = place.end;
        if symbol(number) == Symbol::Never {
            continue;
        }
        let named = Named { number: number.clone(), when: of_paper(behind) };
        match role(intro, behind) {
            Role::Meant => meant.push(named),
            Role::RestedOn => rested_on.push(named),
            Role::Other => {}
        }
    }
    let candidates = if meant.is_empty() { rested_on } else { meant };
    let mut out: Vec<Named> = Vec::new();
    for named in candidates {
        match out.iter_mut().find(|o| o.number == named.number) {
            Some(known) => known.when = known.when.take().or(named.when),
            None => out.push(named),
        }
    }
    match out.len() {
        0 if all.is_empty() && is_open(text) => Titled::Open,
        0 => Titled::Nothing,
        1 => out.pop().map_or(Titled::Nothing, Titled::One),
        _ => Titled::Several(out.into_iter().map(|o| o.number).collect()),
    }
}

/// `Kèm theo Quyết định số      /QĐ-UBND`, `Quyết định số 5471 ngày …`: spoken of without a number that can be read.
fn is_open(text: &str) -> bool {
    let folded = fold(text);
    ["quyet dinh so", "kem theo quyet dinh", "qd so"].iter().any(|w| folded.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn said(text: &str) -> String {
        match decision(text) {
            Titled::Nothing => "-".into(),
            Titled::Open => "?".into(),
            Titled::Several(all) => all.join(" + "),
            Titled::One(n) => match n.when {
                Some(When::Day(d)) => format!("{} {d}", n.number),
                Some(When::Month(y, m)) => format!("{} {y}-{m:02}", n.number),
                Some(other) => format!("{} {}", n.number, other.precision()),
                None => n.number,
            },
        }
    }

    #[test]
    fn the_decision_of_a_title_is_read_with_its_day() {
        for (text, right) in [
            (
                "DANH SÁCH SẢN PHẨM OCOP (Kèm theo Quyết định số 5471/QĐ-UBND ngày 25 tháng 11 năm 2025 của UBND Thành phố)",
                "5471/QĐ-UBND 2025-11-25",
            ),
            ("I. Quyết định số 123/QĐ-UBND ngày 5/3/2024", "123/QĐ-UBND 2024-03-05"),
            ("Kèm theo QĐ 12/QĐ-UBND (15/3/2025)", "12/QĐ-UBND 2025-03-15"),
            (
                "(Kèm theo Quyết định số 9/QĐ-UBND\nngày 01 tháng 02 năm 2025 của UBND tỉnh)",
                "9/QĐ-UBND 2025-02-01",
            ),
            ("(Ban hành kèm theo Quyết định số 9/QĐ-UBND ngày … tháng … năm 2025)", "9/QĐ-UBND year"),
            ("(Kèm theo Quyết định số 9/QĐ-UBND ngày … tháng 11 năm 2025)", "9/QĐ-UBND 2025-11"),
            ("(Kèm theo Quyết định số 9/QĐ-UBND tháng 11 năm 2025)", "9/QĐ-UBND 2025-11"),
            ("Kèm theo Quyết định số 9/QĐ-UBND (tháng 11/2025) của UBND tỉnh", "9/QĐ-UBND 2025-11"),
            ("Quyết định số 9/QĐ-UBND năm 2025", "9/QĐ-UBND year"),
            ("Quyết định số 9/QĐ-UBND, có hiệu lực từ ngày 1/12/2025", "9/QĐ-UBND"),
            ("Quyết định số 9/QĐ-UBND về kết quả đợt tháng 11 năm 2025", "9/QĐ-UBND"),
            ("Kèm theo Quyết định số 9/QĐ-UBND của UBND tỉnh", "9/QĐ-UBND"),
            ("Kèm theo Quyết định số      /QĐ-UBND ngày     tháng     năm 2025", "?"),
            ("(Kèm theo Quyết định số ……/QĐ-UBND)", "?"),
            ("Quyết định số 5471 ngày 25/11/2025", "?"),
            ("DANH SÁCH SẢN PHẨM OCOP NĂM 2025", "-"),
            ("", "-"),
        ] {
            assert_eq!(said(text), right, "{text}");
        }
        assert_eq!(
            decision("Đợt 1 (QĐ số 7/QĐ-UBND ngày 5-3-2024)"),
            Titled::One(Named { number: "7/QĐ-UBND".into(), when: Some(When::Day(date(2024, 3, 5))) })
        );
    }

    #[test]
    fn what_a_title_rests_on_changes_or_takes_back_is_not_its_decision() {
        for (text, right) in [
            ("Căn cứ Quyết định số 148/QĐ-TTg ngày 24/02/2023 của Thủ tướng Chính phủ", "-"),
            ("Theo Quyết định 148/QĐ-TTg ngày 24/02/2023 về Bộ tiêu chí", "-"),
            ("Căn cứ Quyết định số 12/QĐ-UBND ngày 1/2/2024 của UBND tỉnh thành lập Hội đồng", "-"),
            ("(Kèm theo Báo cáo số 45/BC-UBND ngày 1/2/2025)", "-"),
            ("(Kèm theo Tờ trình số 45/TTr-SNN ngày 1/2/2025)", "-"),
            ("Kèm theo Quyết định số 7/QĐ-UBND ngày 1/2/2025 về việc thu hồi Giấy chứng nhận", "-"),
            (
                "Kèm theo Quyết định số 7/QĐ-UBND ngày 1/2/2025 về việc hủy bỏ kết quả công nhận sản phẩm OCOP",
                "-",
            ),
            ("Bãi bỏ Quyết định số 7/QĐ-UBND ngày 1/2/2025", "-"),
            (
                "Căn cứ Quyết định số 148/QĐ-TTg ngày 24/02/2023; Kèm theo Quyết định số 9/QĐ-UBND ngày 1/2/2025",
                "9/QĐ-UBND 2025-02-01",
            ),
            (
                "Kèm theo Quyết định số 10/QĐ-UBND ngày 1/2/2025, thay thế Quyết định số 5/QĐ-UBND ngày 1/1/2025",
                "10/QĐ-UBND 2025-02-01",
            ),
            (
                "Căn cứ Quyết định số 10/QĐ-UBND ngày 1/2/2025 về việc công nhận sản phẩm OCOP",
                "10/QĐ-UBND 2025-02-01",
            ),
            (
                "Kèm theo Quyết định số 1/QĐ-UBND ngày 1/2/2025 và Quyết định số 2/QĐ-UBND ngày 3/2/2025",
                "1/QĐ-UBND + 2/QĐ-UBND",
            ),
            ("Các Quyết định 1/QĐ-UBND, 2/QĐ-UBND", "1/QĐ-UBND + 2/QĐ-UBND"),
            ("Quyết định 1/QĐ-UBND ngày 1/2/2025 (QĐ 1/QĐ-UBND)", "1/QĐ-UBND 2025-02-01"),
        ] {
            assert_eq!(said(text), right, "{text}");
        }
    }
}
