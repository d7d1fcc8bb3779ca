use super::words::{field_word, value_word};
use crate::nav::by_word;
use crate::prelude::*;
use ocop_app::account::signed::Signed;
use ocop_app::register::{self, ChangeRow};

/// One line of a record's history as shown.
pub struct Line {
    pub day: String,
    pub field: String,
    pub old: String,
    pub new: String,
    pub ground: String,
    pub by: String,
    pub hidden: bool,
}

/// The history of a record, the newest first.
pub async fn lines(visit: &Visit, page: &Page, thing: &str, id: &str) -> Result<Vec<Line>, Failure> {
    let rows = register::history(&visit.cx, id).await?;
    Ok(rows.into_iter().map(|row| line(page, thing, row)).collect())
}

fn line(page: &Page, thing: &str, row: Signed<ChangeRow>) -> Line {
    let shown = |value: Option<String>| value_word(page, &row.field, &value.unwrap_or_default());
    Line {
        hidden: row.old_value.is_none() && row.new_value.is_none(),
        day: page.date(&row.effective_on),
        field: match &row.of_star {
            Some(number) => format!("{} ({number})", field_word(page, thing, &row.field)),
            None => field_word(page, thing, &row.field),
        },
        old: shown(row.old_value.clone()),
        new: shown(row.new_value.clone()),
        ground: row.ground.clone().unwrap_or_default(),
        by: by_word(page, &row.by),
    }
}
