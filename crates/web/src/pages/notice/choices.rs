use crate::prelude::*;
use ocop_app::notice;
use ocop_domain::notice::NoticeKind;

#[derive(Template)]
#[template(path = "notice/choices.html")]
struct Choices {
    page: Page,
    form: Form,
    duties: Vec<Choice>,
    news: Vec<Choice>,
}

pub async fn show(visit: Visit) -> Reply {
    let choices = notice::choices(&visit.cx).await?;
    let page = visit.page("notice.choices.title").under("/notices", "notice.title");
    let group = |duty| if duty { "duty" } else { "news" }.to_owned();
    let by_mail = choices.iter().filter(|c| c.by_mail);
    let form = Form::from_pairs(by_mail.map(|c| (group(c.duty), c.kind.as_str().to_owned())));
    let boxes = |duty: bool| {
        choices.iter().filter(move |c| c.duty == duty).map(|c| Choice::new(c.kind.as_str(), c.name))
    };
    let (duties, news) = (boxes(true).collect(), boxes(false).collect());
    Ok(Html(Choices { form, duties, news, page }).into_response())
}

pub async fn save(visit: Visit, fields: Fields) -> Reply {
    let kinds = fields.all("duty").chain(fields.all("news"));
    let by_mail: Vec<NoticeKind> = kinds.filter_map(|k| k.parse().ok()).collect();
    notice::choose(&visit.cx, &by_mail).await?;
    Ok(redirect_with("/notices/choices", "notice.choices.saved"))
}
