//! What a person typed, and what is wrong with it: a form that comes back keeps every word.

use std::collections::BTreeMap;

use crate::view::{Choice, Num};

#[derive(Debug, Clone, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<(String, String)>,
}

impl Form {
    pub fn new() -> Form {
        Form::default()
    }

    /// From the decoded pairs of a POST body or a query string; repeated names (checkboxes) keep every value.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Form {
        let mut form = Form::new();
        for (name, value) in pairs {
            form.values.entry(name).or_default().push(value);
        }
        form
    }

    /// Prefills one field (replacing what was there).
    pub fn set(&mut self, name: &str, value: impl Into<String>) -> &mut Form {
        self.values.insert(name.to_owned(), vec![value.into()]);
        self
    }

    /// Prefills a field that may hold several values.
    pub fn set_all(&mut self, name: &str, values: impl IntoIterator<Item = String>) -> &mut Form {
        self.values.insert(name.to_owned(), values.into_iter().collect());
        self
    }

    /// Puts a sentence at a field and in the summary. One sentence a field is enough: the first one stays.
    pub fn fail(&mut self, field: &str, message: impl Into<String>) -> &mut Form {
        if !self.invalid(field) {
            self.errors.push((field.to_owned(), message.into()));
        }
        self
    }

    /// The trimmed first value; empty if the field was left out.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|all| all.first()).map_or("", |v| v.trim())
    }

    pub fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Is this option picked?
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values(name).iter().any(|v| v == value)
    }

    /// The sentence that stands at this field; empty if it is sound.
    pub fn error(&self, name: &str) -> &str {
        self.errors.iter().find(|(field, _)| field == name).map_or("", |(_, message)| message)
    }

    pub fn invalid(&self, name: &str) -> bool {
        self.errors.iter().any(|(field, _)| field == name)
    }

    pub fn errors(&self) -> &[(String, String)] {
        &self.errors
    }

    pub fn is_ok(&self) -> bool {
        self.errors.is_empty()
    }

    /// The `aria-describedby` of a field: its hint and its error, as far as they exist.
    pub fn described_by(&self, name: &str, hint: &str) -> String {
        let mut ids = Vec::new();
        if !hint.is_empty() {
            ids.push(format!("{name}-hint"));
        }
        if self.invalid(name) {
            ids.push(format!("{name}-error"));
        }
        ids.join(" ")
    }

    /// Where the summary's link lands: the first option of a group carries the group's own id.
    pub fn option_id(&self, name: &str, index: impl Num) -> String {
        let index = index.num();
        if index == 0 { name.to_owned() } else { format!("{name}-{}", index + 1) }
    }

    pub fn is_chosen(&self, name: &str, choice: &Choice) -> bool {
        self.has(name, &choice.value)
    }
}

/// Where the summary of what is wrong begins, as `components.html` writes it.
const SUMMARY: &str = "<div class=\"error-summary\"";

/// Puts the word of a refusal ("Lỗi:") before the page's title, so that it is heard before anything is read. The element
/// that tells the refusal (the error summary, the list of what stands against an act) carries the word.
pub fn name_refusal_in_title(mut html: String) -> String {
    let word =
        html.split_once(" data-title=\"").and_then(|(_, rest)| rest.split('"').next()).map(str::to_owned);
    if let (Some(word), Some(title)) = (word, html.find("<title>")) {
        html.insert_str(title + "<title>".len(), &format!("{word} "));
    }
    html
}

/// Puts the field's label before each line of the summary: “Số quyết định: Không được để trống”. A page says its labels
/// once, at the fields; the summary stands before them and takes them from there.
pub fn name_fields_in_summary(html: String) -> String {
    let Some(from) = html.find(SUMMARY) else { return html };
    let Some(length) = html[from..].find("</ul>") else { return html };
    let (before, rest) = html.split_at(from);
    let (summary, fields) = rest.split_at(length);
    let mut out = String::with_capacity(html.len() + 256);
    out.push_str(before);
    let mut lines = summary.split("<a href=\"#");
    out.push_str(lines.next().unwrap_or_default());
    for line in lines {
        out.push_str("<a href=\"#");
        let Some((name, message)) = line.split_once("\">") else {
            out.push_str(line);
            continue;
        };
        out.push_str(name);
        out.push_str("\">");
        let label = crate::markup::label_of(fields, name)
            .filter(|l| !l.is_empty() && !message.starts_with(l.as_str()));
        if let Some(label) = label {
            out.push_str(label.trim_end_matches(':'));
            out.push_str(": ");
        }
        out.push_str(message);
    }
    out.push_str(fields);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_the_summary_names_its_field() {
        let page = "<p><div class=\"error-summary\"><ul><li><a href=\"#number\">Không được để trống</a></li>\
            <li><a href=\"#kind\">Chọn một</a></li><li><a href=\"#sure\">Phải đồng ý</a></li>\
            <li><a href=\"#gone\">Sai</a></li><li>Chung</li></ul></div>\
            <label for=\"number\">Số quyết định <span class=\"optional\">(không bắt buộc)</span></label>\
            <input id=\"number\" type=\"text\">\
            <fieldset><legend>Loại <b>hồ sơ</b></legend><div class=\"options\"><input id=\"kind\" type=\"radio\">\
            <label for=\"kind\">Lần đầu</label></div></fieldset>\
            <input id=\"sure\" type=\"checkbox\"><label for=\"sure\">Tôi chịu trách nhiệm</label>";
        let named = name_fields_in_summary(page.to_owned());
        for line in [
            "<a href=\"#number\">Số quyết định: Không được để trống</a>",
            "<a href=\"#kind\">Loại hồ sơ: Chọn một</a>",
            "<a href=\"#sure\">Tôi chịu trách nhiệm: Phải đồng ý</a>",
            "<a href=\"#gone\">Sai</a>",
            "<li>Chung</li>",
        ] {
            assert!(named.contains(line), "{line}: {named}");
        }
        assert_eq!(name_fields_in_summary("<p>x</p>".to_owned()), "<p>x</p>");
    }

    #[test]
    fn the_title_of_a_refused_page_says_so() {
        let page = "<title>Cơ sở – OCOP</title><div class=\"error-summary\" role=\"alert\" data-title=\"Lỗi:\"><h2>x</h2>";
        let named = name_refusal_in_title(page.to_owned());
        assert!(named.starts_with("<title>Lỗi: Cơ sở – OCOP</title>"), "{named}");
        assert_eq!(name_refusal_in_title("<title>x</title><p>".to_owned()), "<title>x</title><p>");
    }

    #[test]
    fn keeps_what_was_typed_and_says_what_is_wrong() {
        let pairs = [("name", " Mắm cá lóc "), ("mark", "3"), ("mark", "4")];
        let mut form = Form::from_pairs(pairs.map(|(n, v)| (n.to_owned(), v.to_owned())));
        form.fail("name", "Nhập tên sản phẩm").fail("name", "Tên quá dài");
        assert_eq!(form.value("name"), "Mắm cá lóc");
        assert!(form.has("mark", "4"));
        assert_eq!(form.error("name"), "Nhập tên sản phẩm");
        assert_eq!(form.described_by("name", "gợi ý"), "name-hint name-error");
        assert_eq!(form.errors().len(), 1);
    }
}
