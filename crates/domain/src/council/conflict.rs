//! What ties a member to a producer before his council. The register is compared with what the member declared; a
//! find is a question for a person, never a verdict: a surname alone proves nothing, and half of a name is no name.

use crate::codes;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::likeness::core_key;
use crate::text::fold;

codes! {
    /// The kinds of tie, in the order they are asked for.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Tie ("kind of tie") {
        /// The member works for the producer.
        Employer = "employer",
        /// The member holds a share of it or has put money into it.
        Shareholding = "shareholding",
        /// The member advised it, wrote its dossier, tested or supplied for it.
        EarlierWork = "earlier_work",
        /// A relative of the member represents it.
        Family = "family",
        /// The member is the one who represents it, by name.
        Namesake = "namesake",
        Phone = "phone",
        Address = "address",
        /// Something else, in the member's own words.
        Other = "other",
    }
}

impl Tie {
    /// What a member can say of himself beforehand, for every producer to come.
    pub const DECLARED: [Tie; 6] =
        [Tie::Employer, Tie::Shareholding, Tie::EarlierWork, Tie::Family, Tie::Phone, Tie::Address];
}

/// What a member declared: a firm by name or tax number, a relative by full name, a telephone, an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    pub tie: Tie,
    pub text: String,
}

/// A member as far as he is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judge {
    pub name: String,
    pub phone: Option<String>,
    /// The body the member was sent by.
    pub department: String,
    pub interests: Vec<Interest>,
}

/// A producer as far as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    pub tax_number: Option<String>,
    pub representative: Option<String>,
    pub phones: Vec<String>,
    pub addresses: Vec<String>,
}

/// Digits of a Vietnamese telephone number without its trunk 0 or country code; too few are no number.
fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let tail = digits.len().checked_sub(9)?;
    digits.get(tail..).map(str::to_owned)
}

fn same_phone(a: &str, b: &str) -> bool {
    phone(a).is_some_and(|a| phone(b) == Some(a))
}

/// A person's full name: two words at least, all of them, in their order.
fn same_person(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    a.split(' ').count() > 1 && a == b
}

/// Streets have a number; without one it is a quarter in which thousands live.
fn same_address(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let exact = |x: &str| x.split(' ').count() > 2 && x.chars().any(|c| c.is_ascii_digit());
    let within = |long: &str, short: &str| long == short || long.starts_with(&format!("{short} "));
    exact(&a) && exact(&b) && (within(&a, &b) || within(&b, &a))
}

fn names_firm(text: &str, party: &Party) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let by_tax = party.tax_number.as_ref().is_some_and(|tax| {
        let tax: String = tax.chars().filter(char::is_ascii_digit).collect();
        tax.len() >= 10 && digits == tax
    });
    let core = core_key(text);
    by_tax || (!core.is_empty() && core == core_key(&party.name))
}

/// The ties that the register and the declarations show between a member and a producer; none of them decides
/// anything by itself.
pub fn ties(judge: &Judge, party: &Party) -> BTreeSet<Tie> {
    let mut found = BTreeSet::new();
    if names_firm(&judge.department, party) {
        found.insert(Tie::Employer);
    }
    if let Some(representative) = &party.representative
        && same_person(representative, &judge.name)
    {
        found.insert(Tie::Namesake);
    }
    if judge.phone.iter().any(|own| party.phones.iter().any(|p| same_phone(p, own))) {
        found.insert(Tie::Phone);
    }
    for interest in &judge.interests {
        let text = interest.text.as_str();
        let hit = match interest.tie {
            Tie::Employer | Tie::Shareholding | Tie::EarlierWork => names_firm(text, party),
            Tie::Family => party.representative.as_ref().is_some_and(|r| same_person(r, text)),
            Tie::Phone => party.phones.iter().any(|p| same_phone(p, text)),
            Tie::Address => party.addresses.iter().any(|a| same_address(a, text)),
            Tie::Namesake | Tie::Other => false,
        };
        if hit {
            found.insert(interest.tie);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party() -> Party {
        Party {
            name: "Hợp tác xã Nông nghiệp Cù Lao Mẫu".into(),
            tax_number: Some("0312345678".into()),
            representative: Some("Trần Thị Mẫu Mực".into()),
            phones: vec!["0901 234 567".into()],
            addresses: vec!["12/3 đường Minh Họa, khu phố 2".into()],
        }
    }

    fn found(tie: Tie, text: &str) -> Vec<Tie> {
        let judge = Judge { interests: vec![Interest { tie, text: text.into() }], ..Judge::default() };
        ties(&judge, &party()).into_iter().collect()
    }

    #[test]
    fn a_firm_is_known_by_its_name_in_any_writing_and_by_its_tax_number() {
        assert_eq!(found(Tie::Shareholding, "HTX nong nghiep Cu lao Mau"), [Tie::Shareholding]);
        assert_eq!(found(Tie::Employer, "MST 0312345678"), [Tie::Employer]);
        assert_eq!(found(Tie::EarlierWork, "HTX Cù Lao Khác"), []);
        assert_eq!(found(Tie::EarlierWork, "031234567"), []);
        assert_eq!(found(Tie::EarlierWork, "HTX"), [], "a legal form names nobody");
    }

    #[test]
    fn a_surname_alone_proves_nothing() {
        assert_eq!(found(Tie::Family, "tran thi mau muc"), [Tie::Family]);
        for half in ["Trần", "Trần Thị", "Mực", "Trần Thị Mẫu"] {
            assert_eq!(found(Tie::Family, half), [], "{half}");
        }
    }

    #[test]
    fn telephones_are_compared_without_their_spelling() {
        for same in ["+84 901 234 567", "0901.234.567", "84901234567"] {
            assert_eq!(found(Tie::Phone, same), [Tie::Phone], "{same}");
        }
        assert_eq!(found(Tie::Phone, "0901234568"), []);
        assert_eq!(found(Tie::Phone, "234567"), []);
    }

    #[test]
    fn an_address_needs_a_house() {
        assert_eq!(found(Tie::Address, "12/3 Đường Minh Hoạ"), [Tie::Address]);
        assert_eq!(found(Tie::Address, "12/3 đường Minh Họa, khu phố 2, phường Mẫu"), [Tie::Address]);
        assert_eq!(found(Tie::Address, "đường Minh Họa, khu phố 2"), []);
        assert_eq!(found(Tie::Address, "12/3 đường Minh"), [Tie::Address], "less of it is still this house");
        assert_eq!(found(Tie::Address, "2"), []);
    }

    #[test]
    fn the_member_himself_is_compared_too() {
        let judge = Judge {
            name: "Trần Thị Mẫu Mực".into(),
            phone: Some("+84901234567".into()),
            department: "HTX Nông nghiệp Cù Lao Mẫu".into(),
            interests: vec![],
        };
        let all: Vec<Tie> = ties(&judge, &party()).into_iter().collect();
        assert_eq!(all, [Tie::Employer, Tie::Namesake, Tie::Phone]);
        assert!(ties(&Judge::default(), &Party::default()).is_empty(), "nothing known is nothing found");
    }

    #[test]
    fn every_tie_reads_back() {
        for tie in Tie::ALL {
            assert_eq!(tie.as_str().parse(), Ok(tie));
        }
    }
}
