//! Which stars of a product gave way to which. The days are computed from all stars the product holds, so lists may be
//! brought in and undone in any order; applying and undoing both ask here.

use super::held::{Held, held};
use crate::prelude::*;
use ocop_domain::calendar::add_days;
use ocop_domain::recognition::EXTENSION_DAYS;
use ocop_store::import as rows;
use std::collections::BTreeMap;

/// Stars whose day changed, by product: the day they gave way on, or none where they stand again.
pub type Changed = BTreeMap<String, BTreeMap<String, Option<String>>>;

/// Did the star run until that day? A list tells of no filing, so none of its stars is taken to have run on past its
/// last day (Điều 12(3)): one that had ended has ended, whatever came later.
pub fn runs_on(star: &Held, day: Date) -> bool {
    star.expires_on.is_none_or(|until| until >= add_days(day, -1))
}

/// Could a star signed here, extended at most (Điều 12(3)), still run on that day?
pub fn may_run_on(star: &Held, day: Date) -> bool {
    star.expires_on.is_none_or(|until| until >= add_days(day, -EXTENSION_DAYS))
}

/// The day a list's star gave way: the first later recognition of the product whose day has come (Điều 4(3)). What it
/// gave way to by a signature in this system, or to a star withdrawn since, stays so.
fn gave_way_on(star: &Held, all: &[Held], today: Date) -> Option<Date> {
    let stays = |on: &Date| {
        let on = Some(*on);
        all.iter().any(|h| h.id != star.id && h.said.day == on && (h.withdrawn || !h.listed))
    };
    let kept = star.superseded_on.filter(stays);
    let counts = |h: &&Held| !h.withdrawn && (!h.listed || h.said.day.is_some_and(|d| d <= today));
    let later = star.said.day.and_then(|own| {
        let days = all.iter().filter(counts).filter_map(|h| h.said.day);
        days.filter(|d| *d > own).min().filter(|d| runs_on(star, *d))
    });
    [kept, later].into_iter().flatten().min()
}

/// Writes anew on which day the lists' stars of these products gave way. A star signed here is never touched: only a
/// later signature or a withdrawal ends it, not the word of a list.
pub async fn arrange(tx: &Db, products: &[String], today: Date) -> Result<Changed, Error> {
    let mut of_product: BTreeMap<String, Vec<Held>> = BTreeMap::new();
    for r in rows::recognitions_of(tx, products).await? {
        of_product.entry(r.product_id.clone()).or_default().push(held(r));
    }
    let mut by_day: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut standing = Vec::new();
    let mut changed = Changed::new();
    for (product, stars) in of_product {
        for star in stars.iter().filter(|s| s.listed && !s.withdrawn) {
            let on = gave_way_on(star, &stars, today);
            if on == star.superseded_on {
                continue;
            }
            let on = on.map(|d| d.to_string());
            match &on {
                Some(day) => by_day.entry(day.clone()).or_default().push(star.id.clone()),
                None => standing.push(star.id.clone()),
            }
            changed.entry(product.clone()).or_default().insert(star.id.clone(), on);
        }
    }
    for (on, ids) in &by_day {
        rows::mark_superseded(tx, ids, on).await?;
    }
    rows::unmark_superseded(tx, &standing).await?;
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use ocop_domain::import::Recognised;

    fn star(id: &str, day: Date, listed: bool) -> Held {
        Held {
            id: id.into(),
            said: Recognised { stars: Some(3), number: None, day: Some(day), year: None },
            expires_on: Some(date(day.year() + 3, day.month(), day.day())),
            withdrawn: false,
            superseded_on: None,
            listed,
        }
    }

    /// Điều 4(3): the later recognition counts from its day, whatever order the lists came in.
    #[test]
    fn the_first_later_star_whose_day_has_come_ends_a_star_of_a_list() {
        let (a, c, b) = (date(2021, 6, 1), date(2022, 5, 10), date(2024, 5, 20));
        let all = [star("a", a, true), star("b", b, true), star("c", c, true)];
        let today = date(2026, 10, 5);
        let days: Vec<_> = all.iter().map(|s| gave_way_on(s, &all, today)).collect();
        assert_eq!(days, [Some(c), None, Some(b)]);
        let days: Vec<_> = all.iter().map(|s| gave_way_on(s, &all, date(2023, 1, 1))).collect();
        assert_eq!(days, [Some(c), None, None], "a list's day to come ends nothing");
        let gap = [star("a", a, true), star("b", date(2024, 6, 6), true)];
        assert_eq!(gap[0].expires_on, Some(date(2024, 6, 1)));
        assert_eq!(gave_way_on(&gap[0], &gap, today), None, "it had ended five days before");
        let signed = [star("a", a, true), star("b", date(2030, 1, 1), false)];
        assert_eq!(gave_way_on(&signed[0], &signed, today), None, "it had ended long before");
    }

    #[test]
    fn what_a_signature_or_a_star_withdrawn_since_ended_stays_ended() {
        let today = date(2026, 10, 5);
        let own = Held { superseded_on: Some(date(2026, 1, 5)), ..star("a", date(2026, 2, 1), true) };
        let signed = star("b", date(2026, 1, 5), false);
        let withdrawn = Held { withdrawn: true, ..star("b", date(2026, 1, 5), true) };
        for other in [signed, withdrawn] {
            assert_eq!(gave_way_on(&own, &[own.clone(), other], today), own.superseded_on);
        }
        assert_eq!(gave_way_on(&own, std::slice::from_ref(&own), today), None);
    }
}
