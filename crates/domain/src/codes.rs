//! Closed sets of words with a code: states, kinds, grounds, roles. Their codes stand in the database, in the API and in the
//! catalogues of texts, so a code never changes once it has landed. [`codes!`] writes an enum and its codes once.

use std::fmt;

/// A value of a closed set, told by its code.
pub trait Code: Sized + Copy + 'static {
    /// The whole set, in the order of the law or of the lists on screen.
    const VALUES: &'static [Self];
    /// The name of the set in an error.
    const SET: &'static str;

    fn code(self) -> &'static str;

    /// The value with exactly this code.
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        Self::VALUES
            .iter()
            .copied()
            .find(|value| value.code() == text)
            .ok_or_else(|| UnknownCode { set: Self::SET, text: text.to_owned() })
    }
}

/// A text that is no code of its set: in a row it is damage, in a request a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode {
    pub set: &'static str,
    pub text: String,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is no {}", self.text, self.set)
    }
}

impl std::error::Error for UnknownCode {}

/// Declares an enum whose values have codes: `ALL`, `as_str`, `FromStr` and [`Code`] follow from one list.
///
/// ```
/// ocop_domain::codes! {
///     /// Who pays.
///     #[derive(Debug, Clone, Copy, PartialEq, Eq)]
///     pub enum Payer ("payer") {
///         Province = "province",
///         Producer = "producer",
///     }
/// }
/// assert_eq!(Payer::ALL.map(Payer::as_str), ["province", "producer"]);
/// assert_eq!("producer".parse(), Ok(Payer::Producer));
/// assert_eq!("x".parse::<Payer>().unwrap_err().to_string(), "“x” is no payer");
/// ```
#[macro_export]
macro_rules! codes {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident ($set:literal) {
            $( $(#[$value_meta:meta])* $value:ident = $code:literal, )+
        }
    ) => {
        $(#[$meta])*
        $vis enum $name {
            $( $(#[$value_meta])* $value, )+
        }

        impl $name {
            /// The whole set, in the order in which it is shown.
            pub const ALL: [$name; [$($code),+].len()] = [$($name::$value),+];

            /// The code: what stands in the database, in the API and in the keys of texts.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( $name::$value => $code, )+
                }
            }
        }

        impl $crate::codes::Code for $name {
            const VALUES: &'static [$name] = &$name::ALL;
            const SET: &'static str = $set;

            fn code(self) -> &'static str {
                self.as_str()
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::codes::UnknownCode;

            fn from_str(text: &str) -> Result<$name, $crate::codes::UnknownCode> {
                $crate::codes::Code::from_code(text)
            }
        }
    };
}
