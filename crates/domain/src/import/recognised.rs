use jiff::civil::Date;

/// What a row, or the register, says of one recognition of a product.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recognised {
    pub stars: Option<u8>,
    pub number: Option<String>,
    pub day: Option<Date>,
    /// Where no day is said.
    pub year: Option<i16>,
}

/// Are these two recognitions of one product, one after the other, and not one written down twice? Điều 4(3): a
/// recognition ends after 36 months and the product is evaluated again, so a list may hold both. They must be told
/// apart by the decision's number and by the time; where only one of the two differs, a mistake in writing is as likely.
pub fn further(a: &Recognised, b: &Recognised) -> bool {
    if a.stars.is_none() || b.stars.is_none() {
        return false;
    }
    let years = (year(a), year(b));
    let (later, another_year) = match (a.day, b.day, years) {
        (Some(x), Some(y), _) => (x != y, x.year() != y.year()),
        (_, _, (Some(x), Some(y))) => (x != y, x != y),
        _ => (false, false),
    };
    let numbers = match (&a.number, &b.number) {
        (Some(x), Some(y)) => x != y,
        _ => another_year,
    };
    later && numbers
}

/// Do they say different things of one recognition: other stars, another decision of the same day, another day of the same
/// decision? One of them is a mistake, and a list does not say which: a person does.
pub fn contradict(a: &Recognised, b: &Recognised) -> bool {
    if a.stars.is_none() || b.stars.is_none() || further(a, b) {
        return false;
    }
    let differ = |x: Option<&String>, y: Option<&String>| x.is_some() && y.is_some() && x != y;
    let days = matches!((a.day, b.day), (Some(x), Some(y)) if x != y);
    a.stars != b.stars || differ(a.number.as_ref(), b.number.as_ref()) || days
}

/// The year of a recognition as it is kept: of its day, else of what the list writes in its place (`2024`, `2024-06`,
/// `06/2024`).
pub fn year_of(day: Option<&str>, text: Option<&str>) -> Option<i16> {
    let year = |t: &str| t.parse::<i16>().ok().filter(|y| t.len() == 4 && (2000..=2200).contains(y));
    let first = |t: &str| t.get(..4).and_then(year);
    day.and_then(first).or_else(|| text.and_then(first)).or_else(|| {
        let mut years = text?.split(|c: char| !c.is_ascii_digit()).filter_map(year);
        years.next().filter(|_| years.next().is_none())
    })
}

fn year(r: &Recognised) -> Option<i16> {
    r.day.map(Date::year).or(r.year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn said(number: &str, day: Option<Date>) -> Recognised {
        let number = Some(number.to_owned()).filter(|n| !n.is_empty());
        Recognised { stars: Some(3), number, day, year: None }
    }

    #[test]
    fn another_decision_of_another_day_is_a_further_recognition() {
        let first = said("55/QĐ-UBND", Some(date(2021, 6, 1)));
        assert!(further(&first, &said("99/QĐ-UBND", Some(date(2024, 6, 20)))));
        assert!(further(&first, &said("", Some(date(2024, 6, 20)))));
        assert!(!further(&first, &first));
        assert!(!further(&first, &said("55/QĐ-UBND", Some(date(2021, 6, 2)))), "a day mistyped");
        assert!(!further(&first, &said("56/QĐ-UBND", Some(date(2021, 6, 1)))), "a number mistyped");
        assert!(!further(&first, &said("", Some(date(2021, 7, 1)))));
        assert!(!further(&first, &Recognised { stars: None, ..said("9/QĐ", Some(date(2024, 1, 1))) }));
        let same_day = said("56/QĐ-UBND", Some(date(2021, 6, 1)));
        assert!(contradict(&first, &same_day), "two decisions of one day are no double");
        assert!(
            contradict(&first, &Recognised { stars: Some(4), ..first.clone() }),
            "two ranks by one decision"
        );
        assert!(contradict(&first, &said("55/QĐ-UBND", Some(date(2021, 6, 2)))));
        assert!(!contradict(&first, &first) && !contradict(&first, &said("55/QĐ-UBND", None)));
        assert!(!contradict(&first, &said("99/QĐ-UBND", Some(date(2024, 6, 20)))), "a further one");
        let year = |y| Recognised { year: Some(y), ..said("", None) };
        assert!(further(&year(2021), &year(2024)) && !further(&year(2021), &year(2021)));
    }
}
