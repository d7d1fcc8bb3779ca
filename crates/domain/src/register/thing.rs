use std::str::FromStr;

/// What the register holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing {
    Producer,
    Product,
}

impl Thing {
    pub fn as_str(self) -> &'static str {
        match self {
            Thing::Producer => "producer",
            Thing::Product => "product",
        }
    }
}

impl FromStr for Thing {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        [Thing::Producer, Thing::Product]
            .into_iter()
            .find(|t| t.as_str() == s)
            .ok_or_else(|| format!("the register holds no “{s}”"))
    }
}
