//! Forms by serde, both ways: what was sent read into the struct of an act ([`Fields::read`]), and a form filled from what
//! is kept ([`Form::of`]). A struct's field is the input of that name. `typed!` names the template beside the handler and
//! brings the test that holds both against each other: a name mistyped on either side fails it, and saves no empty text.
//!
//! An input that was not sent reads as nothing typed: an empty text, no tick, 0, an empty list. What a form does not bring
//! (ids of the address, files) is `#[serde(skip)]` in the struct, so that no form can set it.

use crate::failure::Failure;
use crate::fields::Fields;
use crate::form::Form;
use ocop_app::Error;
use serde::de::value::{Error as Mismatch, SeqDeserializer, StrDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::{Serialize, forward_to_deserialize_any};
use serde_json::Value;

/// A struct that a form is typed into. `typed!` implements it; without that, [`Fields::read`] refuses the struct.
#[diagnostic::on_unimplemented(
    message = "no template is named into which `{Self}` is typed",
    note = "write `typed!({Self} => \"<capability>/<form>.html\");` above the template of this file"
)]
pub trait Typed: DeserializeOwned {}

/// `typed!(Step => "survey/show.html", "version")` names the template of a form, then its inputs that the struct does not
/// have: those read by hand or of another form of the page, each by its name or all of another template by its path.
macro_rules! typed {
    ($($form:ty => $template:literal $(, $beside:literal)*);+) => {
        $(impl $crate::read::Typed for $form {})+

        #[cfg(test)]
        #[test]
        fn the_struct_names_the_inputs_of_its_form() {
            $($crate::read::tests::typed_into::<$form>($template, &[$($beside),*]);)+
        }
    };
}

impl Fields {
    /// The fields as the struct names them: a text is its first value without surrounding white space, a tick is there or
    /// not, a list holds every value.
    pub fn read<T: Typed>(&self) -> Result<T, Failure> {
        T::deserialize(Sent(self)).map_err(|e| Failure(Error::internal(e)))
    }
}

impl Form {
    /// A form filled from a struct, each input by the field of its name.
    pub fn of(value: &impl Serialize) -> Form {
        let mut form = Form::new();
        if let Ok(Value::Object(fields)) = serde_json::to_value(value) {
            for (name, value) in fields {
                match value {
                    Value::String(text) => form.set(&name, text),
                    Value::Number(n) => form.set(&name, n.to_string()),
                    Value::Bool(true) => form.set(&name, "yes"),
                    Value::Array(all) => {
                        form.set_all(&name, all.into_iter().filter_map(|v| v.as_str().map(str::to_owned)))
                    }
                    Value::Null | Value::Bool(false) | Value::Object(_) => &mut form,
                };
            }
        }
        form
    }
}

/// The whole form.
struct Sent<'a>(&'a Fields);

impl<'de> Deserializer<'de> for Sent<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_map(Named { fields: self.0, left: &[] })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_map(Named { fields: self.0, left: names })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The inputs that a struct names, one after another.
struct Named<'a> {
    fields: &'a Fields,
    left: &'static [&'static str],
}

impl<'de> MapAccess<'de> for Named<'_> {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        self.left.first().map(|name| seed.deserialize(StrDeserializer::new(name))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mismatch> {
        let (name, left) = self.left.split_first().unwrap_or((&"", &[]));
        self.left = left;
        seed.deserialize(Input { fields: self.fields, name })
    }
}

/// One input.
struct Input<'a> {
    fields: &'a Fields,
    name: &'static str,
}

impl Input<'_> {
    fn text(&self) -> &str {
        self.fields.get(self.name)
    }

    fn whole(&self) -> i64 {
        self.text().parse().unwrap_or_default()
    }
}

impl<'de> Deserializer<'de> for Input<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_str(self.text())
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_bool(self.fields.has(self.name))
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_i64(self.whole())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.text().is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(SeqDeserializer::new(self.fields.all(self.name)))
    }

    /// A struct within a struct is typed into the same form.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_map(Named { fields: self.fields, left: names })
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
pub mod tests;
