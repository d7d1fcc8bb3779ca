//! What a page offers: its links, and its forms with their fields.

use std::collections::BTreeSet;

/// A form that is sent by POST.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    pub action: String,
    pub multipart: bool,
    /// What the page put in itself: the token, versions, stamps.
    pub hidden: Vec<(String, String)>,
    /// What a person fills in.
    pub texts: BTreeSet<String>,
    pub files: BTreeSet<String>,
    /// Boxes and radio buttons: nothing is sent of one that is not ticked.
    pub ticks: BTreeSet<String>,
    /// Buttons that say which of them was pressed; one without a name where there is none.
    pub buttons: Vec<Option<(String, String)>>,
}

impl Form {
    pub fn fields(&self) -> impl Iterator<Item = &String> {
        self.texts.iter().chain(&self.files).chain(&self.ticks)
    }

    /// One button and nothing to fill in.
    pub fn bare(&self) -> bool {
        self.fields().next().is_none()
    }
}

fn decoded(text: &str) -> String {
    let signs = [
        ("&#38;", "&"),
        ("&amp;", "&"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
    ];
    signs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    Some(decoded(rest.split('"').next()?))
}

fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).filter_map(|rest| rest.split('>').next())
}

/// Addresses on this site that a page leads to: links, what it loads, and what its scripts ask for.
pub(super) fn links(page: &str) -> Vec<String> {
    let mut out = Vec::new();
    for tag in tags(page).filter(|tag| !tag.starts_with("form")) {
        for (at, _) in tag.match_indices("=\"/") {
            let name = tag[..at].rsplit([' ', '\n']).next().unwrap_or_default();
            let value = tag[at + 2..].split('"').next().unwrap_or_default();
            let leads = name == "href" || name == "src" || name.starts_with("data-");
            if leads && !value.starts_with("//") && value != "/" {
                out.push(decoded(value).split('#').next().unwrap_or_default().to_owned());
            }
        }
    }
    out
}

/// The forms of a page at `address`.
pub(super) fn forms(page: &str, address: &str) -> Vec<Form> {
    let mut out: Vec<Form> = Vec::new();
    let mut open = false;
    for tag in tags(page) {
        let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
        if tag.starts_with("/form") {
            open = false;
        }
        if name == "form" && attribute(tag, "method").is_some_and(|m| m.eq_ignore_ascii_case("post")) {
            open = true;
            out.push(Form {
                action: attribute(tag, "action").unwrap_or_else(|| address.to_owned()),
                multipart: attribute(tag, "enctype").is_some_and(|e| e == "multipart/form-data"),
                hidden: Vec::new(),
                texts: BTreeSet::new(),
                files: BTreeSet::new(),
                ticks: BTreeSet::new(),
                buttons: Vec::new(),
            });
        }
        let Some(form) = out.last_mut().filter(|_| open) else { continue };
        let (named, value) = (attribute(tag, "name"), attribute(tag, "value").unwrap_or_default());
        match (name, named, attribute(tag, "type").unwrap_or_default().as_str()) {
            ("button", Some(named), _) => form.buttons.push(Some((named, value))),
            ("button", None, _) => form.buttons.push(None),
            ("input", Some(named), "hidden") => form.hidden.push((named, value)),
            ("input", Some(named), "file") => _ = form.files.insert(named),
            ("input", Some(named), "checkbox" | "radio") => _ = form.ticks.insert(named),
            ("input" | "select" | "textarea", Some(named), _) => _ = form.texts.insert(named),
            _ => {}
        }
    }
    out
}
