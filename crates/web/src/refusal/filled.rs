//! A form of a page as it stands now, filled with what was typed, and what the page shows where that differs.

use crate::fields::Fields;
use crate::markup::{Tag, decoded, escaped, group_of, inner, label_of, tags};
use crate::view::Answer;
use std::collections::BTreeMap;

/// Where a form stands in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub from: usize,
    pub to: usize,
}

/// The form of a page that is sent to `action`; a form without an address is sent where the page stands. Of several the
/// one whose hidden fields say what was sent: a row that is gone is not answered by its neighbour.
pub fn form_to(page: &str, at: &str, action: &str, sent: &Fields) -> Option<Place> {
    let path = |address: &str| address.split('?').next().unwrap_or_default().to_owned();
    let forms = tags(page).filter(|t| t.name() == "form" && t.attribute("method").as_deref() == Some("post"));
    let ours = forms.filter(|t| match t.attribute("action") {
        Some(to) => to == action,
        None => path(at) == path(action),
    });
    let mut places =
        ours.filter_map(|t| Some(Place { from: t.from, to: t.from + page[t.from..].find("</form>")? }));
    places.find(|place| {
        let mut hidden =
            tags(&page[place.from..place.to]).filter(|t| t.attribute("type").as_deref() == Some("hidden"));
        hidden.all(|t| {
            let name = t.attribute("name").unwrap_or_default();
            let value = t.attribute("value").unwrap_or_default();
            // What is empty on the page is filled in by its script.
            name == "csrf" || STATE.contains(&name.as_str()) || value.is_empty() || sent.get(&name) == value
        })
    })
}

/// The hidden fields that say on which state a form was filled in.
pub const STATE: [&str; 7] = ["version", "stamp", "seen", "stands", "was", "first_version", "second_version"];

/// Puts the state that a form was filled in on back to what was sent.
pub fn with_state_sent(form: &str, sent: &Fields) -> String {
    let mut out = Copied::of(form);
    for tag in tags(form).filter(|t| t.name() == "input" && t.attribute("type").as_deref() == Some("hidden"))
    {
        let name = tag.attribute("name").unwrap_or_default();
        if STATE.contains(&name.as_str()) && sent.has(&name) {
            out.instead(tag, &tag.valued(sent.get(&name)));
        }
    }
    out.finish()
}

/// Does the form say on which state it was filled in?
pub fn bears_state(sent: &Fields) -> bool {
    STATE.iter().any(|name| sent.has(name))
}

/// A text that is copied with some of its tags changed.
struct Copied<'a> {
    from: &'a str,
    until: usize,
    out: String,
}

impl<'a> Copied<'a> {
    fn of(from: &'a str) -> Copied<'a> {
        Copied { from, until: 0, out: String::with_capacity(from.len() + 1024) }
    }

    fn instead(&mut self, tag: Tag<'_>, text: &str) {
        self.put(tag.from, tag.to, text);
    }

    fn put(&mut self, from: usize, to: usize, text: &str) {
        self.out.push_str(&self.from[self.until..from]);
        self.out.push_str(text);
        self.until = to;
    }

    fn finish(mut self) -> String {
        self.out.push_str(&self.from[self.until..]);
        self.out
    }
}

/// What a page shows under one name: the values it stands at, in the words of the page.
#[derive(Default)]
struct Shown {
    id: String,
    aria: String,
    /// How many boxes or buttons there are to tick; none of a text.
    options: usize,
    values: Vec<(String, String)>,
}

/// A form of a page with what was typed in place of what it shows, and what it shows where that differs.
pub struct Filled {
    pub form: String,
    /// The page's label, and what stands there.
    pub differs: Vec<Answer>,
    /// There is something to fill in.
    pub any: bool,
    /// Every text of the form was sent.
    pub whole: bool,
    /// There are files to choose, which no page can choose for its reader.
    pub files: bool,
}

/// Fills a form of a page with what was typed. `yes_no` says whether a lone box is ticked.
pub fn fill(page: &str, place: Place, typed: &Fields, yes_no: [&str; 2]) -> Filled {
    let form = &page[place.from..place.to];
    let mut out = Copied::of(form);
    let mut shown: Vec<(String, Shown)> = Vec::new();
    let mut nth = BTreeMap::<String, usize>::new();
    let mut select: Option<String> = None;
    for tag in tags(form) {
        let name = match tag.name() {
            "option" => select.clone().unwrap_or_default(),
            _ => tag.attribute("name").unwrap_or_default(),
        };
        let kind = tag.attribute("type").unwrap_or_default();
        let value = tag.attribute("value").unwrap_or_default();
        let is_typed = |value: &str| typed.all(&name).any(|v| v == value);
        match (tag.name(), kind.as_str()) {
            ("input", "hidden" | "file" | "password" | "submit") => {}
            ("input", "checkbox" | "radio") => {
                let id = tag.attribute("id").unwrap_or_default();
                let label = label_of_option(page, &id);
                let one = entry(&mut shown, &name, &tag);
                one.options += 1;
                if tag.says("checked") {
                    one.values.push((value.clone(), label));
                }
                out.instead(tag, &tag.saying("checked", is_typed(&value)));
            }
            ("input", _) => {
                let now = next(&mut nth, &name, typed).unwrap_or(value.clone());
                entry(&mut shown, &name, &tag).values.push((value.clone(), value));
                out.instead(tag, &tag.valued(&now));
            }
            ("textarea", _) => {
                let Some(length) = form[tag.to..].find("</textarea>") else { continue };
                let value = decoded(&form[tag.to..tag.to + length]);
                let value = value.strip_prefix('\n').unwrap_or(&value).to_owned();
                let now = next(&mut nth, &name, typed).unwrap_or(value.clone());
                entry(&mut shown, &name, &tag).values.push((value.clone(), value));
                out.put(tag.to, tag.to + length, &format!("\n{}", escaped(&now)));
            }
            ("select", _) => {
                entry(&mut shown, &name, &tag);
                select = Some(name);
            }
            ("/select", _) => select = None,
            ("option", _) => {
                let said = form[tag.to..].split('<').next().unwrap_or_default();
                let one = entry(&mut shown, &name, &tag);
                if tag.says("selected") {
                    let said = if value.is_empty() { String::new() } else { decoded(said) };
                    one.values.push((value.clone(), said));
                }
                if typed.names().any(|n| n == name) {
                    out.instead(tag, &tag.saying("selected", is_typed(&value)));
                }
            }
            _ => {}
        }
    }
    let any = !shown.is_empty();
    let whole = shown.iter().all(|(name, one)| one.options > 0 || typed.names().any(|n| n == name));
    let differs = shown.iter().filter(|(name, one)| one.differs(name, typed));
    let differs = differs.map(|(_, one)| Answer {
        label: one.label(page),
        value: one.said(yes_no),
        href: if one.id.is_empty() { String::new() } else { format!("#{}", one.id) },
    });
    let differs = differs.collect();
    let files = tags(form).any(|t| t.attribute("type").as_deref() == Some("file"));
    Filled { form: out.finish(), differs, any, whole, files }
}

fn entry<'a>(shown: &'a mut Vec<(String, Shown)>, name: &str, tag: &Tag<'_>) -> &'a mut Shown {
    let at = shown.iter().position(|(n, _)| n == name).unwrap_or_else(|| {
        let attribute = |name: &str| tag.attribute(name).unwrap_or_default();
        let one = Shown { id: attribute("id"), aria: attribute("aria-label"), ..Shown::default() };
        shown.push((name.to_owned(), one));
        shown.len() - 1
    });
    &mut shown[at].1
}

/// The value typed into the next text of this name.
fn next(nth: &mut BTreeMap<String, usize>, name: &str, typed: &Fields) -> Option<String> {
    let n = nth.entry(name.to_owned()).or_default();
    *n += 1;
    typed.all(name).nth(*n - 1).map(str::to_owned)
}

fn label_of_option(page: &str, id: &str) -> String {
    let label = page.find(&format!(" for=\"{id}\"")).and_then(|at| inner(&page[at..], "</label>"));
    decoded(&label.unwrap_or_default())
}

impl Shown {
    fn differs(&self, name: &str, typed: &Fields) -> bool {
        let plain = |value: &str| value.replace("\r\n", "\n").trim().to_owned();
        let told = |values: Vec<String>| {
            let mut values: Vec<_> = values.into_iter().filter(|v| !v.is_empty()).collect();
            values.sort();
            values
        };
        // A text that was not sent at all was not changed; a box that was not sent is not ticked.
        if self.options == 0 && !typed.names().any(|n| n == name) {
            return false;
        }
        told(self.values.iter().map(|(v, _)| plain(v)).collect())
            != told(typed.all(name).map(plain).collect())
    }

    /// What the page calls it: the heading of a group, or the field's own label below the group's.
    fn label(&self, page: &str) -> String {
        let own = label_of(page, &self.id).unwrap_or_default();
        let group = group_of(page, &self.id).filter(|group| *group != own);
        let own = if own.is_empty() { self.aria.clone() } else { own };
        decoded(&group.map_or(own.clone(), |group| format!("{group}: {own}")))
    }

    fn said(&self, [yes, no]: [&str; 2]) -> String {
        match (self.options, self.values.is_empty()) {
            (1, true) => no.to_owned(),
            (1, false) => yes.to_owned(),
            _ => self.values.iter().map(|(_, said)| said.trim()).collect::<Vec<_>>().join("; "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<script>if (a<b) {}</script><form method=\"post\" action=\"/x\"><input type=\"hidden\" name=\"id\" value=\"1\">\
        <input type=\"hidden\" name=\"version\" value=\"7\"></form>\
        <form method=\"post\" action=\"/x\"><input type=\"hidden\" name=\"id\" value=\"2\">\
        <input type=\"hidden\" name=\"version\" value=\"7\">\
        <label for=\"name\">Tên <span class=\"optional\">(không bắt buộc)</span></label><input id=\"name\" name=\"name\" type=\"text\" value=\"Mắm &#38; muối\">\
        <fieldset><legend>Phần A</legend><label class=\"quiet\" for=\"note\">Ghi chú</label><textarea id=\"note\" name=\"note\">\n\
        một &#60;hai&#62;</textarea></fieldset>\
        <label for=\"kind\">Loại</label><select id=\"kind\" name=\"kind\"><option value=\"\">Chọn…</option>\
        <option value=\"a\" selected>Thứ nhất</option><option value=\"b\">Thứ hai</option></select>\
        <fieldset><legend>Màu</legend><div class=\"options\"><input type=\"radio\" id=\"c\" name=\"c\" value=\"1\" checked><label for=\"c\">Đỏ</label>\
        <input type=\"radio\" id=\"c-2\" name=\"c\" value=\"2\"><label for=\"c-2\">Xanh</label></div></fieldset>\
        <input type=\"checkbox\" id=\"sure\" name=\"sure\" value=\"yes\"><label for=\"sure\">Chắc chắn</label></form>";

    fn sent(pairs: &[(&str, &str)]) -> Fields {
        Fields::from_pairs(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())))
    }

    #[test]
    fn a_form_takes_what_was_typed_and_says_what_it_showed() {
        let typed =
            [("id", "2"), ("version", "6"), ("name", "Mắm \"mới\""), ("note", "một <hai>"), ("kind", "b")];
        let typed = sent(&[&typed[..], &[("c", "2"), ("sure", "yes")]].concat());
        let place = form_to(PAGE, "/x", "/x", &typed).unwrap();
        let filled = fill(PAGE, place, &typed, ["Có", "Không"]);
        let told: Vec<_> = filled.differs.iter().map(|a| (a.label.as_str(), a.value.as_str())).collect();
        let stored = [("Tên", "Mắm & muối"), ("Loại", "Thứ nhất"), ("Màu", "Đỏ"), ("Chắc chắn", "Không")];
        assert_eq!(told, stored, "what does not differ is not told");
        for now in [
            "name=\"version\" value=\"7\"",
            "value=\"Mắm &#34;mới&#34;\"",
            "\nmột &#60;hai&#62;</textarea>",
            "<option value=\"a\">",
            "<option value=\"b\" selected>",
            "value=\"1\">",
            "value=\"2\" checked>",
            "value=\"yes\" checked>",
        ] {
            assert!(filled.form.contains(now), "{now}: {}", filled.form);
        }
        assert!(filled.form.contains("name=\"id\" value=\"2\""), "of two forms the one that was sent");
        let note = fill(PAGE, place, &sent(&[("note", "khác"), ("kind", "a"), ("c", "1")]), ["Có", "Không"]);
        let told: Vec<_> = note.differs.iter().map(|a| (a.label.as_str(), a.value.as_str())).collect();
        assert_eq!(told, [("Phần A: Ghi chú", "một <hai>")]);
    }

    #[test]
    fn a_refused_form_keeps_the_state_it_was_sent_with() {
        let typed = sent(&[("id", "1"), ("version", "6"), ("csrf", "x")]);
        assert!(bears_state(&typed) && !bears_state(&sent(&[("id", "1"), ("csrf", "x")])));
        let place = form_to(PAGE, "/x", "/x", &typed).unwrap();
        let form = with_state_sent(&PAGE[place.from..place.to], &typed);
        assert!(
            form.contains("name=\"id\" value=\"1\"") && form.contains("name=\"version\" value=\"6\""),
            "{form}"
        );
        assert_eq!(form_to(PAGE, "/x", "/y", &typed), None);
        assert_eq!(form_to(PAGE, "/x", "/x", &sent(&[("id", "3")])), None, "its row is gone");
    }
}
