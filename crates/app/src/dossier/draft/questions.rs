//! The knock-out questions, answered.

use crate::dossier::access::load;
use crate::dossier::stamp::{questions_stamp, unchanged};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_store::dossier::answer::{self, QuestionRow};
use serde_json::json;
use std::collections::BTreeSet;

/// One answer to a knock-out question; `applies` none: not answered yet.
#[derive(Debug, Clone, Default)]
pub struct QuestionAnswer {
    pub key: String,
    pub applies: Option<bool>,
    pub reason: String,
}

/// Save the answers to the knock-out questions of the dossier's set.
#[derive(Debug, Clone, Default)]
pub struct SaveQuestions {
    pub dossier_id: String,
    pub stamp: Option<String>,
    pub answers: Vec<QuestionAnswer>,
}

/// Keeps the producer's answers to the questions asked before any points are given (heads and notes of the tables in
/// Phụ lục II, 26/2026). A yes asks for its reason. Questions may be left for later.
pub async fn save_questions(cx: &Cx, cmd: SaveQuestions) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let d = load(cx, &tx, &cmd.dossier_id, Act::DossierDraft).await?.editable()?;
        let before = answer::questions(&tx, &d.row.id).await?;
        unchanged(cmd.stamp.as_deref(), &questions_stamp(&before))?;
        let mut invalid = Invalid::default();
        let mut rows: Vec<QuestionRow> = Vec::new();
        for a in &cmd.answers {
            if d.set.question(&a.key).is_none() || rows.iter().any(|r| r.question == a.key) {
                return Err(Error::field("questions", "unknown_question"));
            }
            let Some(applies) = a.applies else { continue };
            let field = format!("qr.{}", a.key);
            let reason = if applies {
                Some(invalid.text(&field, &a.reason, 2000))
            } else {
                invalid.optional(&field, &a.reason, 2000)
            };
            rows.push(QuestionRow { question: a.key.clone(), applies, reason });
        }
        invalid.ok()?;
        answer::set_questions(&tx, &d.row.id, &rows).await?;
        let differs =
            before.iter().filter(|r| !rows.contains(r)).chain(rows.iter().filter(|r| !before.contains(r)));
        let parts: BTreeSet<String> = differs.map(|r| format!("questions/{}", r.question)).collect();
        d.typed(cx, &tx, parts.into_iter().collect()).await?;
        d.claim(&tx).await?;
        let applied: Vec<&str> = rows.iter().filter(|r| r.applies).map(|r| r.question.as_str()).collect();
        let diff = json!({"questions": {"answered": rows.len(), "applied": applied}});
        cx.journal(&tx, &d.chain(), Act::DossierDraft.as_str(), &d.row.id, diff).await
    })
}
