//! What a notice is about, and what it says: the reviewed text of its kind (`texts.rs`) with its places filled. What the
//! texts come to is held by `tests/it/notices.txt`; a change of wording shows there.

use super::named::{day, ground, how, mean, meeting, outcome, purposes, result};
use super::texts;
use ocop_domain::lang::Lang;
use ocop_domain::notice::NoticeKind;
use serde::{Deserialize, Serialize};

/// What a notice is about. Days are `YYYY-MM-DD`; what a kind does not need stays empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Data {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub producer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub day: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub paper: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reasons: String,
    /// Name of a `WithdrawalGround`, or of a council's `MeetingGround`; of a result how it ended without a rank.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ground: String,
    #[serde(skip_serializing_if = "is_zero")]
    pub stars: i64,
    /// The commune whose officer helps, by name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// Names of `assist::Purpose`, comma between.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purposes: String,
    /// Name of an `assist::How`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub how: String,
    /// A one-time code to be read out, and the account that asked for it and may not see it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// A council's mean as papers write it, like "88,42".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub points: String,
    /// Name of an `objection::Outcome`; of a corrected result whether it stays, changed, or waits to be told.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub outcome: String,
    /// What a corrected result was, where it was known and is another now.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub known_before: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub points_before: String,
    #[serde(skip_serializing_if = "is_zero")]
    pub stars_before: i64,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ground_before: String,
}

fn is_zero(n: &i64) -> bool {
    *n == 0
}

/// One line, and a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub title: String,
    pub body: String,
}

/// What a notice says.
pub fn words(kind: NoticeKind, d: &Data, lang: Lang) -> Words {
    let (title, body) = texts::of(kind, d, lang);
    let fill = |text: &str| texts::fill(text, |name| place(name, d, lang));
    Words { title: fill(&title), body: fill(&body) }
}

/// What stands at a place of a text; nothing for a name that is no place.
pub(super) fn place(name: &str, d: &Data, lang: Lang) -> Option<String> {
    Some(match name {
        "product" => d.product.clone(),
        "producer" => d.producer.clone(),
        "number" => d.number.clone(),
        "paper" => d.paper.clone(),
        "office" => d.office.clone(),
        "code" => d.code.clone(),
        "stars" => d.stars.to_string(),
        "day" => day(&d.day),
        "reasons" => meeting(&d.ground, lang).unwrap_or_else(|| d.reasons.clone()),
        "ground" => ground(&d.ground, lang).to_owned(),
        "purposes" => purposes(&d.purposes, lang),
        "how" => how(&d.how, lang).to_owned(),
        "outcome" => outcome(&d.outcome, lang).to_owned(),
        "mean" => mean(&d.points, lang),
        "result" => result(&d.points, d.stars, &d.ground, lang),
        "result_before" => result(&d.points_before, d.stars_before, &d.ground_before, lang),
        _ => return None,
    })
}
