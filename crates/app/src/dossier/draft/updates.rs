//! What is new since recognition, in the producer's words: asked of an upgrade and of a re-ranking.

use crate::dossier::access::load;
use crate::dossier::read::whole::Dossier;
use crate::dossier::stamp::{stamp_of, unchanged};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::dossier::Topic;
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
