//! Words on screen: one catalogue per capability in `locales/`, Vietnamese first, English beside it.

use std::borrow::Cow;

pub use ocop_domain::lang::Lang;

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
