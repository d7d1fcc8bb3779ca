//! A row of an earlier list that stands in the register, and what the register tells of its star since a person corrected
//! it there: lists that come later are held against that.

use crate::import::made::Created;
use crate::import::record::RowData;
use crate::prelude::*;
use ocop_domain::import::year_of;
use ocop_store::recognition::{CorrectedStar, corrected_stars};
use std::collections::HashMap;

#[derive(Debug, Clone)]
pub struct Earlier {
    /// What the list said.
    pub said: RowData,
    /// The same with what is right of the star, where a person corrected it since.
    corrected: Option<RowData>,
    pub created: Created,
}

impl Earlier {
    pub fn is_corrected(&self) -> bool {
        self.corrected.is_some()
    }

    /// What stands of it in the register.
    pub fn now(&self) -> &RowData {
        self.corrected.as_ref().unwrap_or(&self.said)
    }

    /// Does a row tell of the star that this one brought in, as it is right now or as the list said it first?
    pub fn told_again_by(&self, data: &RowData) -> bool {
        data.says_again(self.now()) || self.is_corrected() && data.says_again(&self.said)
    }
}

/// The stars of lists that were corrected, by their id.
pub struct Corrected(HashMap<String, CorrectedStar>);

impl Corrected {
    pub async fn load(db: &Db) -> Result<Corrected, Error> {
        Ok(Corrected(corrected_stars(db).await?.into_iter().map(|s| (s.id.clone(), s)).collect()))
    }

    pub fn earlier(&self, said: RowData, created: Created) -> Earlier {
        let star = created.recognition.as_ref().and_then(|id| self.0.get(id));
        let written = |day: Option<Date>| day.map(|day| day.to_string());
        let corrected = star.map(|star| RowData {
            stars: u8::try_from(star.stars).ok(),
            issued_on: written(star.issued_on),
            issued_text: star.issued_text.clone().unwrap_or_default(),
            precision: star.date_precision.clone(),
            // A bound or a term that a list writes in place of a day names no year.
            year: year_of(written(star.issued_on).as_deref(), star.issued_text.as_deref())
                .filter(|_| star.date_precision != "none"),
            expires_on: written(star.expires_on),
            certificate_no: star.listed_number.clone(),
            decision_number: star.decision_number.clone(),
            issuer: star.issuer.clone(),
            ..said.clone()
        });
        Earlier { said, corrected, created }
    }
}
