//! What the province sends for five stars, paper by paper, and where each stands in an archive.

use crate::codes;
use crate::dossier::Kind;

codes! {
    /// A paper of Điều 6(3), 26/2026.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Paper ("paper of a package") {
        /// Văn bản của UBND cấp tỉnh gửi Bộ.
        Letter = "letter",
        /// Báo cáo đánh giá của Tổ tư vấn Hội đồng cấp tỉnh.
        AdvisoryReport = "advisory_report",
        /// Báo cáo đánh giá của Hội đồng cấp tỉnh.
        CouncilReport = "council_report",
        /// Quyết định phê duyệt kết quả đánh giá của Chủ tịch UBND cấp tỉnh.
        Approval = "approval",
        /// Báo cáo đánh giá của cơ quan tham mưu quản lý OCOP cấp tỉnh.
        OfficeReport = "office_report",
        /// Hồ sơ sản phẩm.
        Dossier = "dossier",
        /// Văn bản xác nhận kiểm tra, kiểm nghiệm bổ sung của cấp tỉnh (nếu có).
        ExtraTests = "extra_tests",
        /// Sản phẩm mẫu.
        Samples = "samples",
    }
}

/// A paper that belongs to a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demanded {
    pub paper: Paper,
    /// "(nếu có)": nothing is missing without it.
    pub if_any: bool,
}

codes! {
    /// Where a paper of the list is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Standing ("place of a paper") {
        /// In the archive.
        Inside = "inside",
        /// Travels beside the archive: the signed letter, the samples.
        Beside = "beside",
        /// Asked for only where there is one, and there is none.
        NotAny = "not_any",
        Missing = "missing",
    }
}

impl Paper {
    /// In the law's own words, as the index in the archive names it.
    pub fn name(self) -> &'static str {
        match self {
            Paper::Letter => "Văn bản của UBND cấp tỉnh gửi Bộ Nông nghiệp và Môi trường",
            Paper::AdvisoryReport => "Báo cáo đánh giá của Tổ tư vấn Hội đồng cấp tỉnh",
            Paper::CouncilReport => "Báo cáo đánh giá của Hội đồng cấp tỉnh",
            Paper::Approval => "Quyết định phê duyệt kết quả đánh giá của Chủ tịch UBND cấp tỉnh",
            Paper::OfficeReport => "Báo cáo đánh giá của cơ quan tham mưu quản lý OCOP cấp tỉnh",
            Paper::Dossier => "Hồ sơ sản phẩm",
            Paper::ExtraTests => "Văn bản xác nhận kiểm tra, kiểm nghiệm bổ sung của cấp tỉnh (nếu có)",
            Paper::Samples => "Sản phẩm mẫu",
        }
    }

    /// Made outside the program: the province puts a file of it into the package.
    pub fn comes_from_outside(self) -> bool {
        matches!(self, Paper::Letter | Paper::OfficeReport | Paper::ExtraTests)
    }

    /// How the paths of its files in the archive begin.
    pub fn place(self) -> &'static str {
        match self {
            Paper::Letter => "0-cong-van/",
            Paper::AdvisoryReport => "4-hoi-dong/bao-cao-to-tu-van",
            Paper::CouncilReport => "4-hoi-dong/bao-cao-hoi-dong",
            Paper::Approval => "5-quyet-dinh/quyet-dinh-phe-duyet",
            Paper::OfficeReport => "4-hoi-dong/bao-cao-co-quan-tham-muu",
            Paper::Dossier => "1-ho-so/",
            Paper::ExtraTests => "6-kiem-nghiem-bo-sung/",
            Paper::Samples => "san-pham-mau/",
        }
    }
}

/// Điều 6(3)a for a first assessment and an upgrade (Điều 7(5)a sends both there), 6(3)b for a re-ranking, in the
/// decision's order. `samples`: how many the set asks for; tourism asks for none.
pub fn papers(kind: Kind, samples: u32) -> Vec<Demanded> {
    let always = |paper| Demanded { paper, if_any: false };
    let mut out = match kind {
        Kind::First | Kind::Upgrade => {
            [Paper::Letter, Paper::AdvisoryReport, Paper::CouncilReport, Paper::Approval, Paper::Dossier]
                .map(always)
                .to_vec()
        }
        Kind::Reranking => [Paper::Letter, Paper::OfficeReport, Paper::Dossier].map(always).to_vec(),
    };
    out.push(Demanded { paper: Paper::ExtraTests, if_any: true });
    if samples > 0 {
        out.push(always(Paper::Samples));
    }
    out
}

/// Where a paper of the list stands, given the paths in the archive and whether the letter has its number.
pub fn standing(demanded: Demanded, paths: &[&str], letter_numbered: bool) -> Standing {
    if paths.iter().any(|p| p.starts_with(demanded.paper.place())) {
        return Standing::Inside;
    }
    match demanded.paper {
        Paper::Letter if letter_numbered => Standing::Beside,
        Paper::Samples => Standing::Beside,
        _ if demanded.if_any => Standing::NotAny,
        _ => Standing::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Điều 6(3)a and b.
    #[test]
    fn each_kind_of_dossier_has_its_own_papers() {
        let names = |kind, samples| {
            papers(kind, samples).into_iter().map(|d| d.paper.as_str()).collect::<Vec<_>>().join(" ")
        };
        let first = "letter advisory_report council_report approval dossier extra_tests samples";
        assert_eq!(names(Kind::First, 5), first);
        assert_eq!(names(Kind::Upgrade, 5), first);
        assert_eq!(names(Kind::Reranking, 5), "letter office_report dossier extra_tests samples");
        assert_eq!(names(Kind::Reranking, 0), "letter office_report dossier extra_tests");
    }

    #[test]
    fn what_is_not_there_is_missing_unless_it_travels_beside_or_is_asked_for_only_if_any() {
        let paths = ["1-ho-so/mau-01.json", "5-quyet-dinh/quyet-dinh-phe-duyet.pdf"];
        let stand = |paper, if_any, numbered| standing(Demanded { paper, if_any }, &paths, numbered);
        assert_eq!(stand(Paper::Dossier, false, true), Standing::Inside);
        assert_eq!(stand(Paper::Approval, false, true), Standing::Inside);
        assert_eq!(stand(Paper::Letter, false, true), Standing::Beside);
        assert_eq!(stand(Paper::Letter, false, false), Standing::Missing);
        assert_eq!(stand(Paper::Samples, false, true), Standing::Beside);
        assert_eq!(stand(Paper::ExtraTests, true, true), Standing::NotAny);
        assert_eq!(stand(Paper::AdvisoryReport, false, true), Standing::Missing);
    }

    #[test]
    fn names_read_back() {
        for paper in Paper::ALL {
            assert_eq!(paper.as_str().parse(), Ok(paper));
        }
        for at in Standing::ALL {
            assert_eq!(at.as_str().parse(), Ok(at));
        }
    }
}
