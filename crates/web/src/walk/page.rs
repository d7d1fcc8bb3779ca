//! What a page offers: its links, and its forms with their fields.

use crate::fields::Fields;
use crate::markup::{decoded, tags};
use crate::refusal::filled::form_to;
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

/// A form as a person sends it who fills in everything: what the page shows, and something of the right shape where it shows
/// nothing. `own` are the fields that took words of the person's own, longest stored words first.
pub(super) struct Typed {
    pub fields: Vec<(String, String)>,
    pub own: Vec<String>,
}

impl Typed {
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub fn set(&mut self, name: &str, value: &str) {
        for (_, v) in self.fields.iter_mut().filter(|(n, _)| n == name) {
            *v = value.to_owned();
        }
    }
}

fn may_be_left_out(page: &str, id: &str) -> bool {
    let label = page.split(&format!(" for=\"{id}\"")).nth(1).unwrap_or_default();
    label.split("</label>").next().unwrap_or_default().contains("class=\"optional\"")
}

/// Reads the form of a page; what is empty is filled in where `fill` says so.
pub(super) fn typed(page: &str, address: &str, form: &Form, fill: bool) -> Option<Typed> {
    let hidden = Fields::from_pairs(form.hidden.clone());
    let place = form_to(page, address, &form.action, &hidden)?;
    let html = &page[place.from..place.to];
    let mut out = Typed { fields: Vec::new(), own: Vec::new() };
    let mut own: Vec<(usize, String)> = Vec::new();
    let mut select: Option<(String, bool, Option<String>)> = None;
    let mut groups: Vec<(String, String)> = Vec::new();
    for tag in tags(html) {
        let name = tag.attribute("name").unwrap_or_default();
        let value = tag.attribute("value").unwrap_or_default();
        let kind = tag.attribute("type").unwrap_or_default();
        let asked = fill && !may_be_left_out(page, tag.attribute("id").as_deref().unwrap_or_default());
        let or = |value: &str, other: &str| {
            if value.is_empty() && asked { other.into() } else { value.to_owned() }
        };
        match (tag.name(), kind.as_str()) {
            ("input", "file" | "submit") => {}
            ("input", "hidden") => out.fields.push((name, value)),
            ("input", "checkbox" | "radio") => {
                groups.push((name.clone(), value.clone()));
                if tag.says("checked") {
                    out.fields.push((name, value));
                }
            }
            ("input", _) if tag.attribute("maxlength").as_deref() == Some("10") => {
                out.fields.push((name, or(&value, "30/11/2026")));
            }
            ("input", _) if tag.attribute("inputmode").as_deref() == Some("numeric") => {
                out.fields.push((name, or(&value, "1")));
            }
            ("input", _) => {
                if kind == "text" && !name.contains("number") {
                    own.push((value.len(), name.clone()));
                }
                let words = if name.contains("number") { "2612" } else { "Lời mẫu" };
                out.fields.push((name, or(&value, words)));
            }
            ("textarea", _) => {
                let text = html[tag.to..].split("</textarea>").next().unwrap_or_default();
                let text = decoded(text).trim().to_owned();
                own.push((text.len() + 10_000, name.clone()));
                out.fields.push((name, or(&text, "Lời mẫu")));
            }
            ("select", _) => select = Some((name, asked, None)),
            ("option", _) => {
                if let Some((_, asked, picked)) = &mut select {
                    // The first is what a browser shows; where one has to be picked, the last is.
                    if tag.says("selected") {
                        (*asked, *picked) = (false, Some(value));
                    } else if *asked || picked.is_none() {
                        *picked = Some(value);
                    }
                }
            }
            ("/select", _) => {
                if let Some((name, _, picked)) = select.take() {
                    out.fields.push((name, picked.unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    for (name, value) in groups {
        if fill && out.value(&name).is_none() {
            out.fields.push((name, value));
        }
    }
    own.sort_by_key(|(stored, _)| std::cmp::Reverse(*stored));
    out.own = own.into_iter().map(|(_, name)| name).collect();
    Some(out)
}

/// Addresses on this site that a page leads to: links, what it loads, and what its scripts ask for.
pub(super) fn links(page: &str) -> Vec<String> {
    let mut out = Vec::new();
    for tag in tags(page).filter(|tag| tag.name() != "form").map(|tag| tag.text) {
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
        let attribute = |name: &str| tag.attribute(name);
        if tag.name() == "/form" {
            open = false;
        }
        if tag.name() == "form" && attribute("method").is_some_and(|m| m.eq_ignore_ascii_case("post")) {
            open = true;
            out.push(Form {
                action: attribute("action").unwrap_or_else(|| address.to_owned()),
                multipart: attribute("enctype").is_some_and(|e| e == "multipart/form-data"),
                hidden: Vec::new(),
                texts: BTreeSet::new(),
                files: BTreeSet::new(),
                ticks: BTreeSet::new(),
                buttons: Vec::new(),
            });
        }
        let Some(form) = out.last_mut().filter(|_| open) else { continue };
        let (named, value) = (attribute("name"), attribute("value").unwrap_or_default());
        match (tag.name(), named, attribute("type").unwrap_or_default().as_str()) {
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
