use super::letters;
use crate::likeness::core;
use crate::text::fold;

/// What abbreviations in a producer's name stand for.
const SHORT: [(&str, &str); 16] = [
    ("htx", "hợp tác xã"),
    ("tht", "tổ hợp tác"),
    ("cty", "công ty"),
    ("ctcp", "công ty cổ phần"),
    ("cp", "cổ phần"),
    ("tnhh", "trách nhiệm hữu hạn"),
    ("mtv", "một thành viên"),
    ("dntn", "doanh nghiệp tư nhân"),
    ("hkd", "hộ kinh doanh"),
    ("cssx", "cơ sở sản xuất"),
    ("sx", "sản xuất"),
    ("tm", "thương mại"),
    ("dv", "dịch vụ"),
    ("nn", "nông nghiệp"),
    ("tmdv", "thương mại dịch vụ"),
    ("xnk", "xuất nhập khẩu"),
];

/// The letters of a producer's name with its abbreviations written out: `HTX Sen` and `Hợp tác xã Sen` are one name, `HTX
/// Sen` and `HTX Sến` are two.
pub fn maker_letters(name: &str) -> String {
    let words = letters(name);
    let long = words.split(' ').map(|word| {
        let bare = word.trim_matches(|c: char| matches!(c, '.' | ','));
        SHORT.iter().find(|(short, _)| *short == bare).map_or(word, |(_, long)| long)
    });
    letters(&long.collect::<Vec<_>>().join(" "))
}

/// Do two names say the same but for the kind of maker: `HTX Sen`, `Công ty TNHH Sen`? Marks tell names apart here too.
pub fn same_but_for_its_form(a: &str, b: &str) -> bool {
    let own = |name: &str| {
        let kept = core(name);
        let letters = letters(name);
        let mut words: Vec<String> = letters
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| kept.contains(&fold(w).replace('y', "i")))
            .map(str::to_owned)
            .collect();
        words.sort();
        words
    };
    let (a, b) = (own(a), own(b));
    !a.is_empty() && a == b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_is_the_words_it_stands_for() {
        for (a, b) in [
            ("HTX Sen", "Hợp tác xã Sen"),
            ("CTY TNHH MTV Sen", "Công ty trách nhiệm hữu hạn một thành viên  Sen"),
            ("HKD Nguyễn Văn Hòa", "Hộ kinh doanh Nguyễn Văn Hoà"),
            ("HTX DV NN Sen", "Hợp tác xã dịch vụ nông nghiệp Sen"),
        ] {
            assert_eq!(maker_letters(a), maker_letters(b), "{a}");
        }
        for (a, b) in [("HTX Sen", "HTX Sến"), ("HTX Sen", "Tổ hợp tác Sen"), ("HTX Sen 1", "HTX Sen 2")]
        {
            assert_ne!(maker_letters(a), maker_letters(b), "{a}");
        }
    }

    #[test]
    fn a_form_may_change_and_the_name_stays() {
        assert!(same_but_for_its_form("HTX Sen Ví Dụ", "Công ty TNHH Sen Ví Dụ"));
        assert!(same_but_for_its_form("Hộ Nguyễn Văn Hùng", "Cơ sở sản xuất Nguyễn Văn Hùng"));
        assert!(!same_but_for_its_form("Hộ Nguyễn Văn Hùng", "Cơ sở Nguyễn Văn Hưng"));
        assert!(!same_but_for_its_form("HTX Sen", "Công ty Sen Vàng"));
        assert!(!same_but_for_its_form("HTX Sen 1", "Công ty Sen 2"));
    }
}
