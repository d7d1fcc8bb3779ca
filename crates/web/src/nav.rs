//! Where each role can go from any page: the work of the posts a person holds, and the places open to all.

use crate::i18n::{Lang, t};
use crate::page::{Link, Nav, Page};
use ocop_app::Cx;
use ocop_app::account::session::SessionInfo;
use ocop_app::account::signed::By;
use ocop_domain::account::{Role, Scope};

/// A place of the navigation. Each capability names its own in its folder of `pages`.
#[derive(Debug)]
pub struct Place {
    /// Where it stands among all: the lower first.
    pub rank: u16,
    pub href: &'static str,
    /// Key of its word in the catalogues.
    pub label: &'static str,
    /// The roles that see it; none means all readers.
    pub roles: &'static [Role],
}

/// Makes an entry of a capability's list.
pub const fn place(rank: u16, href: &'static str, label: &'static str, roles: &'static [Role]) -> Place {
    Place { rank, href, label, roles }
}

fn places() -> Vec<&'static Place> {
    let mut all: Vec<&Place> = crate::pages::CAPABILITIES.iter().flat_map(|c| c.places).collect();
    all.sort_by_key(|place| place.rank);
    all
}

/// The work first: it is what the page is opened for.
pub fn nav(cx: &Cx) -> Nav {
    let places = places();
    let links = |shown: &dyn Fn(&[Role]) -> bool| -> Vec<Link> {
        let shown = places.iter().filter(|p| shown(p.roles));
        shown.map(|p| Link::new(p.href, t(cx.lang, p.label))).collect()
    };
    let mut work = links(&|roles| roles.iter().any(|r| cx.actor.has_role(*r)));
    // A place two posts name differently is one place, under the name of the first.
    work.dedup_by(|later, first| later.href == first.href);
    Nav { work, open: links(&|roles| roles.is_empty()) }
}

/// The first place of the person's own work; the front page for all others.
pub fn home(cx: &Cx) -> &'static str {
    let own = places().into_iter().find(|p| p.roles.iter().any(|r| cx.actor.has_role(*r)));
    own.map_or("/", |p| p.href)
}

/// A post's role in words. A leader of the whole country is the ministry's.
pub fn post_word(lang: Lang, role: Role, nation: bool) -> String {
    match role {
        Role::Leader if nation => t(lang, "common.ministry_leader").into_owned(),
        role => t(lang, &format!("common.role.{}", role.as_str())).into_owned(),
    }
}

/// Who did something, as the reader may know it.
pub fn by_word(page: &Page, by: &By) -> String {
    match by {
        By::Unknown => String::new(),
        By::Person(name) => name.clone(),
        By::Producer(name) => say!(page, "common.by_producer", name),
        By::Post { role, area } => {
            let role = post_word(page.lang, *role, area.is_none());
            area.as_ref().map_or_else(|| role.clone(), |area| format!("{role}, {area}"))
        }
    }
}

/// The posts of the person in words, like "Cán bộ cấp xã, Phường Xóm Chiếu".
pub fn role_label(cx: &Cx, session: &SessionInfo) -> String {
    let mut roles: Vec<(Role, bool)> =
        session.posts.iter().map(|p| (p.role, p.scope == Scope::Nation)).collect();
    roles.sort();
    let mut words: Vec<String> =
        roles.into_iter().map(|(role, nation)| post_word(cx.lang, role, nation)).collect();
    words.dedup();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_a_rank_of_its_own_and_the_work_stands_in_the_order_of_the_ranks() {
        let all = places();
        assert!(all.windows(2).all(|pair| pair[0].rank < pair[1].rank), "{all:?}");
    }
}
