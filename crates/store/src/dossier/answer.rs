//! Answers to the knock-out questions and the self-score.

use crate::prelude::*;
use ocop_domain::criteria::CriterionCode;

rows! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct AnswerRow {
        pub criterion: CriterionCode,
        pub option_no: i64,
        pub note: Option<String>,
    }
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct QuestionRow {
    pub question: String,
    pub applies: bool,
    pub reason: Option<String>,
}

pub async fn answers(db: &Db, dossier_id: &str) -> Result<Vec<AnswerRow>> {
    db.all(
        "SELECT criterion, option_no, note FROM dossier_answer WHERE dossier_id = $1 ORDER BY criterion",
        args![dossier_id],
    )
    .await
}

/// Replaces the whole sheet.
pub async fn set_answers(db: &Db, dossier_id: &str, answers: &[AnswerRow]) -> Result<()> {
    db.exec("DELETE FROM dossier_answer WHERE dossier_id = $1", args![dossier_id]).await?;
    for a in answers {
        insert!(db, "dossier_answer", a.{criterion, option_no, note}, dossier_id).await?;
    }
    Ok(())
}

pub async fn questions(db: &Db, dossier_id: &str) -> Result<Vec<QuestionRow>> {
    db.all(
        "SELECT question, applies, reason FROM dossier_question WHERE dossier_id = $1 ORDER BY question",
        args![dossier_id],
    )
    .await
}

pub async fn set_questions(db: &Db, dossier_id: &str, answers: &[QuestionRow]) -> Result<()> {
    db.exec("DELETE FROM dossier_question WHERE dossier_id = $1", args![dossier_id]).await?;
    for q in answers {
        insert!(db, "dossier_question", q.{question, applies, reason}, dossier_id).await?;
    }
    Ok(())
}
