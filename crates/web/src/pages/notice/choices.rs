use crate::prelude::*;
use ocop_app::notice;
use ocop_domain::notice::NoticeKind;

#[derive(Template)]
#[template(path = "notice/choices.html")]
struct Choices {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
}

pub async fn show(visit: Visit) -> Reply {
    let chosen = notice::choices(&visit.cx).await?;
    let page = visit.page("notice.choices.title").under("/notices", "notice.title");
    let mut form = Form::new();
    form.set_all("kind", chosen.iter().filter(|(_, on)| *on).map(|(kind, _)| kind.as_str().to_owned()));
    let word = |kind: &NoticeKind| page.say(&format!("notice.kind.{}", kind.as_str()));
    let kinds = chosen.iter().map(|(kind, _)| Choice::new(kind.as_str(), word(kind))).collect();
    Ok(Html(Choices { form, kinds, page }).into_response())
}

pub async fn save(visit: Visit, fields: Fields) -> Reply {
    let by_mail: Vec<NoticeKind> = fields.all("kind").filter_map(|k| k.parse().ok()).collect();
    notice::choose(&visit.cx, &by_mail).await?;
    Ok(redirect_with("/notices/choices", "notice.choices.saved"))
}
