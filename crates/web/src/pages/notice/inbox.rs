use crate::prelude::*;
use ocop_app::notice::{self, Told};

const SIZE: i64 = 30;

#[derive(Template)]
#[template(path = "notice/inbox.html")]
struct Inbox {
    page: Page,
    notices: Vec<Told>,
    some_unread: bool,
    pager: Pager,
}

impl Inbox {
    fn at(&self, told: &Told) -> String {
        crate::words::moment(told.at)
    }
}

pub async fn show(visit: Visit, query: Query) -> Reply {
    let (notices, total) = notice::mine(&visit.cx, query.page(), SIZE).await?;
    let some_unread = notice::unread(&visit.cx).await? > 0;
    let pager = Pager { page: query.page(), size: SIZE, total, base: "/notices".into() };
    Ok(Html(Inbox { page: visit.page("notice.title"), notices, some_unread, pager }).into_response())
}

pub async fn open(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    Ok(redirect(&notice::open(&visit.cx, &id).await?))
}

pub async fn read_all(visit: Visit, _: Fields) -> Reply {
    notice::mark_all_read(&visit.cx).await?;
    Ok(redirect_with("/notices", "notice.all_read"))
}
