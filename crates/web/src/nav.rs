//! Where each role can go from any page: the work of the posts a person holds, and the places open to everybody.

use crate::i18n::{Lang, t};
use crate::page::{Link, Nav, Page};
use ocop_app::Cx;
use ocop_app::account::session::SessionInfo;
use ocop_app::account::signed::By;
use ocop_domain::account::{Role, Scope};

/// (address, label, roles that see it; none = everybody)
const PLACES: &[(&str, &str, &[Role])] = &[
    ("/products", "common.nav.products", &[]),
    ("/areas", "common.nav.areas", &[]),
    ("/v", "common.nav.verify", &[]),
    ("/guide", "common.nav.guide", &[]),
    (
        "/dossiers",
        "common.nav.dossiers",
        &[Role::Producer, Role::WardOfficer, Role::ProvinceOffice, Role::AdvisoryMember, Role::Auditor],
    ),
    ("/ward", "common.nav.ward", &[Role::WardOfficer]),
    ("/ward", "desk.list.province", &[Role::ProvinceOffice]),
    ("/ward/calls", "notice.calls.title", &[Role::WardOfficer]),
    ("/producers", "common.nav.producers", &[Role::WardOfficer, Role::ProvinceOffice, Role::Producer]),
    (
        "/councils",
        "common.nav.councils",
        &[Role::CouncilMember, Role::ProvinceOffice, Role::MinistryOffice, Role::Leader, Role::Auditor],
    ),
    (
        "/advisory",
        "advisory.nav",
        &[Role::AdvisoryMember, Role::ProvinceOffice, Role::MinistryOffice, Role::Leader],
    ),
    ("/decisions", "common.nav.decisions", &[Role::ProvinceOffice, Role::Leader, Role::MinistryOffice]),
    ("/ministry", "common.nav.national", &[Role::MinistryOffice, Role::ProvinceOffice, Role::Leader]),
    ("/objections", "common.nav.objections", &[Role::ProvinceOffice, Role::Leader, Role::Producer]),
    ("/survey", "common.nav.survey", &[Role::WardOfficer, Role::ProvinceOffice, Role::Leader, Role::Auditor]),
    ("/register/duplicates", "common.nav.duplicates", &[Role::WardOfficer, Role::ProvinceOffice]),
    ("/register/cases", "common.nav.cases", &[Role::WardOfficer, Role::ProvinceOffice, Role::Producer]),
    ("/imports", "common.nav.imports", &[Role::ProvinceOffice, Role::Administrator]),
    ("/admin/accounts", "common.nav.accounts", &[Role::Administrator, Role::ProvinceOffice]),
    ("/admin/calendar", "common.nav.calendar", &[Role::Administrator]),
    ("/readings", "account.readings.title", &[Role::ProvinceOffice]),
    ("/admin/jobs", "job.title", &[Role::Administrator]),
    ("/admin/settings", "common.nav.settings", &[Role::Administrator]),
    ("/journal", "common.nav.journal", &[Role::Auditor, Role::Administrator]),
];

/// The work first: it is what the page is opened for.
pub fn nav(cx: &Cx) -> Nav {
    let links = |shown: &dyn Fn(&[Role]) -> bool| -> Vec<Link> {
        let places = PLACES.iter().filter(|(_, _, roles)| shown(roles));
        places.map(|(href, label, _)| Link::new(*href, t(cx.lang, label))).collect()
    };
    let mut work = links(&|roles| roles.iter().any(|r| cx.actor.has_role(*r)));
    // A place two posts name differently is one place, under the name of the first.
    work.dedup_by(|later, first| later.href == first.href);
    Nav { work, open: links(&|roles| roles.is_empty()) }
}

/// The first place of the person's own work; the front page for everybody else.
pub fn home(cx: &Cx) -> &'static str {
    let own = PLACES.iter().find(|(_, _, roles)| roles.iter().any(|r| cx.actor.has_role(*r)));
    own.map_or("/", |(href, _, _)| href)
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
