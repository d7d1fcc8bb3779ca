//! Likely duplicates of products: two records of one product of the same producer, or two with the same bar code.

use crate::codes;
use crate::likeness::{NameLikeness, compare as compare_names};

codes! {
    /// What speaks for, or against, two records being one product; in the order it is shown.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Reason ("reason") {
        SameGtin = "same_gtin",
        SameName = "same_name",
        CloseName = "close_name",
        SameProducer = "same_producer",
        SameSet = "same_set",
        SameBrandPlace = "same_brand_place",
        SameCommune = "same_commune",
        OtherGtin = "other_gtin",
        OtherSet = "other_set",
    }
}

impl Reason {
    pub fn points(self) -> i64 {
        match self {
            Reason::SameGtin => 60,
            Reason::SameName => 45,
            Reason::CloseName => 35,
            Reason::SameProducer | Reason::SameSet | Reason::SameBrandPlace | Reason::SameCommune => 10,
            Reason::OtherGtin => -30,
            Reason::OtherSet => -25,
        }
    }
}

/// From here on a pair is shown: one name with one producer and one more thing in common, or one bar code.
pub const LIKELY: i64 = 60;

/// Products of one maker are often told apart by one word (“đặc biệt”), so a close name must share nearly all.
const CLOSE: usize = 850;

/// What is compared of a product.
#[derive(Debug, Clone, Copy)]
pub struct Traits<'a> {
    pub name: &'a str,
    pub producer: &'a str,
    pub commune: Option<&'a str>,
    pub set: Option<&'a str>,
    pub gtin: Option<&'a str>,
    pub brand_place: Option<&'a str>,
}

/// Everything that speaks for and against, and the sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    pub points: i64,
    pub reasons: Vec<Reason>,
}

impl Likeness {
    pub fn likely(&self) -> bool {
        self.points >= LIKELY
    }
}

/// Compares two records; the order of the two does not matter.
pub fn compare(a: &Traits, b: &Traits) -> Likeness {
    let mut reasons = Vec::new();
    let mut both = |x: Option<&str>, y: Option<&str>, same: Reason, other: Option<Reason>| match (x, y) {
        (Some(x), Some(y)) if crate::text::fold(x) == crate::text::fold(y) => reasons.push(same),
        (Some(_), Some(_)) => reasons.extend(other),
        _ => {}
    };
    both(a.gtin, b.gtin, Reason::SameGtin, Some(Reason::OtherGtin));
    both(a.set, b.set, Reason::SameSet, Some(Reason::OtherSet));
    both(a.brand_place, b.brand_place, Reason::SameBrandPlace, None);
    both(a.commune, b.commune, Reason::SameCommune, None);
    both(Some(a.producer), Some(b.producer), Reason::SameProducer, None);
    match compare_names(a.name, b.name, CLOSE) {
        NameLikeness::Same => reasons.push(Reason::SameName),
        NameLikeness::Close => reasons.push(Reason::CloseName),
        NameLikeness::Other => {}
    }
    reasons.sort_unstable();
    Likeness { points: reasons.iter().map(|r| r.points()).sum(), reasons }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn true_and_false_pairs() {
        let of = |name| Traits {
            name,
            producer: "a",
            commune: Some("c1"),
            set: Some("QD26-09"),
            gtin: None,
            brand_place: None,
        };
        let base = of("Nước mắm Hai Mẫu");
        let table = [
            (of("NUOC MAM HAI MAU"), true),
            (of("Nưước mắm Hai Mẫu"), true),
            (Traits { set: None, ..of("Nước mắm Hai Mẫu") }, true),
            (Traits { gtin: Some("9520123456788"), ..of("Nước mắm cốt") }, false),
            (of("Nước mắm Ba Mẫu"), false),
            (of("Nước mắm Hai Mẫu loại đặc biệt"), false),
            (Traits { set: Some("QD26-10"), ..of("Nước mắm Hai Mẫu") }, false),
            (Traits { producer: "b", set: None, commune: Some("c2"), ..of("Nước mắm Hai Mẫu") }, false),
        ];
        for (other, want) in table {
            let found = compare(&base, &other);
            assert_eq!(found.likely(), want, "{other:?}: {found:?}");
            assert_eq!(found, compare(&other, &base));
        }
        let gtin = Some("9520123456788");
        let (a, b) = (Traits { gtin, ..base }, Traits { gtin, producer: "b", ..of("Mắm cốt") });
        assert!(compare(&a, &b).likely(), "one bar code is one product");
        let sizes = Traits { gtin: Some("9520123456795"), ..of("Nước mắm Hai Mẫu") };
        assert!(!compare(&a, &sizes).likely(), "two sizes of one name");
    }
}
