//! A page that says one thing and where to go from there: errors, thanks, "sent".

use askama::Template;

use crate::page::Page;

#[derive(Debug, Template)]
#[template(path = "message.html")]
pub struct Message {
    pub page: Page,
    pub text: String,
    pub href: String,
    pub action: String,
}

impl Message {
    pub fn new(page: Page, text: impl Into<String>) -> Message {
        let action = page.t("common.home").into_owned();
        Message { page, text: text.into(), href: "/".into(), action }
    }

    /// The page of an error: `kind` is `not_found`, `forbidden` or `internal` (see `locales/errors.yml`).
    pub fn error(page: Page, kind: &str) -> Message {
        let title = page.t(&format!("errors.{kind}.title"));
        let text = page.t(&format!("errors.{kind}.text"));
        Message::new(page.title(title), text)
    }

    /// Leads somewhere else than home.
    pub fn then(mut self, href: impl Into<String>, action: impl Into<String>) -> Message {
        (self.href, self.action) = (href.into(), action.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_error_has_its_page() {
        for lang in Lang::ALL {
            for kind in ["not_found", "forbidden", "internal"] {
                let html = Message::error(Page::new(lang, "/x"), kind).render().unwrap();
                assert!(!html.contains("errors."), "{kind} has no words");
            }
        }
    }
}
