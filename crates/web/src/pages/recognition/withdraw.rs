use crate::pages::portal::words::star_label;
use crate::prelude::*;
use ocop_app::recognition::{Withdraw, WithdrawView, withdraw_view};
use ocop_domain::recognition::WithdrawalGround;

#[derive(Template)]
#[template(path = "recognition/withdraw.html")]
struct WithdrawPage {
    page: Page,
    form: Form,
    id: String,
    view: WithdrawView,
    grounds: Vec<Choice>,
    symbols: Vec<Choice>,
    known_as: String,
    until: String,
    stars: i64,
    back: String,
}

/// `/recognitions/{id}/withdraw`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(withdraw_page(&visit, id, Form::new()).await?).into_response())
}

pub async fn withdraw(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = Withdraw {
        recognition_id: id.clone(),
        ground: fields.get("ground").to_owned(),
        decision_number: super::number::whole_number(
            fields.get("decision_number"),
            fields.get("decision_symbol"),
        ),
        withdrawn_on: fields.get("withdrawn_on").to_owned(),
    };
    match ocop_app::recognition::withdraw(&visit.cx, cmd).await {
        Ok(()) => {
            let view = withdraw_view(&visit.cx, &id).await?;
            Ok(redirect_with(&format!("/v/{}", view.star.key), "recognition.withdrawn_flash"))
        }
        Err(e) => again(withdraw_page(&visit, id, visit.refused(&fields, e)?).await?),
    }
}

async fn withdraw_page(visit: &Visit, id: String, mut form: Form) -> Result<WithdrawPage, Failure> {
    let view = withdraw_view(&visit.cx, &id).await?;
    let page = visit.page("recognition.withdraw.title").under("/decisions", "recognition.title");
    let grounds = WithdrawalGround::ALL
        .iter()
        .map(|g| Choice::new(g.as_str(), page.t(&format!("recognition.ground.{}", g.as_str()))))
        .collect();
    let until = page.date(view.star.expires_on);
    let (stars, back) = (view.star.stars, format!("/v/{}", view.star.key));
    let symbols = super::number::symbol_choices(&mut form, "decision_symbol", view.symbols);
    let known_as = star_label(&page, &view.star);
    Ok(WithdrawPage { page, form, id, view, grounds, symbols, known_as, until, stars, back })
}
