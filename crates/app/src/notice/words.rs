//! What a notice is about, and what it says: the reviewed text of its kind (`texts.rs`) with its places filled. What the
//! texts come to is held by `tests/it/notices.txt`; a change of wording shows there.

use super::data::Data;
use super::named::{day, ground, how, mean, meeting, outcome, purposes, result};
use super::texts;
use ocop_domain::lang::Lang;
use ocop_domain::notice::NoticeKind;

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
