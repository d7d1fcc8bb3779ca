//! How a star stands on a day, from its stored dates.

use jiff::civil::Date;
use ocop_domain::recognition::{Extension, Filing, Standing, Status, Trust, WithdrawalGround, status_on};
use ocop_store::recognition::{Filings, RecognitionRow};

/// The status, or that it cannot be known: some published lists give no dates, and a star without dates is never
/// called valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StandingOn {
    Known(Status),
    Unknown,
}

impl StandingOn {
    pub fn as_str(self) -> &'static str {
        match self {
            StandingOn::Known(s) => s.as_str(),
            StandingOn::Unknown => "unknown",
        }
    }

    pub fn in_force(self) -> bool {
        matches!(self, StandingOn::Known(s) if s.in_force())
    }
}

/// The dates of a recognition as stored.
#[derive(Debug, Clone, Copy)]
pub struct Dates<'a> {
    pub issued_on: Option<Date>,
    pub expires_on: Option<Date>,
    pub withdrawn_on: Option<Date>,
    pub superseded_on: Option<Date>,
    /// Re-ranking dossiers handed in. Điều 12(3) is read as covering dossiers filed in the window
    /// as well as late ones: a filing in time is not to stand worse.
    pub filings: &'a Filings,
    /// The product's province reads Điều 12(3) as a transition.
    pub transitional: bool,
}

/// The standing from stored dates; none where the source gives no days of issue and expiry.
fn standing(d: Dates<'_>) -> Option<Standing> {
    let (issued, expires) = (d.issued_on?, d.expires_on?);
    // Handed in before the day was kept: counted as filed in time.
    let filing =
        |(on, settled): &(Option<Date>, Option<Date>)| Filing { on: on.unwrap_or(issued), settled: *settled };
    Some(Standing {
        issued,
        expires,
        withdrawn: d.withdrawn_on,
        superseded: d.superseded_on,
        filings: d.filings.0.iter().map(filing).collect(),
        extension: if d.transitional { Extension::Transitional } else { Extension::Lasting },
    })
}

/// Does a star of the product that begins on `day` take this one's place (Điều 4(3))? One without days does not tell
/// whether it had ended.
pub(crate) fn gives_way_on(r: &RecognitionRow, day: Date) -> bool {
    standing(dates(r)).is_none_or(|s| s.gives_way_on(day))
}

fn dates(r: &RecognitionRow) -> Dates<'_> {
    Dates {
        issued_on: r.issued_on,
        expires_on: r.expires_on,
        withdrawn_on: r.withdrawn_on,
        superseded_on: r.superseded_on,
        filings: &r.filings,
        transitional: r.transitional,
    }
}

pub fn standing_on(d: Dates<'_>, day: Date) -> StandingOn {
    if let Some(standing) = standing(d) {
        return StandingOn::Known(status_on(&standing, day));
    }
    match d.withdrawn_on {
        Some(w) if w <= day => StandingOn::Known(Status::Withdrawn),
        _ => StandingOn::Unknown,
    }
}

/// A window that closed with nothing filed while the certificate still runs (Điều 7(6)a).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissedWindow {
    /// The last day to file.
    pub closed: Date,
    /// What is filed before the certificate ends still carries it on (Điều 12(3)).
    pub runs_on: bool,
}

/// One star of a product, as anyone may see it.
#[derive(Debug, Clone)]
pub struct StarView {
    pub recognition_id: String,
    /// What its page is called by: the certificate's number, or the look-up code.
    pub key: String,
    /// The number on the paper: of the certificate signed here, or the one a list gives. No person invents one.
    pub certificate: Option<String>,
    /// Stars read from lists have a code instead of a number of this system.
    pub lookup: Option<String>,
    pub stars: i64,
    /// The set it was judged by; none of a star read from a list.
    pub set_id: Option<String>,
    pub standing: StandingOn,
    pub missed_window: Option<MissedWindow>,
    pub product_name: String,
    pub producer_name: String,
    pub address: String,
    pub issued_on: Option<Date>,
    /// The month or the year that a list gives in place of the day, as it writes it.
    pub issued_said: Option<String>,
    pub expires_on: Option<Date>,
    pub withdrawn_on: Option<Date>,
    pub withdrawal_ground: Option<WithdrawalGround>,
    pub withdrawal_decision: Option<String>,
    pub superseded_on: Option<Date>,
    pub decision_number: Option<String>,
    pub decided_on: Option<Date>,
    pub issuer: String,
    /// On whose word it stands, and the list it was read from.
    pub trust: Trust,
    pub source: Option<String>,
    pub invented: bool,
    /// Signed in this system: a certificate can be printed.
    pub signed_here: bool,
}

pub fn star_view(r: &RecognitionRow, day: Date) -> StarView {
    let dates = dates(r);
    let missed = standing(dates).and_then(|s| {
        s.missed_window(day).map(|closed| MissedWindow { closed, runs_on: s.extension.helps(s.expires) })
    });
    StarView {
        recognition_id: r.id.clone(),
        key: r.key().to_owned(),
        certificate: r.number().map(str::to_owned),
        lookup: r.lookup.clone(),
        stars: r.stars,
        set_id: r.set_id.as_ref().map(ToString::to_string),
        standing: standing_on(dates, day),
        missed_window: missed,
        product_name: r.product_name.clone(),
        producer_name: r.producer_name.clone(),
        address: r.address.clone(),
        issued_on: r.issued_on,
        issued_said: r
            .issued_text
            .clone()
            .filter(|_| r.issued_on.is_none() && matches!(&*r.date_precision, "month" | "year")),
        expires_on: r.expires_on,
        withdrawn_on: r.withdrawn_on,
        withdrawal_ground: r.withdrawal_ground,
        withdrawal_decision: r.withdrawal_decision.clone(),
        superseded_on: r.superseded_on,
        decision_number: r.decision_number.clone(),
        decided_on: r.decided_on,
        issuer: r.issuer.clone(),
        trust: if r.signed_at.is_some() { Trust::SignedHere } else { Trust::of_list(r.trust.as_deref()) },
        source: r.source.clone(),
        invented: r.invented,
        signed_here: r.signed_at.is_some(),
    }
}
