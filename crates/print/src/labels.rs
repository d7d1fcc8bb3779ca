//! Labels for the sample products of a dossier: one A4 sheet, to be cut and stuck on, each with a code that opens the
//! sample's page.

use crate::paper::{paper, pdf, sealed::Sealed};
use crate::{Error, Imprint, qr_svg};
use serde::Serialize;
use serde_json::{Map, Value};

/// One label.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Label {
    /// "01/PĐK-79-27259-2026/1".
    pub number: String,
    /// "Mẫu 1/5".
    pub nth: String,
    pub product: String,
    pub producer: String,
    pub place: String,
    /// What the code holds.
    pub url: String,
}

/// A sheet of labels, two a row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Labels {
    pub imprint: Imprint,
    pub labels: Vec<Label>,
}

paper!(Labels);

impl Sealed for Labels {
    const TEMPLATE: &'static str = "labels.typ";

    fn prepare(&self, data: &mut Map<String, Value>) -> Result<(), Error> {
        let codes =
            self.labels.iter().map(|l| qr_svg(&l.url).map(Value::from)).collect::<Result<Vec<_>, _>>()?;
        data.insert("codes".to_owned(), codes.into());
        Ok(())
    }
}

/// Prints the label sheet.
pub fn labels(paper: &Labels) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
