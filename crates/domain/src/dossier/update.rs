//! What a dossier must say is new since the product was recognised: the law's own list, topic by topic.

use super::Kind;
use super::seal::{Seal, SealedFile};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A topic to be brought up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Điều 6(1)b: the contents of what changed since recognition.
    Changes,
    RawMaterial,
    Technology,
    Packaging,
    Label,
    QualityDeclaration,
    PeriodicTests,
    Market,
    Output,
    Revenue,
}

const ALL: [(Topic, &str, &str); 10] = [
    (Topic::Changes, "changes", "Những thay đổi so với sản phẩm OCOP đã được công nhận"),
    (Topic::RawMaterial, "raw_material", "Nguyên liệu"),
    (Topic::Technology, "technology", "Công nghệ sử dụng"),
    (Topic::Packaging, "packaging", "Bao bì"),
    (Topic::Label, "label", "Nhãn mác"),
    (Topic::QualityDeclaration, "quality_declaration", "Công bố chất lượng"),
    (Topic::PeriodicTests, "periodic_tests", "Các phiếu kiểm nghiệm định kỳ"),
    (Topic::Market, "market", "Thị trường tiêu thụ"),
    (Topic::Output, "output", "Sản lượng"),
    (Topic::Revenue, "revenue", "Doanh thu"),
];

impl Topic {
    /// What a dossier of this kind has to say. Điều 6(1)b asks an upgrade for what changed; 6(1)c lists nine topics for
    /// a re-ranking (its tenth, time-limited papers, is proved by the papers themselves: [`not_renewed`]).
    pub fn asked_of(kind: Kind) -> Vec<Topic> {
        match kind {
            Kind::First => vec![],
            Kind::Upgrade => vec![Topic::Changes],
            Kind::Reranking => ALL.iter().map(|(t, ..)| *t).filter(|t| *t != Topic::Changes).collect(),
        }
    }

    fn row(self) -> &'static (Topic, &'static str, &'static str) {
        &ALL[ALL.iter().position(|(t, ..)| *t == self).unwrap_or_default()]
    }

    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// The law's own words.
    pub fn vietnamese(self) -> &'static str {
        self.row().2
    }
}

impl FromStr for Topic {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        ALL.iter()
            .find(|(_, n, _)| *n == s)
            .map(|(t, ..)| *t)
            .ok_or_else(|| format!("“{s}” is not a topic of an update"))
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
        for (topic, name, _) in ALL {
            assert_eq!(name.parse(), Ok(topic));
        }
    }
}
