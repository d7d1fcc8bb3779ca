//! Which of the three kinds of dossier (Điều 6(1), 26/2026) may be handed in for a product on a day, and which one is
//! proposed. Every answer carries its article and its dates, so that a refusal can be explained and looked up.

use super::Kind;
use crate::calendar::add_days;
use crate::recognition::{EXTENSION_DAYS, Extension, WINDOW_CLOSES_DAYS, WINDOW_OPENS_DAYS};
use crate::stars::Stars;
use jiff::civil::Date;

/// One star of the product, as far as the choice depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub stars: Stars,
    /// Both none where the list it was read from gives no dates.
    pub issued: Option<Date>,
    pub expires: Option<Date>,
    pub withdrawn: Option<Date>,
    pub superseded: Option<Date>,
    /// A re-ranking dossier handed in under this star was decided without a new one: the extension of Điều 12(3)
    /// lasts until the result only.
    pub refused: bool,
    /// How the product's province reads Điều 12(3).
    pub extension: Extension,
}

/// The days a certificate's end sets for re-ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First day to hand in: 180 days before the end.
    pub opens: Date,
    /// Last day to hand in: 120 days before the end.
    pub closes: Date,
    /// The certificate's last day.
    pub expires: Date,
    /// Last day the certificate can run on to (Điều 12(3)).
    pub extended: Date,
}

impl Window {
    /// Điều 7(6)a and 12(3), 26/2026.
    pub fn of(expires: Date) -> Window {
        Window {
            opens: add_days(expires, -WINDOW_OPENS_DAYS),
            closes: add_days(expires, -WINDOW_CLOSES_DAYS),
            expires,
            extended: add_days(expires, EXTENSION_DAYS),
        }
    }

    /// The window had closed before the decision took effect, so it could not be kept. Điều 12 is headed
    /// "transition": this is the case its third clause is certainly meant for; its words leave open whether a window
    /// missed later counts too.
    pub fn could_not_be_met(&self) -> bool {
        Extension::Transitional.helps(self.expires)
    }
}

/// Why a kind may be handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// No star so far (Điều 6(1)a).
    NeverHeld,
    /// The last certificate was withdrawn (Điều 8); the product begins anew.
    Withdrawn(Date),
    /// The last certificate and its extension are over.
    Lapsed(Window),
    /// The certificate has ended and its re-ranking was decided without a star.
    Refused(Window),
    /// A valid star below five (Điều 7(5)).
    Raise { stars: Stars, expires: Date },
    /// Within 180 to 120 days before the end (Điều 7(6)a).
    InWindow(Window),
    /// After the window; the certificate runs on until the result, at most 180 days (Điều 12(3)).
    Late(Window),
    /// After the window, where the province reads Điều 12(3) as a transition: the certificate ends on its last day.
    LateNotExtended(Window),
    /// The certificate has ended; what is filed now does not carry it on.
    AfterExpiry(Window),
    /// The list the star was read from gives no dates: the producer reads them off the certificate.
    DatesUnknown,
}

/// Why a kind may not be handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// A first-time dossier while a star is valid.
    HoldsStar { stars: Stars, expires: Date },
    /// A first-time dossier shortly after the end, while re-ranking is still the way.
    Extendable(Window),
    /// Upgrade or re-ranking of a product that has no star, or whose star was withdrawn.
    NoStar,
    /// Nothing is above five stars.
    Highest,
    /// An upgrade needs a certificate in force.
    Expired(Window),
    /// Before the window (Điều 7(6)a).
    TooEarly(Window),
    /// Past the extension too (Điều 12(3)).
    TooLate(Window),
    /// The certificate has not begun.
    NotYet(Date),
}

/// May a kind be handed in, and why.
pub type Verdict = Result<Ground, Bar>;

/// The three verdicts and the kind proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub first: Verdict,
    pub upgrade: Verdict,
    pub reranking: Verdict,
    /// None: wait, or read the certificate first; the verdicts say which.
    pub proposed: Option<Kind>,
}

impl Choice {
    pub fn of(&self, kind: Kind) -> Verdict {
        match kind {
            Kind::First => self.first,
            Kind::Upgrade => self.upgrade,
            Kind::Reranking => self.reranking,
        }
    }
}

/// A star that gave way is replaced by the one it gave way to.
fn standing(s: &Held, day: Date) -> bool {
    s.superseded.is_none_or(|x| x > day)
}

/// Which of the stars the choice turns on: not given way, not withdrawn, the longest running.
pub fn current(stars: &[Held], day: Date) -> Option<usize> {
    let running = |s: &Held| standing(s, day) && s.withdrawn.is_none_or(|w| w > day);
    let open = stars.iter().enumerate().filter(|(_, s)| running(s));
    open.max_by_key(|(_, s)| (s.expires, s.issued)).map(|(n, _)| n)
}

/// The kinds open to a product on `day`, from all its stars in any order.
pub fn choose(stars: &[Held], day: Date) -> Choice {
    let Some(star) = current(stars, day).and_then(|n| stars.get(n)) else {
        let withdrawn = stars.iter().filter(|s| standing(s, day)).filter_map(|s| s.withdrawn).max();
        return only_first(withdrawn.map_or(Ground::NeverHeld, Ground::Withdrawn), Bar::NoStar, Bar::NoStar);
    };
    let (Some(issued), Some(expires)) = (star.issued, star.expires) else {
        let unknown = Ok(Ground::DatesUnknown);
        return Choice { first: unknown, upgrade: unknown, reranking: unknown, proposed: None };
    };
    let w = Window::of(expires);
    if day < issued {
        let bar = Err(Bar::NotYet(issued));
        return Choice { first: bar, upgrade: bar, reranking: bar, proposed: None };
    }
    if day > expires && star.refused {
        return only_first(Ground::Refused(w), Bar::Expired(w), Bar::NoStar);
    }
    if day > w.extended {
        return only_first(Ground::Lapsed(w), Bar::Expired(w), Bar::TooLate(w));
    }
    let first =
        Err(if day <= expires { Bar::HoldsStar { stars: star.stars, expires } } else { Bar::Extendable(w) });
    let upgrade = if star.stars == Stars::FIVE {
        Err(Bar::Highest)
    } else if day > expires {
        Err(Bar::Expired(w))
    } else {
        Ok(Ground::Raise { stars: star.stars, expires })
    };
    let reranking = if day < w.opens {
        Err(Bar::TooEarly(w))
    } else if day <= w.closes {
        Ok(Ground::InWindow(w))
    } else if day > expires {
        Ok(Ground::AfterExpiry(w))
    } else if star.extension.helps(expires) {
        Ok(Ground::Late(w))
    } else {
        Ok(Ground::LateNotExtended(w))
    };
    let proposed = match (reranking, upgrade) {
        (Ok(_), _) => Some(Kind::Reranking),
        (_, Ok(_)) => Some(Kind::Upgrade),
        _ => None,
    };
    Choice { first, upgrade, reranking, proposed }
}

fn only_first(ground: Ground, upgrade: Bar, reranking: Bar) -> Choice {
    Choice {
        first: Ok(ground),
        upgrade: Err(upgrade),
        reranking: Err(reranking),
        proposed: Some(Kind::First),
    }
}

/// What a sentence about a verdict needs: its catalogue key, the article, and the days by name.
pub struct Words {
    /// Below `dossier.kind.`; with `kind_` before it the code of a refused field.
    pub code: &'static str,
    pub article: &'static str,
    pub days: Vec<(&'static str, Date)>,
    pub stars: Option<Stars>,
}

fn words(code: &'static str, article: &'static str) -> Words {
    Words { code, article, days: vec![], stars: None }
}

impl Words {
    fn window(mut self, w: &Window) -> Words {
        self.days =
            vec![("opens", w.opens), ("closes", w.closes), ("expires", w.expires), ("extended", w.extended)];
        self
    }

    fn day(mut self, name: &'static str, day: Date) -> Words {
        self.days.push((name, day));
        self
    }
}

impl Ground {
    pub fn words(&self) -> Words {
        match self {
            Ground::NeverHeld => words("never_held", "Điều 6(1)a"),
            Ground::Withdrawn(on) => words("withdrawn", "Điều 6(1)a, 8").day("on", *on),
            Ground::Lapsed(w) => words("lapsed", "Điều 6(1)a, 12(3)").window(w),
            Ground::Refused(w) => words("refused", "Điều 6(1)a, 12(3)").window(w),
            Ground::Raise { stars, expires } => Words {
                stars: Some(*stars),
                ..words("raise", "Điều 6(1)b, 7(5)").day("expires", *expires)
            },
            Ground::InWindow(w) => words("in_window", "Điều 6(1)c, 7(6)a").window(w),
            Ground::Late(w) if w.could_not_be_met() => words("late_transition", "Điều 12(3)").window(w),
            Ground::Late(w) => words("late", "Điều 7(6)a, 12(3)").window(w),
            Ground::LateNotExtended(w) => words("late_not_extended", "Điều 7(6)a, 12(3)").window(w),
            Ground::AfterExpiry(w) => words("after_expiry", "Điều 7(6)a, 12(3)").window(w),
            Ground::DatesUnknown => words("dates_unknown", "Điều 4(3)"),
        }
    }
}

impl Bar {
    pub fn words(&self) -> Words {
        match self {
            Bar::HoldsStar { stars, expires } => {
                Words { stars: Some(*stars), ..words("holds_star", "Điều 6(1)a").day("expires", *expires) }
            }
            Bar::Extendable(w) => words("extendable", "Điều 12(3)").window(w),
            Bar::NoStar => words("no_star", "Điều 7(5), 7(6)"),
            Bar::Highest => words("highest", "Điều 3(3)a"),
            Bar::Expired(w) => words("expired", "Điều 4(3), 7(5)").window(w),
            Bar::TooEarly(w) => words("too_early", "Điều 7(6)a").window(w),
            Bar::TooLate(w) => words("too_late", "Điều 7(6)a, 12(3)").window(w),
            Bar::NotYet(from) => words("not_yet", "Điều 4(3)").day("from", *from),
        }
    }

    /// The code of the field error that refuses this kind.
    pub fn code(&self) -> &'static str {
        match self {
            Bar::HoldsStar { .. } => "kind_holds_star",
            Bar::Extendable(_) => "kind_extendable",
            Bar::NoStar => "kind_no_star",
            Bar::Highest => "kind_highest",
            Bar::Expired(_) => "kind_expired",
            Bar::TooEarly(_) => "kind_too_early",
            Bar::TooLate(_) => "kind_too_late",
            Bar::NotYet(_) => "kind_not_yet",
        }
    }
}
