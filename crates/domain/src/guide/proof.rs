//! What proves a criterion, and how far a dossier has come with it. The tables of the decision name no papers; the list
//! printed in Mẫu số 02, Phần III (Phụ lục III, 26/2026) does, by subject. Which kind of paper speaks of which criterion
//! is read from the criterion's printed name.

use crate::codes;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::criteria::Criterion;
use crate::dossier::EvidenceKind;
use crate::points::Points;
use crate::text::fold;

/// Words of a criterion's name, without diacritics, and the kinds of paper that list names for the subject.
const SUBJECTS: &[(&str, &[EvidenceKind])] = &[
    ("nguyen lieu", &[EvidenceKind::RawMaterial]),
    ("nguon goc san pham", &[EvidenceKind::RawMaterial]),
    ("vung san xuat", &[EvidenceKind::RawMaterial]),
    ("lien ket san xuat", &[EvidenceKind::RawMaterial]),
    ("lien ket chuoi trong san xuat", &[EvidenceKind::RawMaterial]),
    ("bao ve moi truong trong", &[EvidenceKind::Environment]),
    ("cong nghe theo huong ben vung", &[EvidenceKind::Environment]),
    ("nang luong tiet kiem", &[EvidenceKind::Environment]),
    ("loai hinh to chuc", &[EvidenceKind::BusinessRegistration]),
    ("dai dien phap luat", &[EvidenceKind::BusinessRegistration]),
    (
        "dap ung dieu kien kinh doanh",
        &[EvidenceKind::BusinessRegistration, EvidenceKind::ProductionCertificate],
    ),
    ("lao dong dia phuong", &[EvidenceKind::LocalLabour]),
    ("tang truong san xuat kinh doanh", &[EvidenceKind::Growth]),
    ("so huu tri tue", &[EvidenceKind::IntellectualProperty]),
    ("khu vuc phan phoi", &[EvidenceKind::Market]),
    ("to chuc phan phoi", &[EvidenceKind::Market]),
    ("co hoi thi truong", &[EvidenceKind::Market]),
    ("quang ba", &[EvidenceKind::Promotion]),
    ("cau chuyen", &[EvidenceKind::Story]),
    ("ban sac dia phuong", &[EvidenceKind::Story]),
    ("phong cach ghi nhan", &[EvidenceKind::Traceability]),
    ("bao bi ghi nhan", &[EvidenceKind::Traceability]),
    ("cong bo chat luong", &[EvidenceKind::QualityDeclaration]),
    ("cong bo san pham", &[EvidenceKind::QualityDeclaration]),
    ("dinh duong", &[EvidenceKind::TestReport]),
    ("kiem tra dinh ky", &[EvidenceKind::TestReport]),
    ("tinh an toan", &[EvidenceKind::TestReport]),
    ("an toan chat luong", &[EvidenceKind::TestReport]),
    ("chat luong an toan", &[EvidenceKind::TestReport]),
    ("dam bao chat luong san pham", &[EvidenceKind::ProductionCertificate, EvidenceKind::QualitySystem]),
];

/// The kinds of paper that speak of a criterion; none where the council looks at the product itself (colour, smell,
/// how distinctive it is) and a description is enough.
pub fn papers_for(criterion: &Criterion) -> Vec<EvidenceKind> {
    let name = fold(&criterion.name);
    let mut kinds: Vec<EvidenceKind> = Vec::new();
    for (_, of_subject) in SUBJECTS.iter().filter(|(words, _)| name.contains(words)) {
        kinds.extend(of_subject.iter().filter(|kind| !kinds.contains(kind)).collect::<Vec<_>>());
    }
    kinds
}

codes! {
    /// Where a criterion of a dossier stands.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Standing ("standing") {
        NotAnswered = "not_answered",
        PaperMissing = "paper_missing",
        PaperExpired = "paper_expired",
        /// A paper cited runs out within [`RUNS_OUT_SOON`] days.
        PaperEnding = "paper_ending",
        Done = "done",
    }
}

/// Days ahead in which a paper that runs out is worth a word.
pub const RUNS_OUT_SOON: i64 = 90;

impl Standing {
    /// Nothing is left to do today; a paper that will run out is still good.
    pub fn is_done(self) -> bool {
        matches!(self, Standing::Done | Standing::PaperEnding)
    }
}

/// Mẫu số 02, Phần III: each result is described and proven. `points` of the option picked (none: nothing picked);
/// `papers` the kind of each paper cited and its last day (none: it does not run out). Nothing is to be proven where the
/// option gives no points, and no paper is asked for where the printed list names none. A paper of a kind that the list
/// names for another subject proves nothing here; one kept under “other” may.
pub fn standing(
    criterion: &Criterion,
    points: Option<Points>,
    papers: &[(EvidenceKind, Option<Date>)],
    today: Date,
) -> Standing {
    let Some(points) = points else { return Standing::NotAnswered };
    let last_days = || papers.iter().filter_map(|(_, last)| *last);
    let soon = today.checked_add(RUNS_OUT_SOON.days()).unwrap_or(Date::MAX);
    let asked = papers_for(criterion);
    let fits = |kind: EvidenceKind| kind == EvidenceKind::Other || asked.contains(&kind);
    if points == Points::ZERO || (papers.is_empty() && asked.is_empty()) {
        Standing::Done
    } else if !asked.is_empty() && !papers.iter().any(|(kind, _)| fits(*kind)) {
        Standing::PaperMissing
    } else if last_days().any(|last| last < today) {
        Standing::PaperExpired
    } else if last_days().any(|last| last <= soon) {
        Standing::PaperEnding
    } else {
        Standing::Done
    }
}
