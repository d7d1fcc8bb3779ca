//! How the value of a place is written, where it does not stand as it was given: `{day:date}` in a text names a rule of this
//! file or a file of words in `notices/words`. A rule finds nothing where the sender did not give what it needs.

use super::data::Data;
use super::families::{ASSIST_PURPOSE, MEETING_GROUND, said};
use ocop_domain::calendar::written;
use ocop_domain::lang::Lang;

/// As it was given.
pub(super) fn text(place: &str, d: &Data, _: Lang) -> Option<String> {
    d.get(place)
}

/// dd/mm/yyyy, in both languages, as on the papers.
pub(super) fn date(place: &str, d: &Data, _: Lang) -> Option<String> {
    Some(written(d.get(place)?.parse().ok()?))
}

/// The mean of a council in words; where there is none the assessment stopped (Phụ lục II, 26/2026).
pub(super) fn mean(place: &str, d: &Data, lang: Lang) -> Option<String> {
    Some(match (d.get(place)?.as_str(), lang) {
        ("", Lang::Vi) => "dừng đánh giá".into(),
        ("", Lang::En) => "the assessment stopped".into(),
        (n, Lang::Vi) => format!("{n} điểm"),
        (n, Lang::En) => format!("{} points", n.replace(',', ".")),
    })
}

/// A result in words, by its points and by `stars` and `ground` beside them (`points_before`: `stars_before` …): without
/// points it stopped or was eliminated and has no rank.
pub(super) fn result(place: &str, d: &Data, lang: Lang) -> Option<String> {
    let beside = |name: &str| d.get(&place.replacen("points", name, 1));
    let (mean, stars, ground) = (mean(place, d, lang)?, beside("stars")?, beside("ground")?);
    Some(match (ground.as_str(), d.get(place)?.as_str(), stars.as_str(), lang) {
        ("eliminated", _, _, Lang::Vi) => "bị loại, không xếp hạng".into(),
        ("eliminated", _, _, Lang::En) => "eliminated, no rank".into(),
        (_, "", _, Lang::Vi) => format!("{mean}, không xếp hạng"),
        (_, "", _, Lang::En) => format!("{mean}, no rank"),
        ("below_five", _, _, Lang::Vi) => format!("{mean}, chưa đạt 5 sao"),
        ("below_five", _, _, Lang::En) => format!("{mean}, 5 stars not reached"),
        (_, _, "", Lang::Vi) => format!("{mean}, chưa đạt 3 sao"),
        (_, _, "", Lang::En) => format!("{mean}, 3 stars not reached"),
        (_, _, n, Lang::Vi) => format!("{mean}, {n} sao"),
        (_, _, n, Lang::En) => format!("{mean}, {n} stars"),
    })
}

/// Why a council that was asked in writing meets: the `ground` of its rules, or else what a person wrote.
pub(super) fn meeting(place: &str, d: &Data, lang: Lang) -> Option<String> {
    meeting_ground(&d.get("ground")?, lang).or_else(|| d.get(place))
}

/// A ground of a council's rules to meet, in words; none where a person found the matter complex and says why.
pub(crate) fn meeting_ground(code: &str, lang: Lang) -> Option<String> {
    said(MEETING_GROUND, code, lang).filter(|words| !words.is_empty())
}

/// What a consent is for, in words: "kho tài liệu, hồ sơ".
pub(crate) fn purposes(codes: &str, lang: Lang) -> String {
    said(ASSIST_PURPOSE, codes, lang).unwrap_or_default()
}
