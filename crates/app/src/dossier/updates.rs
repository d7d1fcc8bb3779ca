//! What is new since recognition, in the producer's words: asked of an upgrade and of a re-ranking.

use super::access::{load, stamp_of, unchanged};
use super::changes::against_recognised;
use super::check::Missing;
use super::package::package;
use super::show::Dossier;
use crate::{Cx, Error, Invalid, write_tx};
use jiff::civil::Date;
use ocop_domain::account::Act;
use ocop_domain::dossier::update::not_renewed;
use ocop_domain::dossier::{Kind, Topic};
use ocop_store::dossier::basis::{self as store, UpdateRow};
use serde_json::json;
use std::collections::BTreeSet;

/// Save what is new, by topic; an empty text may stay empty in a draft.
#[derive(Debug, Clone, Default)]
pub struct SaveUpdates {
    pub dossier_id: String,
    pub stamp: Option<String>,
    /// (topic, as typed).
    pub words: Vec<(String, String)>,
}

impl Dossier {
    /// Names the stored updates, so that a form filled in beside older ones is noticed.
    pub fn updates_stamp(&self) -> String {
        stamp(self.updates.iter().map(|(t, w)| (t.as_str(), w.as_str())))
    }
}

fn stamp<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut all: Vec<String> = rows.map(|(t, w)| format!("{t}={w}")).collect();
    all.sort();
    stamp_of(&all.join("\n"))
}

/// Keeps what the producer says is new (Điều 6(1)b and 6(1)c, 26/2026).
pub async fn save_updates(cx: &Cx, cmd: SaveUpdates) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let d = load(cx, &tx, &cmd.dossier_id, Act::DossierDraft).await?.editable()?;
        let kind = d.row.kind;
        let now = store::updates(&tx, &d.row.id).await?;
        let seen = stamp(now.iter().map(|r| (r.topic.as_str(), r.words.as_str())));
        unchanged(cmd.stamp.as_deref(), &seen)?;
        let mut invalid = Invalid::default();
        let mut rows: Vec<UpdateRow> = Vec::new();
        for (topic, words) in &cmd.words {
            let asked = Topic::asked_of(kind).into_iter().find(|t| t.as_str() == topic);
            let Some(known) = asked.filter(|t| rows.iter().all(|r| r.topic != *t)) else {
                return Err(Error::field("updates", "unknown_topic"));
            };
            if let Some(words) = invalid.optional(topic, words, 5000) {
                rows.push(UpdateRow { topic: known, words });
            }
        }
        invalid.ok()?;
        store::set_updates(&tx, &d.row.id, &rows).await?;
        let differs =
            now.iter().filter(|r| !rows.contains(r)).chain(rows.iter().filter(|r| !now.contains(r)));
        let parts: BTreeSet<String> = differs.map(|r| format!("updates/{}", r.topic.as_str())).collect();
        d.typed(cx, &tx, parts.into_iter().collect()).await?;
        d.claim(&tx).await?;
        let topics: Vec<&str> = rows.iter().map(|r| r.topic.as_str()).collect();
        let diff = json!({"updates": topics});
        cx.journal(&tx, &d.chain(), Act::DossierDraft.as_str(), &d.row.id, diff).await
    })
}

/// What an upgrade or a re-ranking lacks before it can be submitted, beside what every dossier needs: each topic said
/// (Điều 6(1)b, 6(1)c), papers of limited term renewed (6(1)c), and something that changed (6(1)b: "thể hiện rõ nội
/// dung và tài liệu minh chứng về những thay đổi").
pub fn missing(d: &Dossier, today: Date) -> Vec<Missing> {
    let lacks = |code: &'static str, about: Option<String>| Missing { section: "updates", code, about };
    let mut out: Vec<Missing> = Topic::asked_of(d.kind)
        .into_iter()
        .filter(|t| !d.updates.contains_key(t))
        .map(|t| lacks("topic", Some(t.as_str().to_owned())))
        .collect();
    match (d.kind, against_recognised(d)) {
        (Kind::Upgrade, Some(comparison)) if !comparison.shows_changes() => {
            out.push(lacks("nothing_changed", None));
        }
        (Kind::Reranking, Some(_)) => {
            let present = package(d, "", d.attempts, 0, "");
            let recognised = d.basis.as_ref().and_then(|b| b.recognised.as_ref());
            for f in recognised.iter().flat_map(|(_, seal)| not_renewed(seal, &present, today)) {
                out.push(lacks("not_renewed", Some(f.title.clone())));
            }
        }
        _ => {}
    }
    if d.kind == Kind::Reranking {
        let expired = d.papers.iter().filter(|p| p.expired(today));
        out.extend(expired.map(|p| lacks("expired_paper", Some(p.title.clone()))));
    }
    out
}
