use crate::prelude::*;
use ocop_app::notice::{self, Call};

const SIZE: i64 = 50;

#[derive(Template)]
#[template(path = "notice/calls.html")]
struct Calls {
    page: Page,
    calls: Vec<Call>,
    pager: Pager,
}

impl Calls {
    fn at(&self, call: &Call) -> String {
        crate::words::moment(call.at)
    }
}

pub async fn show(visit: Visit, query: Query) -> Reply {
    let (calls, total) = notice::calls(&visit.cx, query.page(), SIZE).await?;
    let pager = Pager { page: query.page(), size: SIZE, total, base: "/ward/calls".into() };
    Ok(Html(Calls { page: visit.page("notice.calls.title"), calls, pager }).into_response())
}

pub async fn called(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    notice::called(&visit.cx, &id).await?;
    Ok(redirect_with("/ward/calls", "notice.calls.done"))
}
