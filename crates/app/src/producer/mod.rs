//! The register of producers (chủ thể): who may take part, where they sit, where they work. Personal data leave it
//! masked, unless the reader is that producer or an officer who keeps the register.

mod edit;
mod establishment;
mod form;
mod list;
mod private;
mod register;
mod show;
mod twin;

pub(crate) use edit::refresh_products;
pub use edit::{Edit, edit};
pub use establishment::{AddEstablishment, add_establishment};
pub use form::ProducerForm;
pub(crate) use form::standing;
pub(crate) use form::{changed, read as read_form};
pub use list::{Communes, communes, list, may_register};
pub use ocop_store::producer::{Commune, Establishment, Producer, ProducerLine};
pub(crate) use private::Private;
pub use register::register;
pub use show::{ProducerView, show};
pub use twin::has_twin;
pub(crate) use twin::{holders_of_registration, take_registration};

/// Lines on one page of a list.
pub const PAGE: i64 = 50;
