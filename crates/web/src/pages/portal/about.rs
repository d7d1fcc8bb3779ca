use crate::prelude::*;

#[derive(Template)]
#[template(path = "portal/help.html")]
struct HelpPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "portal/open_data.html")]
struct OpenDataPage {
    page: Page,
}

/// `/help`: the questions people bring, answered in a few sentences.
pub async fn help(visit: Visit) -> impl IntoResponse {
    Html(HelpPage { page: visit.page("portal.help.title") })
}

/// `/open-data`: what a program can read today.
pub async fn open_data(visit: Visit) -> impl IntoResponse {
    Html(OpenDataPage { page: visit.page("portal.open_data.title") })
}
