//! An address of the map that ended on 30/6/2025: the units it may name, and whether they are what was asked for.

use super::OLD_MAP;
use super::search::{Hit, Query, search};
use crate::{Cx, Error};
use ocop_domain::area::{Fit, fit, search_words, without_kinds};

/// How many units are looked at for one address, and how many are shown.
const LOOKED_AT: i64 = 200;
const SHOWN: usize = 8;

/// What an old address may name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OldAddress {
    pub hits: Vec<Hit>,
    /// How many more fit as well: the words name too little.
    pub more: usize,
    /// True where no unit bears the words typed: the hits are a question (“Có phải bạn tìm …?”) and no answer.
    pub doubtful: bool,
    /// Words that belong to no unit; the hits are those of the other words. Empty where all fit.
    pub unfitting: String,
}

/// The most words that may belong to nothing.
const MOST_UNFITTING: usize = 2;
/// Longer addresses are not taken apart: each way to leave words out asks the database.
const MOST_WORDS: usize = 8;

/// Looks an old address up. Whole names of one chain are an answer; a name still being typed is one where there is nothing
/// better; a name with another kind is offered as a question.
pub async fn old_address(cx: &Cx, text: &str) -> Result<OldAddress, Error> {
    // A code names its unit without any word.
    if text.trim().bytes().all(|b| b.is_ascii_digit()) {
        let found = look(cx, text).await?;
        return Ok(first_of(found, false));
    }
    let typed = search_words(text);
    let found = look(cx, text).await?;
    let hits = best(&found, &typed);
    if !hits.is_empty() {
        return Ok(first_of(hits, false));
    }
    let name = without_kinds(&typed);
    if !name.is_empty() && name != typed {
        let found = look(cx, &name).await?;
        let hits = best(&found, &name);
        if !hits.is_empty() {
            return Ok(first_of(hits, true));
        }
    }
    without_some_words(cx, &typed).await
}

fn first_of(mut hits: Vec<Hit>, doubtful: bool) -> OldAddress {
    let more = hits.len().saturating_sub(SHOWN);
    hits.truncate(SHOWN);
    OldAddress { hits, more, doubtful, unfitting: String::new() }
}

/// Leaves out words that stand together and belong to nothing, as few as it takes.
async fn without_some_words(cx: &Cx, typed: &str) -> Result<OldAddress, Error> {
    let words: Vec<&str> = typed.split(' ').collect();
    if words.len() > MOST_WORDS {
        return Ok(first_of(vec![], true));
    }
    for left_out in 1..=MOST_UNFITTING.min(words.len().saturating_sub(1)) {
        for at in (0..=words.len() - left_out).rev() {
            let (before, rest) = words.split_at(at);
            let (unfitting, after) = rest.split_at(left_out);
            let kept = [before, after].concat().join(" ");
            let fitting = best(&look(cx, &kept).await?, &kept);
            // A name that is only begun proves nothing of the words beside it.
            if fitting.first().is_some_and(|hit| fit_of(hit, &kept) == Fit::Whole) {
                return Ok(OldAddress { unfitting: unfitting.join(" "), ..first_of(fitting, true) });
            }
        }
    }
    Ok(first_of(vec![], true))
}

async fn look(cx: &Cx, text: &str) -> Result<Vec<Hit>, Error> {
    let query = Query { text: text.into(), on: Some(OLD_MAP), page: 1, size: LOOKED_AT, ..Query::default() };
    Ok(search(cx, &query).await?.items)
}

/// The hits that fit best, in the order they were found.
fn best(found: &[Hit], typed: &str) -> Vec<Hit> {
    let fits: Vec<(Fit, &Hit)> = found.iter().map(|hit| (fit_of(hit, typed), hit)).collect();
    let most = fits.iter().map(|(fit, _)| *fit).max().unwrap_or(Fit::None);
    let best = fits.into_iter().filter(|(fit, _)| *fit == most && most > Fit::None);
    best.map(|(_, hit)| hit.clone()).collect()
}

fn fit_of(hit: &Hit, typed: &str) -> Fit {
    let above = [hit.district.as_deref(), hit.province.as_deref()];
    let chain: Vec<&str> =
        std::iter::once(hit.full_name.as_str()).chain(above.into_iter().flatten()).collect();
    fit(typed, &chain)
}
