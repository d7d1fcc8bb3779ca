use super::place::place;
use super::text::GuideText;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_store::guide::text::{self as store, GuideTextRow};
use serde::Deserialize;
use serde_json::json;

/// The most an effort can be set to: a hundred steps.
const MOST_EFFORT: i64 = 100;

/// Say something of a criterion or option; every field may be left out. What was said before stays readable.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Write {
    #[serde(skip)]
    pub set: String,
    #[serde(skip)]
    pub criterion: String,
    /// Empty or 0: the criterion as a whole.
    #[serde(skip)]
    pub option: String,
    /// Empty: the whole country. Else the code of a province.
    #[serde(skip)]
    pub scope: String,
    /// The version that was on screen; empty for none.
    pub seen: String,
    pub issuer: String,
    pub duration: String,
    pub cost: String,
    pub advice: String,
    pub guide_link: String,
    pub film_link: String,
    pub effort: String,
}

/// Writes the next version and returns its number. All fields empty take the text back: then the ministry's holds again.
pub async fn write(cx: &Cx, cmd: Write) -> Result<i64, Error> {
    let place = place(cx, &cmd.set, &cmd.criterion, &cmd.option, &cmd.scope).await?;
    let (text, effort) = read(&cmd, place.option)?;
    let at = place.at();
    write_tx!(cx, |tx| {
        let newest = store::newest(&tx, at).await?;
        if cmd.seen.parse::<i64>().unwrap_or(0) != newest {
            return Err(Error::Conflict("stale"));
        }
        let before = store::versions(&tx, at, 1, 0).await?.into_iter().next();
        let unchanged = match &before {
            Some(row) => row.effort == effort && GuideText::of(row.clone()) == text,
            None => effort.is_none() && text.is_empty(),
        };
        if unchanged {
            return Ok(newest);
        }
        let row = GuideTextRow {
            id: cx.id(),
            set_id: at.set_id.to_owned(),
            criterion: at.criterion.to_owned(),
            option_no: at.option_no,
            scope: at.scope.to_owned(),
            version: newest + 1,
            issuer: text.issuer.clone(),
            duration: text.duration.clone(),
            cost: text.cost.clone(),
            advice: text.advice.clone(),
            guide_link: text.guide_link.clone(),
            film_link: text.film_link.clone(),
            effort,
            written_by: cx.actor.id().to_owned(),
            written_at: cx.now_ms(),
            author: None,
        };
        match store::insert(&tx, &row).await {
            // Another person took this number meanwhile: the next try sees that version and says so.
            Err(ocop_store::Error::Duplicate(_)) => return Err(Error::Busy),
            done => done?,
        }
        let diff = json!({"criterion": at.criterion, "option": at.option_no, "scope": at.scope,
            "version": row.version, "effort": effort, "said": said(&text)});
        let chain = format!("guide:{}", at.set_id);
        cx.journal(&tx, &chain, Act::GuideWrite.as_str(), &row.id, diff).await?;
        Ok(row.version)
    })
}

fn read(cmd: &Write, option: usize) -> Result<(GuideText, Option<i64>), Error> {
    let mut invalid = Invalid::default();
    let text = GuideText {
        issuer: invalid.optional("issuer", &cmd.issuer, 300),
        duration: invalid.optional("duration", &cmd.duration, 200),
        cost: invalid.optional("cost", &cmd.cost, 200),
        advice: invalid.optional("advice", &cmd.advice, 2000),
        guide_link: link(&mut invalid, "guide_link", &cmd.guide_link),
        film_link: link(&mut invalid, "film_link", &cmd.film_link),
    };
    let effort = match cmd.effort.trim() {
        "" => None,
        _ if option == 0 => {
            invalid.add("effort", "effort_of_option");
            None
        }
        typed => {
            let effort = typed.parse::<i64>().ok().filter(|n| (1..=MOST_EFFORT).contains(n));
            if effort.is_none() {
                invalid.add_with("effort", "effort", vec![("most", MOST_EFFORT.to_string())]);
            }
            effort
        }
    };
    invalid.ok()?;
    Ok((text, effort))
}

/// A link others will follow: https, a host with a dot, nothing that could end an attribute or hide what it is.
fn link(invalid: &mut Invalid, field: &str, typed: &str) -> Option<String> {
    let link = invalid.optional(field, typed, 500)?;
    let rest = link.strip_prefix("https://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let named = host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
    let plain = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        && !link.chars().any(|c| c.is_whitespace() || c.is_control() || "\"'<>\\".contains(c));
    if !named || !plain {
        invalid.add(field, "https_link");
    }
    Some(link)
}

/// The names of the fields that say something.
fn said(text: &GuideText) -> Vec<&'static str> {
    let fields = [
        ("issuer", &text.issuer),
        ("duration", &text.duration),
        ("cost", &text.cost),
        ("advice", &text.advice),
        ("guide_link", &text.guide_link),
        ("film_link", &text.film_link),
    ];
    fields.into_iter().filter(|(_, value)| value.is_some()).map(|(name, _)| name).collect()
}
