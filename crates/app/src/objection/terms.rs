use crate::prelude::*;
use ocop_domain::objection::{TERMS, Terms};
use ocop_store::setting;

const KEY: &str = "objection_term:";

/// The terms in force: as set, else those of the law as read.
pub(super) async fn terms(db: &Db) -> Result<Terms, Error> {
    let mut days = TERMS.map(|t| t.days);
    for (term, days) in TERMS.iter().zip(days.iter_mut()) {
        let set = setting::get(db, &format!("{KEY}{}", term.key)).await?;
        *days = set.and_then(|v| v.parse().ok()).unwrap_or(*days);
    }
    let [file, receive, answer] = days;
    Ok(Terms { file, receive, answer })
}

/// The same for who may change them.
pub async fn show_terms(cx: &Cx) -> Result<Terms, Error> {
    cx.allow(Act::SettingsEdit, &Facts::default())?;
    terms(cx.db()).await
}

/// Names terms, for [`PutTerms::seen`].
pub fn stamp_of(t: &Terms) -> String {
    format!("{}/{}/{}", t.file, t.receive, t.answer)
}

/// Terms as typed, in calendar days, and the stamp of those the form showed.
#[derive(Debug, Clone, Default)]
pub struct PutTerms {
    pub seen: String,
    pub file: String,
    pub receive: String,
    pub answer: String,
}

/// Sets the terms of objections; what runs keeps the day it was given.
pub async fn put_terms(cx: &Cx, cmd: PutTerms) -> Result<Terms, Error> {
    cx.allow(Act::SettingsEdit, &Facts::default())?;
    let mut invalid = Invalid::default();
    let mut days = |field: &str, typed: &str| i32::try_from(invalid.whole(field, typed, 1, 366)).unwrap_or(1);
    let file = days("term_file", &cmd.file);
    let receive = days("term_receive", &cmd.receive);
    let answer = days("term_answer", &cmd.answer);
    let new = Terms { file, receive, answer };
    invalid.ok()?;
    write_tx!(cx, |tx| {
        let old = terms(&tx).await?;
        if stamp_of(&old) != cmd.seen {
            return Err(Error::Conflict("stale"));
        }
        for (term, days) in TERMS.iter().zip([new.file, new.receive, new.answer]) {
            setting::set(&tx, &format!("{KEY}{}", term.key), &days.to_string()).await?;
        }
        let diff = json!({"objection_terms": [[old.file, old.receive, old.answer],
                                              [new.file, new.receive, new.answer]]});
        cx.journal(&tx, "settings", Act::SettingsEdit.as_str(), "objection_terms", diff).await?;
        Ok(new)
    })
}
