//! Makes any text printable. What people type or paste holds emoji, control characters and marks in pieces; PDF/A
//! refuses a glyph that no font has, and a certificate must not fail over a heart in a product's name.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::fonts::Fonts;

/// Composes Vietnamese marks and replaces what cannot be drawn, in every text of the data.
pub(crate) fn clean(value: &mut Value, fonts: &Fonts) {
    match value {
        Value::String(text) => *text = line(text, fonts),
        Value::Array(items) => items.iter_mut().for_each(|item| clean(item, fonts)),
        Value::Object(fields) => fields.values_mut().for_each(|field| clean(field, fonts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn line(text: &str, fonts: &Fonts) -> String {
    let unified = text.replace("\r\n", "\n");
    unified.trim().nfc().filter_map(|c| glyph(c, fonts)).collect()
}

fn glyph(c: char, fonts: &Fonts) -> Option<char> {
    match c {
        '\n' => Some(c),
        '\r' | '\t' | '\u{a0}' | '\u{2028}' | '\u{2029}' => Some(' '),
        // Joiners, direction marks, variation selectors: without a shape of their own.
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ad}' => None,
        // Areas for private use have no meaning to an archive, even where a font draws something.
        '\u{e000}'..='\u{f8ff}' => Some('?'),
        _ if c.is_control() => None,
        _ if fonts.draw(c) => Some(c),
        _ => Some('?'),
    }
}

/// The letters of a text that no paper can show: each would be printed as a question mark. To be told before printing.
pub fn undrawn(text: &str) -> Vec<char> {
    let Ok(fonts) = crate::fonts::fonts() else { return vec![] };
    let mut out: Vec<char> = vec![];
    for c in text.nfc() {
        if c != '?' && glyph(c, fonts) == Some('?') && !out.contains(&c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_would_become_question_marks_are_named_once() {
        assert_eq!(undrawn("Tra\u{300} Shan tuyết? 🍵 ខ្មែរ 🍵"), ['🍵', 'ខ', '្', 'ម', 'ែ', 'រ']);
        assert!(undrawn("Nước mắm “Ví dụ” 500 ml – ½ lít\u{200b}").is_empty());
    }

    #[test]
    fn whatever_is_pasted_can_be_drawn() {
        let fonts = crate::fonts::fonts().unwrap();
        assert_eq!(line("Tra\u{300} \u{1b}Shan\ttuyê\u{301}t 🍵\u{200b}", fonts), "Trà Shan tuyết ?");
        assert_eq!(line(" một\r\nhai ", fonts), "một\nhai");
        let all = "ĂÂĐÊÔƠƯ ẰẲẴẮẶ ẦẨẪẤẬ ỀỂỄẾỆ ỒỔỖỐỘ ỜỞỠỚỢ ỪỬỮỨỰ ỲỶỸÝỴ ăâđêôơư ằẳẵắặ ầẩẫấậ ềểễếệ ồổỗốộ ờởỡớợ ừửữứự ỳỷỹýỵ";
        assert_eq!(line(all, fonts), all);
        assert_eq!(line("…–“”‘’½²≥≤€", fonts), "…–“”‘’½²≥≤€");
    }
}
