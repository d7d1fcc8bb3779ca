use crate::prelude::*;
use ocop_domain::dossier::EvidenceKind;
use ocop_store::dossier::evidence::EvidenceRow;
use serde::Deserialize;

/// What is written on a paper, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Particulars {
    pub kind: String,
    pub title: String,
    pub issuer: String,
    pub number: String,
    /// dd/mm/yyyy; may be empty.
    pub issued_on: String,
    pub expires_on: String,
}

/// The same, read.
#[derive(Debug, Clone)]
pub(crate) struct Read {
    /// None: refused, see the form's findings.
    pub kind: Option<EvidenceKind>,
    pub title: String,
    pub issuer: Option<String>,
    pub number: Option<String>,
    pub issued_on: Option<Date>,
    pub expires_on: Option<Date>,
}

impl Particulars {
    pub(crate) fn read(&self, cx: &Cx, invalid: &mut Invalid) -> Read {
        let kind = self.kind.parse::<EvidenceKind>().ok();
        if kind.is_none() {
            invalid.add("kind", "choose_one");
        }
        let title = invalid.text("title", &self.title, 300);
        let issuer = invalid.optional("issuer", &self.issuer, 300);
        let number = invalid.optional("number", &self.number, 100);
        let issued_on = invalid.optional_day("issued_on", &self.issued_on);
        let expires_on = invalid.optional_day("expires_on", &self.expires_on);
        if issued_on.is_some_and(|d| d > cx.today()) {
            invalid.add("issued_on", "date_in_future");
        }
        if let (Some(from), Some(until)) = (issued_on, expires_on)
            && until < from
        {
            invalid.add("expires_on", "ends_before_it_begins");
        }
        Read { kind, title, issuer, number, issued_on, expires_on }
    }
}

impl Read {
    /// Writes the facts over a row and names the fields that changed.
    pub fn onto(&self, row: &mut EvidenceRow) -> Vec<&'static str> {
        let before = row.clone();
        if let Some(kind) = self.kind {
            row.kind = kind;
        }
        row.title.clone_from(&self.title);
        row.issuer.clone_from(&self.issuer);
        row.number.clone_from(&self.number);
        row.issued_on = self.issued_on;
        row.expires_on = self.expires_on;
        let changed = [
            ("kind", before.kind != row.kind),
            ("title", before.title != row.title),
            ("issuer", before.issuer != row.issuer),
            ("number", before.number != row.number),
            ("issued_on", before.issued_on != row.issued_on),
            ("expires_on", before.expires_on != row.expires_on),
        ];
        changed.into_iter().filter(|(_, c)| *c).map(|(name, _)| name).collect()
    }
}
