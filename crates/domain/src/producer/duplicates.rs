//! Likely duplicates of producers: what speaks for two records being one maker, and how much. Nothing is merged by
//! points: they only decide which pairs an officer is shown.

use super::{LegalForm, registration_key};
use crate::codes;
use crate::likeness::{NameLikeness, compare as compare_names, core, core_key};

codes! {
    /// What speaks for, or against, two records being one producer; in the order it is shown.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Reason ("reason") {
        SameTaxNumber = "same_tax_number",
        SameRegistration = "same_registration",
        SamePhone = "same_phone",
        SameName = "same_name",
        CloseName = "close_name",
        /// They sell something under the same name.
        SharedMark = "shared_mark",
        SameCommune = "same_commune",
        /// One commune was formed from the other.
        MergedCommune = "merged_commune",
        OtherTaxNumber = "other_tax_number",
        OtherLegalForm = "other_legal_form",
    }
}

impl Reason {
    /// A tax or registration number is given to one person only; a name counts by the commune it stands in.
    pub fn points(self) -> i64 {
        match self {
            Reason::SameTaxNumber | Reason::SameRegistration => 60,
            Reason::SamePhone => 25,
            Reason::SameName => 45,
            Reason::CloseName => 40,
            Reason::SharedMark => 15,
            Reason::SameCommune | Reason::MergedCommune => 20,
            Reason::OtherTaxNumber => -40,
            Reason::OtherLegalForm => -15,
        }
    }
}

/// From here on a pair is shown: the same or a close name in one commune, a tax number, a name with a telephone or a
/// product in common.
pub const LIKELY: i64 = 60;

/// A name that says more than the other is close from this share of common words (thousandths).
const CLOSE: usize = 650;

/// What is compared of a producer.
#[derive(Debug, Clone, Copy)]
pub struct Traits<'a> {
    pub name: &'a str,
    pub legal_form: LegalForm,
    pub tax_number: Option<&'a str>,
    pub registration_number: Option<&'a str>,
    pub phone: Option<&'a str>,
    /// Cores ([`core_key`]) of the names of its products.
    pub marks: &'a [String],
}

/// How the communes of two records stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearness {
    Same,
    /// One is a predecessor or successor of the other.
    Succession,
    Apart,
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
pub fn compare(a: &Traits, b: &Traits, near: Nearness) -> Likeness {
    let mut reasons = Vec::new();
    match (a.tax_number.and_then(tax_key), b.tax_number.and_then(tax_key)) {
        (Some(x), Some(y)) if x == y => reasons.push(Reason::SameTaxNumber),
        (Some(_), Some(_)) => reasons.push(Reason::OtherTaxNumber),
        _ => {}
    }
    if let (Some(x), Some(y)) =
        (a.registration_number.and_then(own_key), b.registration_number.and_then(own_key))
        && x == y
    {
        reasons.push(Reason::SameRegistration);
    }
    if let (Some(x), Some(y)) = (a.phone.and_then(phone_key), b.phone.and_then(phone_key))
        && x == y
    {
        reasons.push(Reason::SamePhone);
    }
    match compare_names(a.name, b.name, CLOSE) {
        NameLikeness::Same => reasons.push(Reason::SameName),
        NameLikeness::Close => reasons.push(Reason::CloseName),
        NameLikeness::Other => {}
    }
    if a.marks.iter().any(|m| !m.is_empty() && b.marks.contains(m)) {
        reasons.push(Reason::SharedMark);
    }
    match near {
        Nearness::Same => reasons.push(Reason::SameCommune),
        Nearness::Succession => reasons.push(Reason::MergedCommune),
        Nearness::Apart => {}
    }
    if family(a.legal_form).zip(family(b.legal_form)).is_some_and(|(x, y)| x != y) {
        reasons.push(Reason::OtherLegalForm);
    }
    reasons.sort_unstable();
    Likeness { points: reasons.iter().map(|r| r.points()).sum(), reasons }
}

/// Lists do not tell households apart; an unknown form says nothing.
fn family(form: LegalForm) -> Option<LegalForm> {
    match form {
        LegalForm::Unknown => None,
        LegalForm::Household | LegalForm::Farm => Some(LegalForm::ProductionHousehold),
        other => Some(other),
    }
}

/// A tax number without its branch.
fn tax_key(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        13 => Some(digits[..10].to_owned()),
        10 | 12 => Some(digits),
        _ => None,
    }
}

/// A registration number without its branch.
fn own_key(number: &str) -> Option<String> {
    registration_key(number).map(|(own, _)| own)
}

/// The last nine digits: `+84 90…` and `090…` are one telephone.
fn phone_key(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 9).then(|| digits[digits.len() - 9..].to_owned())
}

/// By what candidates are looked up: only records that share a key are compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// `tax`, `reg`, `tel`, `name` (everywhere) or `part` (within a commune and its predecessors and successors).
    pub kind: &'static str,
    pub key: String,
}

/// The keys of a record. Parts are pairs of neighbouring words of the core; a core of two words gives each word too.
pub fn keys(
    name: &str,
    tax_number: Option<&str>,
    registration_number: Option<&str>,
    phone: Option<&str>,
) -> Vec<Key> {
    let words = core(name);
    let mut out = vec![Key { kind: "name", key: core_key(name) }];
    out.extend(tax_number.and_then(tax_key).map(|key| Key { kind: "tax", key }));
    out.extend(registration_number.and_then(own_key).map(|key| Key { kind: "reg", key }));
    out.extend(phone.and_then(phone_key).map(|key| Key { kind: "tel", key }));
    out.extend(words.windows(2).map(|pair| Key { kind: "part", key: pair.join(" ") }));
    if words.len() <= 2 {
        out.extend(words.iter().map(|word| Key { kind: "part", key: word.clone() }));
    }
    out.sort();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use Nearness::*;

    fn traits<'a>(name: &'a str, tax: &'a str, phone: &'a str, marks: &'a [String]) -> Traits<'a> {
        let some = |s: &'a str| Some(s).filter(|s| !s.is_empty());
        Traits {
            name,
            legal_form: LegalForm::of_name(name),
            tax_number: some(tax),
            registration_number: None,
            phone: some(phone),
            marks,
        }
    }

    /// Pairs an officer wants to see, and pairs that would only cost him time. All invented.
    #[test]
    fn true_and_false_pairs() {
        type Side = (&'static str, &'static str, &'static str);
        let table: &[(Side, Side, Nearness, bool)] = &[
            // Spellings of one name in one commune.
            (("HTX Nông nghiệp Xóm Mẫu", "", ""), ("Hợp tác xã NN Xóm Mẫu", "", ""), Same, true),
            (("Cty TNHH Hương Ví Dụ", "", ""), ("CÔNG TY TNHH HƯƠNG VÍ DỤ", "", ""), Same, true),
            (("HTX Mỹ Vị Mẫu", "", ""), ("Hợp tác xã Mĩ Vị Mẫu", "", ""), Same, true),
            (("Hop tac xa Rau Xom Mau", "", ""), ("HTX Rau Xóm Mẫu", "", ""), Same, true),
            (("HTX Mắm Thủy Mẫu", "", ""), ("HTX Mắm Thuỷ Mẫu", "", ""), Succession, true),
            (("Cơ sở nước mắm Hai Mẫu", "", ""), ("Nước mắm truyền thống Hai Mẫu", "", ""), Same, true),
            (("Trà Hương Ví Dụ", "", ""), ("Trà Hưogn Ví Dụ", "", ""), Same, true),
            // The same tax number, whatever the name; the branch of a company.
            (("Công ty TNHH Một Mẫu", "0399999991", ""), ("Mẫu Food", "0399999991-001", ""), Apart, true),
            // A name and a telephone, in two communes.
            (
                ("Hộ kinh doanh Trần Thị Mẫu", "", "0900 000 001"),
                ("HKD Tran Thi Mau", "", "+84 900000001"),
                Apart,
                true,
            ),
            // Names alike, communes apart.
            (("HTX Nông nghiệp Xóm Mẫu", "", ""), ("Hợp tác xã NN Xóm Mẫu", "", ""), Apart, false),
            // Two tax numbers are two persons.
            (("HTX Xóm Mẫu", "0399999991", ""), ("HTX Xóm Mẫu", "0399999992", ""), Same, false),
            // A cooperative and a company of one name.
            (("HTX Hương Ví Dụ", "", ""), ("Cty TNHH Hương Ví Dụ", "", ""), Same, false),
            // One word differs.
            (("Nước mắm Hai Mẫu", "", ""), ("Nước mắm Ba Mẫu", "", ""), Same, false),
            (("HTX Rau an toàn Xóm Mẫu", "", ""), ("HTX Rau an toàn Xóm Đình", "", ""), Same, false),
            (("Cơ sở Mẫu số 1", "", ""), ("Cơ sở Mẫu số 2", "", ""), Same, false),
            // One telephone for two neighbours (the village's shop).
            (("Hộ Nguyễn Văn Mẫu", "", "0900000002"), ("Hộ Lê Thị Ví Dụ", "", "0900000002"), Same, false),
        ];
        for ((n1, t1, p1), (n2, t2, p2), near, want) in table {
            let (a, b) = (traits(n1, t1, p1, &[]), traits(n2, t2, p2, &[]));
            let found = compare(&a, &b, *near);
            assert_eq!(found.likely(), *want, "{n1} · {n2}: {found:?}");
            assert_eq!(found, compare(&b, &a, *near));
            if *want {
                let k2 = keys(n2, b.tax_number, None, b.phone);
                let mut shared = keys(n1, a.tax_number, None, a.phone).into_iter().filter(|k| k2.contains(k));
                assert!(shared.any(|k| k.kind != "part" || *near != Apart), "{n1} · {n2} are never met");
            }
        }
    }

    #[test]
    fn a_shared_product_lifts_a_name_elsewhere() {
        let mark = ["banh mau".to_owned()];
        let (a, b) = (traits("HTX Xóm Mẫu", "", "", &mark), traits("HTX Xóm Mẫu", "", "", &mark));
        let found = compare(&a, &b, Apart);
        assert!(found.likely());
        assert_eq!(found.reasons, [Reason::SameName, Reason::SharedMark]);
        assert_eq!(
            Reason::ALL.iter().map(|r| r.as_str()).collect::<std::collections::BTreeSet<_>>().len(),
            10
        );
    }

    #[test]
    fn a_registration_number_is_given_to_one_person_only() {
        let with =
            |number| Traits { registration_number: Some(number), ..traits("Hộ Bà Lan", "", "", &[]) };
        let found = compare(&with("41A8 012 345"), &with("41A8012345 - 001"), Apart);
        assert!(found.likely() && found.reasons.contains(&Reason::SameRegistration), "{found:?}");
        assert!(
            !compare(&with("41A8012345"), &with("41A8012346"), Apart)
                .reasons
                .contains(&Reason::SameRegistration)
        );
        let key = |number| keys("x", None, Some(number), None).into_iter().find(|k| k.kind == "reg");
        assert_eq!(key("41A8 012 345"), key("41A8012345 - 001"));
    }
}
