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

#[cfg(test)]
mod tests {
    use super::*;

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
