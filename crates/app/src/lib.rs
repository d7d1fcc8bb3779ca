//! The acts: one folder per capability, one file per verb. A verb authorises, loads, lets `domain` decide, and writes
//! state, journal and queued mail in one transaction. Pages, API and command line all call these verbs.

pub mod clock;
mod config;
pub mod council;
mod cx;
mod error;
pub mod facts;
pub mod ids;
mod write;

pub use config::{Config, MailTo};
pub use cx::Cx;
pub use error::{Error, FieldError, Invalid};
pub use ocop_domain::lang::Lang;
