//! Answers to the knock-out questions and the self-score.

use crate::db::Db;
use crate::error::Error;
use crate::rows;
use ocop_domain::criteria::CriterionCode;
use sea_orm::FromQueryResult;

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

pub async fn answers(db: &Db, dossier_id: &str) -> Result<Vec<AnswerRow>, Error> {
    db.all(
        "SELECT criterion, option_no, note FROM dossier_answer WHERE dossier_id = $1 ORDER BY criterion",
        crate::args![dossier_id],
    )
    .await
}

/// Replaces the whole sheet.
pub async fn set_answers(db: &Db, dossier_id: &str, answers: &[AnswerRow]) -> Result<(), Error> {
    db.exec("DELETE FROM dossier_answer WHERE dossier_id = $1", crate::args![dossier_id]).await?;
    for a in answers {
        db.exec(
            "INSERT INTO dossier_answer (dossier_id, criterion, option_no, note) VALUES ($1, $2, $3, $4)",
            crate::args![dossier_id, &a.criterion, a.option_no, a.note.as_deref()],
        )
        .await?;
    }
    Ok(())
}

pub async fn questions(db: &Db, dossier_id: &str) -> Result<Vec<QuestionRow>, Error> {
    db.all(
        "SELECT question, applies, reason FROM dossier_question WHERE dossier_id = $1 ORDER BY question",
        crate::args![dossier_id],
    )
    .await
}

pub async fn set_questions(db: &Db, dossier_id: &str, answers: &[QuestionRow]) -> Result<(), Error> {
    db.exec("DELETE FROM dossier_question WHERE dossier_id = $1", crate::args![dossier_id]).await?;
    for q in answers {
        db.exec(
            "INSERT INTO dossier_question (dossier_id, question, applies, reason) VALUES ($1, $2, $3, $4)",
            crate::args![dossier_id, q.question.as_str(), q.applies, q.reason.as_deref()],
        )
        .await?;
    }
    Ok(())
}
