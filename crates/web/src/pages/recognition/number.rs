//! Numbers of decisions with their symbols.

use crate::prelude::*;

/// Number and symbol of a decision from their two fields; a number typed whole says its own symbol.
pub(super) fn whole_number(number: &str, symbol: &str) -> String {
    if number.is_empty() || symbol.is_empty() || number.contains('/') {
        number.to_owned()
    } else {
        format!("{number}/{symbol}")
    }
}

/// The symbols an agency may put behind its numbers; the usual one is chosen where none was.
pub(super) fn symbol_choices(form: &mut Form, field: &str, symbols: &[&str]) -> Vec<Choice> {
    if form.value(field).is_empty()
        && let Some(usual) = symbols.first()
    {
        form.set(field, *usual);
    }
    symbols.iter().map(|s| Choice::new(*s, *s)).collect()
}
