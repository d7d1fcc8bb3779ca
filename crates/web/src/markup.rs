//! Reads the pages that this crate writes: tags, attributes and what fields are called. For what is the same for every form of
//! the house and therefore not built into each page.

/// A tag with where it begins and ends in the page.
#[derive(Debug, Clone, Copy)]
pub struct Tag<'a> {
    pub from: usize,
    pub to: usize,
    /// What stands between `<` and `>`.
    pub text: &'a str,
}

impl Tag<'_> {
    pub fn name(&self) -> &str {
        self.text.split([' ', '\n']).next().unwrap_or_default()
    }

    pub fn attribute(&self, name: &str) -> Option<String> {
        let rest = self.text.split(&format!(" {name}=\"")).nth(1)?;
        Some(decoded(rest.split('"').next()?))
    }

    /// Holds the tag a word that has no value (`checked`)?
    pub fn says(&self, word: &str) -> bool {
        self.text.split('"').step_by(2).any(|bare| bare.split_whitespace().any(|w| w == word))
    }

    /// The tag with the word or without it.
    pub fn saying(&self, word: &str, wanted: bool) -> String {
        match (self.says(word), wanted) {
            (true, false) => format!("<{}>", self.text.replace(&format!(" {word}"), "")),
            (false, true) => format!("<{} {word}>", self.text),
            _ => format!("<{}>", self.text),
        }
    }

    /// The tag with another value.
    pub fn valued(&self, value: &str) -> String {
        let value = escaped(value);
        match self.text.split_once(" value=\"") {
            Some((before, rest)) => {
                let after = rest.split_once('"').map_or("", |(_, after)| after);
                format!("<{before} value=\"{value}\"{after}>")
            }
            None => format!("<{} value=\"{value}\">", self.text),
        }
    }
}

/// The tags of a page in order; what stands inside a script is none.
pub fn tags(page: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = at + page[at..].find('<')?;
        let to = from + page[from..].find('>')? + 1;
        let tag = Tag { from, to, text: &page[from + 1..to - 1] };
        at = if tag.name() == "script" {
            page[to..].find("</script").map_or(page.len(), |n| to + n)
        } else {
            to
        };
        Some(tag)
    })
}

const SIGNS: [(&str, &str); 7] = [
    ("&#60;", "<"),
    ("&#62;", ">"),
    ("&#34;", "\""),
    ("&#39;", "'"),
    ("&quot;", "\""),
    ("&#38;", "&"),
    ("&amp;", "&"),
];

/// A text as it was before it was written into a page; in one pass, since what comes out may look like a sign itself.
pub fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (from, to) = SIGNS.iter().find(|(from, _)| rest.starts_with(from)).unwrap_or(&("&", "&"));
        out.push_str(to);
        rest = &rest[from.len()..];
    }
    out + rest
}

pub fn escaped(text: &str) -> String {
    let signs = [("&", "&#38;"), ("<", "&#60;"), (">", "&#62;"), ("\"", "&#34;"), ("'", "&#39;")];
    signs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The words by which a field is called: the legend of a group of options, or else its label.
pub fn label_of(html: &str, name: &str) -> Option<String> {
    let legend = html.find(&format!(" id=\"{name}\"")).and_then(|at| {
        let tag = &html[html[..at].rfind('<')?..at + html[at..].find('>')?];
        let before = &html[..at];
        let group = before.rfind("<fieldset")?;
        let options = tag.contains("type=\"radio\"")
            || (tag.contains("type=\"checkbox\"") && before[group..].contains("<div class=\"options\">"));
        group_of(html, name).filter(|_| options)
    });
    let label = || {
        let label = html.find(&format!(" for=\"{name}\""))?;
        inner(&html[label..], "</label>")
    };
    legend.or_else(label)
}

/// The heading of the group that a field stands in.
pub fn group_of(html: &str, name: &str) -> Option<String> {
    let before = &html[..html.find(&format!(" id=\"{name}\""))?];
    let group = before.rfind("<fieldset")?;
    let open = before.rfind("</fieldset>").is_none_or(|closed| closed < group);
    let legend = before[group..].find("<legend").filter(|_| open)?;
    inner(&before[group + legend..], "</legend>")
}

/// What an element says, without the word that it may be left out.
pub fn inner(html: &str, end: &str) -> Option<String> {
    let whole = &html[html.find('>')? + 1..html.find(end)?];
    let said = whole.split("<span class=\"optional\"").next().unwrap_or_default();
    let mut text = String::new();
    for (i, part) in said.split('<').enumerate() {
        text.push_str(if i == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) });
    }
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_was_typed_is_a_text() {
        for text in ["Tôm &amp; cá", "a < b & c > \"d\" 'e'", "&", "&#60;"] {
            assert_eq!(decoded(&escaped(text)), text);
        }
    }
}
