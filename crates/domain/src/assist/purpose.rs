use crate::codes;
use crate::codes::UnknownCode;
use std::fmt;
use std::str::FromStr;

codes! {
    /// What a producer lets an officer do for him. The names stand in the database.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Purpose ("purpose") {
        /// Keep the producer's library of papers.
        Library = "library",
        /// Fill in the producer's own data in the register.
        Register = "register",
        /// Fill in the producer's dossiers; a person who does so also sees and adds the papers they cite.
        Dossiers = "dossiers",
    }
}

/// A set of purposes; the empty one allows nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Purposes {
    library: bool,
    register: bool,
    dossiers: bool,
}

impl Purposes {
    pub const NONE: Purposes = Purposes { library: false, register: false, dossiers: false };

    pub fn of(list: impl IntoIterator<Item = Purpose>) -> Purposes {
        let mut out = Purposes::NONE;
        for purpose in list {
            match purpose {
                Purpose::Library => out.library = true,
                Purpose::Register => out.register = true,
                Purpose::Dossiers => out.dossiers = true,
            }
        }
        out
    }

    /// A dossier cannot be filled in without its papers, so consent for dossiers covers the library.
    pub fn covers(self, purpose: Purpose) -> bool {
        match purpose {
            Purpose::Library => self.library || self.dossiers,
            Purpose::Register => self.register,
            Purpose::Dossiers => self.dossiers,
        }
    }

    /// Those that were named, in their fixed order.
    pub fn named(self) -> impl Iterator<Item = Purpose> {
        Purpose::ALL.into_iter().filter(move |p| match p {
            Purpose::Library => self.library,
            Purpose::Register => self.register,
            Purpose::Dossiers => self.dossiers,
        })
    }

    pub fn and(self, other: Purposes) -> Purposes {
        Purposes::of(self.named().chain(other.named()))
    }

    pub fn is_empty(self) -> bool {
        self == Purposes::NONE
    }
}

/// `library,dossiers`, as stored.
impl fmt::Display for Purposes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.named().map(Purpose::as_str).collect();
        f.write_str(&names.join(","))
    }
}

impl FromStr for Purposes {
    type Err = UnknownCode;
    fn from_str(s: &str) -> Result<Self, UnknownCode> {
        let names = s.split(',').filter(|n| !n.is_empty());
        Ok(Purposes::of(names.map(str::parse).collect::<Result<Vec<Purpose>, _>>()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consent_for_dossiers_covers_their_papers_and_nothing_covers_more_than_it_says() {
        let of = |p: Purpose| Purposes::of([p]);
        assert!(of(Purpose::Dossiers).covers(Purpose::Library));
        assert!(!of(Purpose::Dossiers).covers(Purpose::Register));
        assert!(!of(Purpose::Library).covers(Purpose::Dossiers));
        assert!(!of(Purpose::Register).covers(Purpose::Library));
        assert!(Purpose::ALL.into_iter().all(|p| !Purposes::NONE.covers(p)));
    }

    #[test]
    fn sets_read_back_as_written() {
        for text in ["", "library", "register,dossiers", "library,register,dossiers"] {
            assert_eq!(text.parse::<Purposes>().unwrap().to_string(), text);
        }
        assert!("library,everything".parse::<Purposes>().is_err());
    }
}
