//! The page or pages of a paper that a criterion cites, as a person types them: `3` or `3-5`.

use std::str::FromStr;

/// From 1; a range ends after it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CitedPages {
    from: u32,
    to: Option<u32>,
}

/// Why typed pages are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotPages;

impl CitedPages {
    pub const MOST: u32 = 10_000;

    pub fn new(from: u32, to: Option<u32>) -> Option<CitedPages> {
        let to = to.filter(|t| *t != from);
        let last = to.unwrap_or(from);
        (from >= 1 && last >= from && last <= CitedPages::MOST).then_some(CitedPages { from, to })
    }

    pub fn first(self) -> u32 {
        self.from
    }

    /// The end of a range; none: a single page.
    pub fn range_end(self) -> Option<u32> {
        self.to
    }

    pub fn last(self) -> u32 {
        self.to.unwrap_or(self.from)
    }

    /// Whether a paper of so many pages has them; what was never counted is believed.
    pub fn within(self, pages: Option<u32>) -> bool {
        pages.is_none_or(|n| self.last() <= n)
    }
}

impl FromStr for CitedPages {
    type Err = NotPages;

    fn from_str(typed: &str) -> Result<CitedPages, NotPages> {
        let number = |s: &str| s.trim().parse::<u32>().map_err(|_| NotPages);
        let (from, to) = match typed.split_once(['-', '–', '—']) {
            Some((from, to)) => (number(from)?, Some(number(to)?)),
            None => (number(typed)?, None),
        };
        CitedPages::new(from, to).ok_or(NotPages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pages_are_read_as_people_write_them() {
        let read = |s: &str| s.parse::<CitedPages>().ok().map(|p| (p.first(), p.range_end(), p.last()));
        assert_eq!(read("3"), Some((3, None, 3)));
        assert_eq!(read(" 3 – 5 "), Some((3, Some(5), 5)));
        assert_eq!(read("4-4"), Some((4, None, 4)));
        for wrong in ["", "0", "-1", "5-3", "3-", "ba", "1-2-3", "10001", "4294967296"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_gives_pages_in_order_or_nothing(typed in "[0-9 –-]{0,9}") {
            if let Ok(p) = typed.parse::<CitedPages>() {
                prop_assert!(1 <= p.first() && p.first() <= p.last() && p.last() <= CitedPages::MOST);
                prop_assert!(p.within(Some(p.last())) && !p.within(Some(p.last() - 1)) && p.within(None));
            }
        }
    }
}
