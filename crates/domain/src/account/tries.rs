//! How often a password or a code may be tried. Every try is counted before it is judged.

const MINUTE: i64 = 60_000;

/// Tries from one address before it has to wait.
pub const TRIES_HERE: i64 = 5;
/// Tries from all addresses together before those that are not known to the account have to wait.
pub const TRIES_IN_ALL: i64 = 50;
/// For so long an address from which the person got through stays known.
pub const KNOWN_FOR_MS: i64 = 30 * 24 * 60 * MINUTE;

/// For how long nothing more is taken from an address after its `tries`th try in vain, in milliseconds: 15 minutes after
/// five, each further five double the time, up to a day.
pub fn wait_here(tries: i64) -> Option<i64> {
    let full = tries > 0 && tries % TRIES_HERE == 0;
    full.then(|| ((15 * MINUTE) << (tries / TRIES_HERE - 1).clamp(0, 10)).min(24 * 60 * MINUTE))
}

/// The same for an account as a whole: 15 minutes after each 50, never longer, since strangers bring it about.
pub fn wait_in_all(tries: i64) -> Option<i64> {
    (tries > 0 && tries % TRIES_IN_ALL == 0).then_some(15 * MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_further_five_double_the_wait_up_to_a_day() {
        let minutes = |tries| wait_here(tries).map(|ms| ms / MINUTE);
        assert_eq!([1, 4, 6, 0].map(minutes), [None; 4]);
        assert_eq!([5, 10, 15, 35, 500].map(minutes), [Some(15), Some(30), Some(60), Some(960), Some(1440)]);
        assert_eq!([49, 50, 100].map(wait_in_all), [None, Some(15 * MINUTE), Some(15 * MINUTE)]);
    }
}
