//! The producer's own score: an option for each criterion, with a note (Mẫu số 02, Phần III).

use crate::dossier::access::load;
use crate::dossier::stamp::{answers_stamp, unchanged};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::criteria::{AnswerError, Answers, CriteriaSet, CriterionCode, ScoreReport, score};
use ocop_store::dossier::answer::{self, AnswerRow};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What was typed for one criterion. An option left empty or 0 means none of these: 0 points.
#[derive(Debug, Clone, Default)]
pub struct SheetAnswer {
    pub criterion: String,
    pub option: String,
    pub note: String,
}

/// Save the self-score.
#[derive(Debug, Clone, Default)]
pub struct SaveAnswers {
    pub dossier_id: String,
    pub stamp: Option<String>,
    pub answers: Vec<SheetAnswer>,
}

/// Keeps the producer's own score (Mẫu số 02, Phần III, 26/2026) and says what it comes to. The sheet is replaced as
/// a whole: a criterion left out has no option picked.
pub async fn save_answers(cx: &Cx, cmd: SaveAnswers) -> Result<ScoreReport, Error> {
    write_tx!(cx, |tx| {
        let d = load(cx, &tx, &cmd.dossier_id, Act::DossierDraft).await?.editable()?;
        let before = answer::answers(&tx, &d.row.id).await?;
        unchanged(cmd.stamp.as_deref(), &answers_stamp(&before))?;
        let (rows, sheet) = read(d.set, &cmd.answers)?;
        let scored = score(d.set, &sheet).map_err(refusal)?;
        answer::set_answers(&tx, &d.row.id, &rows).await?;
        let differs =
            before.iter().filter(|r| !rows.contains(r)).chain(rows.iter().filter(|r| !before.contains(r)));
        let parts: BTreeSet<String> = differs.map(|r| format!("answers/{}", r.criterion)).collect();
        d.typed(cx, &tx, parts.into_iter().collect()).await?;
        d.claim(&tx).await?;
        let diff = json!({"answers": sheet, "total": scored.total});
        cx.journal(&tx, &d.chain(), Act::DossierDraft.as_str(), &d.row.id, diff).await?;
        Ok(ScoreReport::from(scored))
    })
}

fn read(set: &CriteriaSet, typed: &[SheetAnswer]) -> Result<(Vec<AnswerRow>, Answers), Error> {
    let mut invalid = Invalid::default();
    let mut sheet = BTreeMap::new();
    let mut notes: BTreeMap<CriterionCode, String> = BTreeMap::new();
    for a in typed {
        let Ok(code) = a.criterion.parse::<CriterionCode>() else {
            invalid.add(format!("c.{}", a.criterion), "unknown_criterion");
            continue;
        };
        let option = match a.option.trim() {
            "" | "0" => None,
            n => match n.parse::<usize>() {
                Ok(n) => Some(n),
                Err(_) => {
                    invalid.add(format!("c.{code}"), "option");
                    continue;
                }
            },
        };
        let note = invalid.optional(&format!("n.{code}"), &a.note, 2000);
        if option.is_none() && note.is_some() {
            invalid.add(format!("c.{code}"), "note_without_option");
        }
        if let Some(n) = option {
            // Asked here one by one, so that every wrong field gets its own sentence.
            if let Err(e) = score(set, &Answers(BTreeMap::from([(code.clone(), n)]))) {
                match refusal(e) {
                    Error::Invalid(more) => invalid.0.extend(more.0),
                    other => return Err(other),
                }
                continue;
            }
            sheet.insert(code.clone(), n);
        }
        if let Some(note) = note {
            notes.insert(code, note);
        }
    }
    invalid.ok()?;
    let rows = sheet
        .iter()
        .map(|(code, n)| AnswerRow {
            criterion: code.clone(),
            option_no: i64::try_from(*n).unwrap_or(i64::MAX),
            note: notes.get(code).cloned(),
        })
        .collect();
    Ok((rows, Answers(sheet)))
}

fn refusal(e: AnswerError) -> Error {
    match e {
        AnswerError::UnknownCriterion { criterion, .. } | AnswerError::NotScorable { criterion, .. } => {
            Error::field(&format!("c.{criterion}"), "unknown_criterion")
        }
        AnswerError::UnknownOption { criterion, .. } | AnswerError::Illegible { criterion, .. } => {
            Error::field(&format!("c.{criterion}"), "option")
        }
        AnswerError::TwoCases { second, .. } => Error::field(&format!("c.{second}"), "two_cases"),
    }
}
