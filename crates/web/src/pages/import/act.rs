//! What is done with a staged list: a waiting row answered, the list applied or undone.

use super::show::{filled, refused};
use crate::prelude::*;
use axum::http::StatusCode;
use ocop_app::Invalid;
use ocop_app::import::{self, Apply, Choose, Undone};

typed!(Choose => "import/show.html", "commune_id", "confirm", "leave_out", "only", "other", "remark");

/// Answers what a waiting row asks.
pub async fn choose(visit: Visit, Path((id, row)): Path<(String, i64)>, fields: Fields) -> Reply {
    let cmd = Choose {
        batch_id: id.clone(),
        row,
        commune_id: [fields.get("other"), fields.get("commune_id")]
            .into_iter()
            .find(|t| !t.trim().is_empty())
            .unwrap_or_default()
            .into(),
        ..fields.read()?
    };
    match import::choose(&visit.cx, cmd).await {
        Ok(chosen) => {
            let said = match (chosen.open, chosen.rows) {
                (true, _) => "import.chosen_open",
                (false, 1) => "import.chosen",
                _ => "import.chosen_many",
            };
            Ok(redirect_with(&format!("/imports/{id}?only=waiting"), said))
        }
        Err(Error::Invalid(i)) => {
            // The page holds a form for every waiting row: the refused field is that row's.
            let at = |field: &str| format!("{field}-{row}");
            let named = i.0.into_iter().map(|mut e| {
                e.field = at(&e.field);
                e
            });
            refused(&visit, &id, "waiting", visit.form_of(&fields, &Invalid(named.collect()))).await
        }
        Err(e) => Err(e.into()),
    }
}

pub async fn apply(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = Apply { batch_id: id.clone(), leave_out_errors: fields.has("leave_out") };
    match import::begin_apply(&visit.cx, cmd).await {
        Ok(None) => Ok(redirect_with(&format!("/imports/{id}"), "import.applied")),
        Ok(Some(_)) => Ok(redirect(&format!("/imports/{id}"))),
        Err(Error::Conflict("import_has_errors")) => {
            let mut form = fields.form();
            form.fail("leave_out", visit.page("errors.conflict.import_has_errors").title);
            refused(&visit, &id, "error", form).await
        }
        Err(e) => Err(e.into()),
    }
}

pub async fn undo(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    if !fields.has("confirm") {
        let mut form = fields.form();
        form.fail("confirm", visit.page("errors.import_confirm").title);
        return refused(&visit, &id, "", form).await;
    }
    match import::undo(&visit.cx, &id).await? {
        Undone::Done(_) => Ok(redirect_with(&format!("/imports/{id}"), "import.undone")),
        Undone::Blocked(why) => {
            let mut body = filled(&visit, &id, "applied", 1, fields.form()).await?;
            for b in why.iter().take(50) {
                let what = body.page.t(&format!("import.what.{}", b.what));
                let reason = body.page.t(&format!("import.reason.{}", b.reason));
                let row = import::row_of(b.row).to_string();
                let named =
                    if b.name.is_empty() { what.into_owned() } else { format!("{what} “{}”", b.name) };
                let by: Vec<String> = b.by.iter().map(|t| body.page.say(&format!("import.by.{t}"))).collect();
                let reason =
                    if by.is_empty() { reason.into_owned() } else { format!("{reason} ({})", by.join(", ")) };
                body.blocked.push(say!(
                    body.page,
                    "import.blocked",
                    row = row.as_str(),
                    what = named,
                    reason
                ));
            }
            Ok((StatusCode::CONFLICT, Html(body)).into_response())
        }
    }
}
