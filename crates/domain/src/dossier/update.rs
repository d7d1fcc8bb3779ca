//! What a dossier must say is new since the product was recognised: the law's own list, topic by topic.

use super::Kind;
use super::seal::{Seal, SealedFile};
use crate::codes;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

codes! {
    /// A topic to be brought up to date.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Topic ("topic of an update") {
        /// Điều 6(1)b: the contents of what changed since recognition.
        Changes = "changes",
        RawMaterial = "raw_material",
        Technology = "technology",
        Packaging = "packaging",
        Label = "label",
        QualityDeclaration = "quality_declaration",
        PeriodicTests = "periodic_tests",
        Market = "market",
        Output = "output",
        Revenue = "revenue",
    }
}

impl Topic {
    /// What a dossier of this kind has to say. Điều 6(1)b asks an upgrade for what changed; 6(1)c lists nine topics for
    /// a re-ranking (its tenth, time-limited papers, is proved by the papers themselves: [`not_renewed`]).
    pub fn asked_of(kind: Kind) -> Vec<Topic> {
        match kind {
            Kind::First => vec![],
            Kind::Upgrade => vec![Topic::Changes],
            Kind::Reranking => Topic::ALL.into_iter().filter(|t| *t != Topic::Changes).collect(),
        }
    }

    /// The law's own words.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Topic::Changes => "Những thay đổi so với sản phẩm OCOP đã được công nhận",
            Topic::RawMaterial => "Nguyên liệu",
            Topic::Technology => "Công nghệ sử dụng",
            Topic::Packaging => "Bao bì",
            Topic::Label => "Nhãn mác",
            Topic::QualityDeclaration => "Công bố chất lượng",
            Topic::PeriodicTests => "Các phiếu kiểm nghiệm định kỳ",
            Topic::Market => "Thị trường tiêu thụ",
            Topic::Output => "Sản lượng",
            Topic::Revenue => "Doanh thu",
        }
    }
}

/// Điều 6(1)c, 26/2026, "bổ sung minh chứng các giấy tờ pháp lý có thời hạn": the time-limited papers of the recognised
/// dossier that have run out and for which the new one cites no valid paper of the same kind.
pub fn not_renewed<'a>(recognised: &'a Seal, present: &Seal, today: Date) -> Vec<&'a SealedFile> {
    let valid = |f: &SealedFile| day(f).is_none_or(|d| d >= today);
    recognised
        .files
        .iter()
        .filter(|f| !valid(f))
        .filter(|old| !present.files.iter().any(|f| f.kind == old.kind && valid(f)))
        .collect()
}

/// A paper's last day; none where it has no end.
pub fn day(f: &SealedFile) -> Option<Date> {
    last_day(f.expires_on.as_deref())
}

/// The same of a day as it is stored, `yyyy-mm-dd`.
pub fn last_day(expires_on: Option<&str>) -> Option<Date> {
    expires_on.and_then(|d| d.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_lists_nine_topics_for_re_ranking_and_one_for_an_upgrade() {
        assert_eq!(Topic::asked_of(Kind::First), []);
        assert_eq!(Topic::asked_of(Kind::Upgrade), [Topic::Changes]);
        let words: Vec<_> =
            Topic::asked_of(Kind::Reranking).iter().map(|t| t.vietnamese().to_lowercase()).collect();
        // Điều 6(1)c, word for word and in its order.
        let law = "nguyên liệu, công nghệ sử dụng, bao bì, nhãn mác, công bố chất lượng, các phiếu kiểm nghiệm định kỳ, \
                   thị trường tiêu thụ, sản lượng, doanh thu";
        assert_eq!(words.join(", "), law);
    }
}
