//! What makes a good password: its length, and how many guesses it takes. Guesses are counted as by zxcvbn, over lists
//! of passwords that leaked, words, names, dates and runs of the keyboard, with the words of this programme first.

use crate::Invalid;

pub const LEAST: usize = 12;
const MOST: usize = 200;

/// A password that falls to fewer guesses is easy: more than leaked lists and their usual endings come to.
const LEAST_GUESSES_LOG10: f64 = 9.0;
/// So many letters are weighed at most: the work grows with their square, and a longer password is good already.
const WEIGHED: usize = 64;

/// Words a guesser tries first here: the programme's, the country's, what people use as passwords, the demo's own.
const OWN_WORDS: &[&str] = &[
    "ocop",
    "anhyeuem",
    "emyeuanh",
    "matkhau",
    "mat khau",
    "xinchao",
    "xin chao",
    "vietnam",
    "viet nam",
    "quantri",
    "quan tri",
    "chuthe",
    "chu the",
    "hoidong",
    "hoi dong",
    "vanphong",
    "van phong",
    "lanhdao",
    "lanh dao",
    "tinhyeu",
    "toiyeuvietnam",
    "khongbiet",
    "sanpham",
    "san pham",
    "nongsan",
    "nong san",
    "demo",
    "xin moi dung thu",
    "xinmoidungthu",
    "an giang",
    "bac ninh",
    "ca mau",
    "can tho",
    "cao bang",
    "da nang",
    "dak lak",
    "dien bien",
    "dong nai",
    "dong thap",
    "gia lai",
    "ha noi",
    "ha tinh",
    "hai phong",
    "ho chi minh",
    "sai gon",
    "hue",
    "hung yen",
    "khanh hoa",
    "lai chau",
    "lam dong",
    "lang son",
    "lao cai",
    "nghe an",
    "ninh binh",
    "phu tho",
    "quang ngai",
    "quang ninh",
    "quang tri",
    "son la",
    "tay ninh",
    "thai nguyen",
    "thanh hoa",
    "tuyen quang",
    "vinh long",
    "angiang",
    "bacninh",
    "camau",
    "cantho",
    "caobang",
    "danang",
    "daklak",
    "dienbien",
    "dongnai",
    "dongthap",
    "gialai",
    "hanoi",
    "hatinh",
    "haiphong",
    "hochiminh",
    "saigon",
    "hungyen",
    "khanhhoa",
    "laichau",
    "lamdong",
    "langson",
    "laocai",
    "nghean",
    "ninhbinh",
    "phutho",
    "quangngai",
    "quangninh",
    "quangtri",
    "sonla",
    "tayninh",
    "thainguyen",
    "thanhhoa",
    "tuyenquang",
    "vinhlong",
];

/// The rules, each answered with a sentence at the field: at least 12 characters, not the person's own address, not
/// easily guessed. No other demands: no signs, no change by the calendar.
pub(super) fn check(invalid: &mut Invalid, field: &str, password: &str, email: &str, person: &str) {
    let length = password.chars().count();
    let name = email.split('@').next().unwrap_or_default();
    let lower = password.to_lowercase();
    if password.is_empty() {
        invalid.add(field, "required");
    } else if length < LEAST {
        invalid.add_with(field, "password_short", vec![("least", LEAST.to_string())]);
    } else if length > MOST {
        invalid.add_with(field, "too_long", vec![("most", MOST.to_string())]);
    } else if (!email.is_empty() && lower.contains(&email.to_lowercase()))
        || (name.len() >= 6 && lower.contains(&name.to_lowercase()))
    {
        invalid.add(field, "password_is_email");
    } else if easy(password, email, person) {
        invalid.add(field, "password_easy");
    }
}

/// Typed twice, to be sure.
pub(super) fn check_twice(invalid: &mut Invalid, field: &str, first: &str, second: &str) {
    if first != second {
        invalid.add(field, "password_differs");
    }
}

fn easy(password: &str, email: &str, person: &str) -> bool {
    let person = ocop_domain::text::fold(person);
    let mut own: Vec<&str> = OWN_WORDS.to_vec();
    own.extend(email.split(['@', '.', '-', '_', '+']).filter(|w| w.len() > 2));
    own.push(&person);
    own.extend(person.split_whitespace().filter(|w| w.len() > 2));
    let weak = |text: &str| {
        let text: String = text.chars().take(WEIGHED).collect();
        zxcvbn::zxcvbn(&text, &own).guesses_log10() < LEAST_GUESSES_LOG10
    };
    let mut letters: Vec<char> = password.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    // Marks and spaces do not make a known word unknown.
    let folded = ocop_domain::text::fold(password);
    let joined: String = folded.split_whitespace().collect();
    letters.len() < 5 || weak(password) || weak(&folded) || weak(&joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(password: &str) -> String {
        let mut invalid = Invalid::default();
        check(&mut invalid, "password", password, "nguoi.dung@mau.vn", "Đặng Thị Mẫu Mực");
        invalid.0.iter().map(|e| e.code).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_everybody_guesses_first_is_refused() {
        for easy in [
            "iloveyou1234",
            "Vietnam@2026",
            "abcdefghijkl",
            "12345abcdefg",
            "administrator",
            "welcome12345",
            "letmein12345",
            "anhyeuem2026",
            "ocop2026ocop",
            "xin moi dung thu",
            "Xin Mời Dùng Thử",
            "Mật khẩu 2026",
            "matkhau123456",
            "quangninh2026",
            "ViệtNam 2026!",
            "qwertyuiop123",
            "aaaaaaaaaaaaaa",
        ] {
            assert_eq!(verdict(easy), "password_easy", "{easy}");
        }
    }

    #[test]
    fn a_few_unrelated_words_are_good() {
        for good in [
            "ruộng bậc thang 26",
            "chè shan tuyết cổ thụ",
            "nuoc mam ca com",
            "correct horse battery",
            "K7#vq!2mZx9@pL",
            "bánh đa vừng giòn tan",
        ] {
            assert_eq!(verdict(good), "", "{good}");
        }
        assert_eq!(verdict("nguoi.dung@mau.vn!!"), "password_is_email");
        assert_eq!(verdict("ngắn"), "password_short");
        assert_eq!(verdict(&"nước mắm ".repeat(40)), "too_long");
    }
}
