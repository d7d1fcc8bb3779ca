//! Luật 91/2025/QH15 on personal data: a reader without need of a producer's contacts learns no more than what tells one
//! from another. Everything that leaves this crate for a reader passes here, so that a page cannot show what it was
//! never given.

use crate::prelude::*;
use ocop_domain::dossier::compare::Comparison;
use ocop_domain::dossier::seal::SealedProducer;
use ocop_domain::producer::{mask_email, mask_phone};
use ocop_store::dossier::subject::SubjectRow;
use ocop_store::producer::Producer;

/// What holds a producer's telephone, mail and other personal facts.
pub(crate) trait Private {
    /// Masks or leaves out all that is personal.
    fn hide(&mut self);

    /// The same unless the actor may read contacts of the thing these facts describe; says whether it was hidden.
    fn hide_from(&mut self, cx: &Cx, facts: &Facts) -> bool {
        let hidden = !can(&cx.actor, Act::ContactRead, facts).allowed();
        if hidden {
            self.hide();
        }
        hidden
    }
}

macro_rules! private {
    ($($row:ty),*) => {$(
        impl Private for $row {
            fn hide(&mut self) {
                self.phone = self.phone.as_deref().map(mask_phone);
                self.email = self.email.as_deref().map(mask_email);
                self.representative_gender = None;
                self.representative_ethnicity = None;
                self.representative_address = None;
            }
        }
    )*};
}

private!(Producer, SubjectRow, SealedProducer);

impl Private for Comparison {
    fn hide(&mut self) {
        for field in &mut self.fields {
            let mask = match field.field {
                "phone" => mask_phone,
                "email" => mask_email,
                _ => continue,
            };
            for value in [&mut field.before, &mut field.after] {
                if !value.is_empty() {
                    *value = mask(value);
                }
            }
        }
    }
}
