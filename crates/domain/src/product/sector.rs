//! The sector a list's own word for a product's kind certainly means. Lists name kinds freely; a word that could mean
//! two sectors names none.

use crate::text::fold;

/// `I` to `VI` (Phụ lục I, 26/2026), where the word is a sector's name or one of its products by law.
pub fn sector_of_category(category: &str) -> Option<&'static str> {
    let folded = fold(category);
    let word = ["nganh ", "nhom "].iter().fold(folded.as_str(), |w, head| w.strip_prefix(head).unwrap_or(w));
    Some(match word {
        "thuc pham" => "I",
        "do uong" => "II",
        "duoc lieu" | "thao duoc" | "duoc lieu va san pham tu duoc lieu" | "san pham tu duoc lieu" => "III",
        "thu cong my nghe" | "hang thu cong my nghe" => "IV",
        "sinh vat canh" => "V",
        "du lich"
        | "du lich cong dong"
        | "dich vu du lich"
        | "dich vu du lich cong dong"
        | "dich vu du lich cong dong du lich sinh thai va diem du lich" => "VI",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::sets;

    #[test]
    fn a_sectors_own_name_is_certain_and_a_doubtful_word_is_not() {
        for set in sets() {
            if let Some(s) = &set.sector {
                assert_eq!(sector_of_category(&s.name), Some(s.code.as_str()), "{}", s.name);
            }
        }
        assert_eq!(sector_of_category("Thảo dược"), Some("III"));
        assert_eq!(sector_of_category("Ngành thực phẩm"), Some("I"));
        for doubtful in ["", "Khác", "Nông sản", "Thực phẩm, đồ uống", "Lưu niệm – nội thất – trang trí"]
        {
            assert_eq!(sector_of_category(doubtful), None, "{doubtful}");
        }
    }
}
