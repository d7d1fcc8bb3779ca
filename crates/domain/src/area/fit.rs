//! How well typed words fit a unit and what it lies in. Words that occur somewhere in the chain prove nothing: “thị xã Dĩ
//! An” is no ward of Nghệ An that happens to lie in a thị xã. They have to be whole names, each of one unit of the chain.

use super::bare_name;
use crate::text::fold;

/// From the worst to the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Some word belongs to no name of the chain.
    None,
    /// Whole names but for the last one, which is still being typed.
    Begun,
    /// Whole names, with or without their kind, in any order.
    Whole,
}

/// `typed` as [`super::search_words`] writes it; `chain` the full names of the unit and of what it lies in, the unit first.
/// The unit itself must be among the names typed.
pub fn fit(typed: &str, chain: &[&str]) -> Fit {
    let names: Vec<[String; 2]> = chain.iter().map(|name| [fold(name), fold(bare_name(name))]).collect();
    let taken = vec![false; names.len()];
    if typed.is_empty() { Fit::None } else { rest(typed, &names, &taken) }
}

fn rest(typed: &str, names: &[[String; 2]], taken: &[bool]) -> Fit {
    let own = taken.first().copied().unwrap_or(false);
    if typed.is_empty() {
        return if own { Fit::Whole } else { Fit::None };
    }
    let mut best = Fit::None;
    for (at, forms) in names.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        for form in forms {
            if own || at == 0 {
                // The last name may still be being typed; a number never is.
                let begun = form.starts_with(typed) && !typed.ends_with(|c: char| c.is_ascii_digit());
                if begun && form.len() > typed.len() {
                    best = best.max(Fit::Begun);
                }
            }
            let Some(more) = typed.strip_prefix(form.as_str()) else { continue };
            if !more.is_empty() && !more.starts_with(' ') {
                continue;
            }
            let mut taken = taken.to_vec();
            taken[at] = true;
            best = best.max(rest(more.trim_start(), names, &taken));
        }
    }
    best
}

/// The words without the kinds of units: what is left names something even where the kind is wrong.
pub fn without_kinds(typed: &str) -> String {
    let mut out = format!(" {typed} ");
    for kind in ["thanh pho", "thi tran", "thi xa", "dac khu", "phuong", "quan", "huyen", "tinh", "xa"] {
        out = out.replace(&format!(" {kind} "), " ");
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::search_words;

    const WARD: [&str; 3] = ["Phường Bến Nghé", "Quận 1", "Thành phố Hồ Chí Minh"];
    const TOWN: [&str; 3] = ["Phường Quỳnh Dị", "Thị xã Hoàng Mai", "Tỉnh Nghệ An"];

    #[test]
    fn words_fit_as_whole_names_of_one_chain() {
        let told = |typed: &str, chain: &[&str]| fit(&search_words(typed), chain);
        for typed in
            ["ben nghe", "P. Bến Nghé, Q.1", "quận 1 phường bến nghé", "bến nghé tp.hcm", "Phường Bến Nghé"]
        {
            assert_eq!(told(typed, &WARD), Fit::Whole, "{typed}");
        }
        assert_eq!(told("ben ngh", &WARD), Fit::Begun);
        assert_eq!(told("ben nghe quan", &WARD), Fit::Begun);
        assert_eq!(told("thi xa Di An", &TOWN), Fit::None);
        assert_eq!(told("di an", &TOWN), Fit::None);
        assert_eq!(told("ben nghe", &["Phường Bến Thủy", "Thành phố Vinh", "Tỉnh Nghệ An"]), Fit::None);
        assert_eq!(told("quan 1", &WARD), Fit::None, "the unit itself is not named");
        assert_eq!(told("phuong 1", &["Phường 10", "Quận 4", "Thành phố Hồ Chí Minh"]), Fit::None);
        assert_eq!(told("", &WARD), Fit::None);
    }

    #[test]
    fn a_wrong_kind_leaves_the_name() {
        assert_eq!(without_kinds(&search_words("thi xa Di An")), "di an");
        assert_eq!(without_kinds(&search_words("P.13, Q.4")), "13 4");
    }
}
