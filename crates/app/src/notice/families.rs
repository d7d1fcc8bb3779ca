//! Words of codes: one file a family in `notices/words`, each a constant here; `build.rs` makes them from the folder.

use ocop_domain::lang::Lang;

include!(concat!(env!("OUT_DIR"), "/families.rs"));

/// Codes with their words in both languages.
pub(super) type Family = &'static [(&'static str, [&'static str; 2])];

/// The words of codes, comma between; nothing where one of them has none.
pub(super) fn said(family: Family, codes: &str, lang: Lang) -> Option<String> {
    let word = |code: &str| family.iter().find(|(c, _)| *c == code).map(|(_, words)| in_lang(words, lang));
    let words: Option<Vec<_>> = codes.split(',').filter(|code| !code.is_empty()).map(word).collect();
    Some(words?.join(", "))
}

pub(super) fn in_lang<T: Copy>([vi, en]: &[T; 2], lang: Lang) -> T {
    if lang == Lang::Vi { *vi } else { *en }
}
