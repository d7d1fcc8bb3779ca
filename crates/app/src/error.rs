//! What an act answers when it does not do what was asked. Codes are catalogue keys (`errors.<code>`); the sentence
//! is made at the edge, in the reader's language.

use crate::fault::Fault;
use jiff::civil::Date;
use ocop_domain::calendar::{NoDay, day_written};
use std::fmt;

/// One thing wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the input, like `name` or `c.1.1`.
    pub field: String,
    /// Catalogue key below `errors.`.
    pub code: &'static str,
    pub args: Vec<(&'static str, String)>,
}

/// Everything wrong with a form, in the order of its fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Invalid(pub Vec<FieldError>);

impl Invalid {
    pub fn add(&mut self, field: impl Into<String>, code: &'static str) {
        self.add_with(field, code, vec![]);
    }

    pub fn add_with(
        &mut self,
        field: impl Into<String>,
        code: &'static str,
        args: Vec<(&'static str, String)>,
    ) {
        self.0.push(FieldError { field: field.into(), code, args });
    }

    /// A text that must be there and not be longer than `most` letters; returns it cleaned.
    pub fn text(&mut self, field: &str, value: &str, most: usize) -> String {
        let value = ocop_domain::text::clean_lines(value);
        if value.is_empty() {
            self.add(field, "required");
        } else if value.chars().count() > most {
            self.add_with(field, "too_long", vec![("most", most.to_string())]);
        }
        value
    }

    /// Like [`Invalid::text`], but may be left out.
    pub fn optional(&mut self, field: &str, value: &str, most: usize) -> Option<String> {
        // Letters that cannot be seen are nothing typed.
        let nothing = ocop_domain::text::clean_lines(value).is_empty();
        if nothing { None } else { Some(self.text(field, value, most)) }
    }

    /// What a person, a producer or a product is called: one line with a letter in it.
    pub fn name(&mut self, field: &str, value: &str, most: usize) -> String {
        let name = ocop_domain::text::clean(&self.text(field, value, most));
        if !name.is_empty() && !name.chars().any(char::is_alphabetic) {
            self.add(field, "name_letters");
        }
        name
    }

    /// Like [`Invalid::name`], but may be left out.
    pub fn optional_name(&mut self, field: &str, value: &str, most: usize) -> Option<String> {
        let nothing = ocop_domain::text::clean(value).is_empty();
        if nothing { None } else { Some(self.name(field, value, most)) }
    }

    /// A whole number between two others; the least where it is none.
    pub fn whole(&mut self, field: &str, typed: &str, least: i64, most: i64) -> i64 {
        let number = typed.trim().parse().ok().filter(|n| (least..=most).contains(n));
        if number.is_none() {
            let bounds = vec![("least", least.to_string()), ("most", most.to_string())];
            self.add_with(field, "council_number", bounds);
        }
        number.unwrap_or(least)
    }

    /// A telephone number, which may be left out.
    pub fn phone(&mut self, field: &str, value: &str) -> Option<String> {
        let phone = self.optional(field, value, 30)?;
        if !ocop_domain::producer::is_phone(&phone) {
            self.add(field, "phone");
        }
        Some(phone)
    }

    /// A day that must be there, written dd/mm/yyyy.
    pub fn day(&mut self, field: &str, value: &str) -> Option<Date> {
        if value.trim().is_empty() {
            self.add(field, "required");
        }
        self.optional_day(field, value)
    }

    /// Like [`Invalid::day`], but may be left out.
    pub fn optional_day(&mut self, field: &str, value: &str) -> Option<Date> {
        if value.trim().is_empty() {
            return None;
        }
        day_written(value).map_err(|why| self.add(field, no_day(why))).ok()
    }

    pub fn ok(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}

/// The code of a text that is no day.
pub fn no_day(why: NoDay) -> &'static str {
    match why {
        NoDay::Missing => "no_such_day",
        NoDay::FarOff => "year_far_off",
        NoDay::Shape => "not_a_date",
    }
}

#[derive(Debug)]
pub enum Error {
    /// No such thing.
    NotFound,
    /// There is such a thing and the actor may not know of it: answered as if there were none, and noted like any other
    /// refusal.
    Hidden,
    /// No person is signed in.
    SignIn,
    Forbidden,
    Invalid(Invalid),
    /// The thing is not in a state for this act, or another person changed it first.
    Conflict(&'static str),
    /// Something outside (database, files) failed; details go to the log, not to the reader.
    Internal(Box<Fault>),
    /// May pass when tried again at once; the write macro does.
    Busy,
    /// Cannot be done for the moment, through no fault of the one who asks.
    Unavailable(Outage),
}

/// Why nothing can be done for the moment; the code is a catalogue key below `errors.unavailable`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outage {
    /// The database gives no answer. Nothing was written.
    Down(String),
    /// The line broke while the database was keeping the act: it may be kept.
    Unsure(String),
    /// The disk is full, or so nearly that nothing is written any more.
    Full(String),
    /// Others were writing for as long as a request waits.
    NoTurn(String),
    /// The directory of the files is not there (a disk that is not mounted).
    Files(String),
    /// A file that the register names is not there any more.
    Lost(String),
    /// Too many wait for the same work already.
    Crowded,
    /// The operator's virus scanner gave no answer about a file.
    Unscanned(String),
}

impl Outage {
    pub fn code(&self) -> &'static str {
        match self {
            Outage::Down(_) => "down",
            Outage::Unsure(_) => "unsure",
            Outage::Full(_) => "full",
            Outage::NoTurn(_) => "no_turn",
            Outage::Files(_) => "files",
            Outage::Lost(_) => "lost",
            Outage::Crowded => "crowded",
            Outage::Unscanned(_) => "unscanned",
        }
    }

    /// For the log.
    pub fn details(&self) -> &str {
        match self {
            Outage::Down(m)
            | Outage::Unsure(m)
            | Outage::Full(m)
            | Outage::NoTurn(m)
            | Outage::Files(m)
            | Outage::Lost(m)
            | Outage::Unscanned(m) => m,
            Outage::Crowded => "too many wait already",
        }
    }
}

/// Conflicts that a person mends in the form itself or by loading it anew.
const TOLD_ON_FORM: &[&str] = &[
    "conflict.council_marked_absent",
    "conflict.council_correction_open",
    "conflict.council_correction_ended",
    "conflict.council_correction_unsettled",
    "conflict.council_written_over",
    "conflict.advisory_not_author",
    "conflict.advisory_visit_differs",
    "conflict.assist_codes_today",
    "conflict.assist_content",
];

impl Error {
    pub fn field(field: &str, code: &'static str) -> Error {
        let mut e = Invalid::default();
        e.add(field, code);
        Error::Invalid(e)
    }

    /// Something failed that no one who asks can help: a text, or an error with its causes.
    pub fn internal(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::Internal(Box::new(Fault::new(e.into())))
    }

    /// For the log: the causes beneath what failed inside, and where it was met; empty for every other error.
    pub fn beneath(&self) -> (String, String) {
        match self {
            Error::Internal(fault) => (fault.causes(), fault.place()),
            _ => Default::default(),
        }
    }

    /// What is told on the form that was sent, so that the typed words are kept: wrong fields, and the conflicts of
    /// [`TOLD_ON_FORM`]. Every other error has a page of its own and comes back.
    pub fn on_form(self) -> Result<Invalid, Error> {
        let conflict = match self {
            Error::Invalid(invalid) => return Ok(invalid),
            Error::Conflict(code) => code,
            other => return Err(other),
        };
        let told = TOLD_ON_FORM.iter().find(|key| key.strip_prefix("conflict.") == Some(conflict));
        let mut invalid = Invalid::default();
        invalid.add("", told.ok_or(Error::Conflict(conflict))?);
        Ok(invalid)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NotFound => f.write_str("not found"),
            Error::Hidden => f.write_str("not to be known of"),
            Error::SignIn => f.write_str("sign in first"),
            Error::Forbidden => f.write_str("not allowed"),
            Error::Invalid(i) => {
                let list: Vec<String> = i.0.iter().map(|e| format!("{}: {}", e.field, e.code)).collect();
                write!(f, "invalid: {}", list.join(", "))
            }
            Error::Conflict(code) => write!(f, "conflict: {code}"),
            Error::Internal(fault) => write!(f, "{fault}"),
            Error::Busy => f.write_str("busy"),
            Error::Unavailable(o) => write!(f, "{}: {}", o.code(), o.details()),
        }
    }
}

impl std::error::Error for Error {}

impl From<ocop_store::Error> for Error {
    fn from(e: ocop_store::Error) -> Self {
        match e {
            ocop_store::Error::Stale => Error::Conflict("stale"),
            ocop_store::Error::Busy(_) => Error::Busy,
            ocop_store::Error::NoTurn(m) => Error::Unavailable(Outage::NoTurn(m)),
            ocop_store::Error::Duplicate(_) => Error::Conflict("duplicate"),
            ocop_store::Error::Full(m) => Error::Unavailable(Outage::Full(m)),
            ocop_store::Error::NoFiles(m) => Error::Unavailable(Outage::Files(m)),
            ocop_store::Error::FileLost(m) => Error::Unavailable(Outage::Lost(m)),
            ocop_store::Error::Down(m) => Error::Unavailable(Outage::Down(m)),
            ocop_store::Error::Unsure(m) => Error::Unavailable(Outage::Unsure(m)),
            ocop_store::Error::Nul => Error::Conflict("unreadable"),
            other => Error::internal(other),
        }
    }
}
