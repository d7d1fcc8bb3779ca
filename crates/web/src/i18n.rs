//! Words on screen: one catalogue per capability in `locales/`, Vietnamese first, English beside it.

use std::borrow::Cow;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    #[default]
    Vi,
    En,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Vi, Lang::En];

    /// The code as it stands in `<html lang>`, in cookies and in the catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }

    /// The language's own name for itself, as the switch shows it.
    pub const fn name(self) -> &'static str {
        match self {
            Lang::Vi => "Tiếng Việt",
            Lang::En => "English",
        }
    }

    pub const fn other(self) -> Lang {
        match self {
            Lang::Vi => Lang::En,
            Lang::En => Lang::Vi,
        }
    }

    /// Reads `vi`, `en`, `en-GB` …; anything else is not ours to guess.
    pub fn parse(code: &str) -> Option<Lang> {
        match code.trim().split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "vi" => Some(Lang::Vi),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The first language of an `Accept-Language` header that we speak. Order decides; q-values are rarely out of order.
    pub fn accepted(header: &str) -> Option<Lang> {
        header.split(',').filter_map(|part| part.split(';').next()).find_map(Lang::parse)
    }
}

/// The sentence under `key`. A missing key shows itself, so that it is seen and mended, never a blank.
pub fn t(lang: Lang, key: &str) -> Cow<'static, str> {
    crate::_rust_i18n_try_translate(lang.code(), key).unwrap_or_else(|| Cow::Owned(key.to_owned()))
}

/// The sentence under `key` with every `%{name}` replaced.
pub fn tf(lang: Lang, key: &str, values: &[(&str, &str)]) -> Cow<'static, str> {
    let mut text = t(lang, key).into_owned();
    for (name, value) in values {
        text = text.replace(&format!("%{{{name}}}"), value);
    }
    Cow::Owned(text)
}

/// Does the catalogue hold this key in this language (not by fallback)?
pub fn has(lang: Lang, key: &str) -> bool {
    crate::_rust_i18n_backend().translate(lang.code(), key).is_some()
}
