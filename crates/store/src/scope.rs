//! Rows scoped by name: every list starts from what its reader may see, as a condition in the query itself.

use crate::prelude::*;

/// What a reader may see: everything, or rows of these provinces, communes (codes of the present map) or producers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visible {
    pub all: bool,
    pub provinces: Vec<String>,
    pub communes: Vec<String>,
    pub producers: Vec<String>,
}

impl Visible {
    pub fn everything() -> Visible {
        Visible { all: true, ..Visible::default() }
    }

    /// What one of two readers may see.
    pub fn or(mut self, other: Visible) -> Visible {
        self.all |= other.all;
        let add = |own: &mut Vec<String>, more: Vec<String>| {
            own.extend(more);
            own.sort_unstable();
            own.dedup();
        };
        add(&mut self.provinces, other.provinces);
        add(&mut self.communes, other.communes);
        add(&mut self.producers, other.producers);
        self
    }

    /// Is a thing that lies there among the rows? The same rule as [`Visible::condition`].
    pub fn admits(&self, province: Option<&str>, commune: Option<&str>, producer: Option<&str>) -> bool {
        let any = |codes: &[String], code: Option<&str>| code.is_some_and(|c| codes.iter().any(|o| o == c));
        self.all
            || any(&self.provinces, province)
            || any(&self.communes, commune)
            || any(&self.producers, producer)
    }

    /// A condition for `WHERE`, appending its values to `args`. `area` is the alias of the joined area row of the
    /// thing's commune, `producer` the column with the producer's id.
    pub fn condition(&self, area: &str, producer: &str, args: &mut Vec<Value>) -> String {
        if self.all {
            return "1 = 1".into();
        }
        let mut parts = Vec::new();
        let mut any_of = |column: String, values: &[String]| {
            if !values.is_empty() {
                parts.push(format!("{column} IN ({})", placeholders(args, values)));
            }
        };
        any_of(format!("{area}.province_code"), &self.provinces);
        any_of(format!("{area}.code"), &self.communes);
        any_of(producer.to_owned(), &self.producers);
        if parts.is_empty() { "1 = 0".into() } else { format!("({})", parts.join(" OR ")) }
    }
}

/// `$n, $n+1, …` for a list of texts, appending them to `args`.
pub fn placeholders<T: AsRef<str>>(args: &mut Vec<Value>, values: impl IntoIterator<Item = T>) -> String {
    let mut out = String::new();
    for v in values {
        args.push(v.as_ref().into());
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&format!("${}", args.len()));
    }
    out
}

/// Codes and names of where a commune lies.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Place {
    pub commune_id: String,
    pub commune_code: String,
    pub commune_name: String,
    pub province_code: String,
    pub province_name: String,
}

const PLACE: &str = "SELECT c.id AS commune_id, c.code AS commune_code, c.full_name AS commune_name, c.province_code, \
     COALESCE((SELECT p.full_name FROM area p WHERE p.level = 'province' AND p.code = c.province_code \
       AND COALESCE(p.valid_from, '') <= COALESCE(c.valid_from, '') \
       AND (p.valid_to IS NULL OR p.valid_to > COALESCE(c.valid_from, '')) \
       ORDER BY COALESCE(p.valid_from, '') DESC LIMIT 1), '') AS province_name FROM area c";

/// The place behind a commune's id. The province's name is the one of the same map as the commune's.
pub async fn place(db: &Db, commune_id: &str) -> Result<Option<Place>> {
    db.one(&format!("{PLACE} WHERE c.id = $1"), args![commune_id]).await
}

/// The places behind many communes.
pub async fn places(db: &Db, communes: &[String]) -> Result<Vec<Place>> {
    let mut out = Vec::new();
    for some in communes.chunks(crate::import::ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        out.append(&mut db.all(&format!("{PLACE} WHERE c.id IN ({list})"), args).await?);
    }
    Ok(out)
}
