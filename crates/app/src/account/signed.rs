//! Who did something, as a reader of a record may know it: people are named to those who keep accounts or read the
//! journal, and to themselves; to all others the producer or the post stands for the person.

use crate::{Cx, Error};
use ocop_domain::account::{Act, Facts, Role, can};
use ocop_store::account::{self as rows, PostRow};
use std::collections::BTreeMap;

/// The doer of an act.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum By {
    /// The system, the command line, or an account without a post.
    #[default]
    Unknown,
    Person(String),
    /// A person who acts for a producer, under the producer's name.
    Producer(String),
    Post {
        role: Role,
        /// The area the post reaches; none for one of the whole country.
        area: Option<String>,
    },
}

/// A row with its doer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed<T> {
    pub row: T,
    pub by: By,
}

impl<T> std::ops::Deref for Signed<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.row
    }
}

/// Rows with their doers; `who` reads the account of one.
pub(crate) async fn signed<T>(
    cx: &Cx,
    all: Vec<T>,
    who: impl Fn(&T) -> Option<&str>,
) -> Result<Vec<Signed<T>>, Error> {
    let mut known: BTreeMap<String, By> = BTreeMap::new();
    let mut out = Vec::with_capacity(all.len());
    for row in all {
        let id = who(&row).unwrap_or_default().to_owned();
        let by = match known.get(&id) {
            Some(by) => by.clone(),
            None => by(cx, &id).await?,
        };
        known.insert(id, by.clone());
        out.push(Signed { row, by });
    }
    Ok(out)
}

async fn by(cx: &Cx, account: &str) -> Result<By, Error> {
    let Some(person) = rows::by_id(cx.db(), account).await? else { return Ok(By::Unknown) };
    let named = can(&cx.actor, Act::JournalRead, &Facts::default()).allowed() || cx.actor.id() == account;
    if named {
        return Ok(By::Person(person.name));
    }
    let today = cx.today().to_string();
    let posts = rows::posts_of(cx.db(), account).await?;
    let in_force =
        |p: &&PostRow| p.valid_from <= today && p.valid_until.as_ref().is_none_or(|end| *end >= today);
    // A post that is over still says what the person was.
    let post = posts.iter().find(in_force).or_else(|| posts.first());
    Ok(post.map_or(By::Unknown, of_post))
}

fn of_post(post: &PostRow) -> By {
    match (&post.producer_name, post.role.parse()) {
        (Some(producer), _) => By::Producer(producer.clone()),
        (None, Ok(role)) => By::Post { role, area: post.area_name.clone() },
        (None, Err(_)) => By::Unknown,
    }
}
