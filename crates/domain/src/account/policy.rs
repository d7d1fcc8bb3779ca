use super::{Act, Actor, Post, Role, Scope};
use crate::assist::{Purpose, Purposes};

/// What the policy needs to know of the thing acted upon. Left out means unknown, and unknown never helps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Code of the province the thing lies in, on the present map.
    pub province: Option<String>,
    /// Code of the commune the thing lies in, on the present map.
    pub commune: Option<String>,
    /// The producer whose thing it is.
    pub producer: Option<String>,
    /// The account whose score sheet it is.
    pub sheet_of: Option<String>,
    /// The actor sits in the advisory team of the council concerned.
    pub on_team: bool,
    /// The actor sits on the council concerned.
    pub on_council: bool,
    /// The actor chairs the council concerned or is its secretary.
    pub runs_council: bool,
    /// The actor has stepped aside from this dossier, or was made to.
    pub recused: bool,
    /// The actor chairs the council concerned.
    pub chairs_council: bool,
    /// The actor has submitted his own sheet for this dossier and ballot.
    pub own_sheet_submitted: bool,
    /// The sheet asked for has been submitted.
    pub sheet_submitted: bool,
    /// The session's result is closed.
    pub closed: bool,
    /// The matter is the ministry's (a five-star candidate, the national council).
    pub national: bool,
    /// The thing has left its producer (a sealed dossier), so offices may look at it.
    pub submitted: bool,
    /// What the actor, an officer of the commune, may do for this producer by the producer's running consent.
    pub assisted: Purposes,
    /// The producer has confirmed exactly what is to be handed in.
    pub confirmed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Allow,
    Deny,
}

impl Decision {
    pub fn allowed(self) -> bool {
        self == Decision::Allow
    }
}

/// May this actor do this act on the thing these facts describe? Denies by default; posts are those held today.
pub fn can(actor: &Actor, act: Act, facts: &Facts) -> Decision {
    let allowed = match actor {
        Actor::System => true,
        Actor::Public => false,
        Actor::Person { account, posts } => posts.iter().any(|post| post_allows(account, post, act, facts)),
    };
    if allowed { Decision::Allow } else { Decision::Deny }
}

fn post_allows(account: &str, post: &Post, act: Act, f: &Facts) -> bool {
    let here = reaches(&post.scope, f);
    match post.role {
        Role::Administrator => here && administrator_allows(act),
        Role::Auditor => here && auditor_allows(act, f),
        Role::Producer => here && producer_allows(act, f),
        Role::WardOfficer => here && ward_allows(act, f),
        Role::ProvinceOffice => here && province_allows(act, f),
        Role::MinistryOffice => here && ministry_allows(act, f),
        Role::Leader => here && leader_allows(&post.scope, act, f),
        Role::CouncilMember => practises(account, act, f) || (f.on_council && member_allows(account, act, f)),
        Role::AdvisoryMember => here && advisory_allows(act, f),
    }
}

/// A post reaches what lies in its area, and a producer's post his own things.
fn reaches(scope: &Scope, f: &Facts) -> bool {
    match scope {
        Scope::Nation => true,
        Scope::Province(p) => f.province.as_ref() == Some(p),
        Scope::Commune { commune, .. } => f.commune.as_ref() == Some(commune),
        Scope::Producer(id) => f.producer.as_ref() == Some(id),
    }
}

/// Điều 7(3)c and 7(4)c, 26/2026: the team assesses, visits, asks and reports, for the council it was set up with and
/// while the dossier is open; it scores nothing and reads no sheet.
fn advisory_allows(act: Act, f: &Facts) -> bool {
    match act {
        Act::ProducerView | Act::ProductView => f.submitted,
        Act::DossierView | Act::AdvisoryView => f.submitted && f.on_team,
        Act::AdvisoryWrite => f.submitted && f.on_team && !f.closed,
        _ => false,
    }
}

/// Runs the installation, decides nothing of the programme.
fn administrator_allows(act: Act) -> bool {
    matches!(
        act,
        Act::AccountInvite
            | Act::AccountManage
            | Act::SettingsEdit
            | Act::JobsManage
            | Act::CalendarEdit
            | Act::ExtensionSet
            | Act::AreaCorrect
            | Act::JournalRead
            | Act::ImportProducts
            | Act::ExportAll
            | Act::GuideWrite
    )
}

/// Reads all within its reach, changes nothing. Journal and export are not of one province, so only an auditor of the
/// whole country has them.
fn auditor_allows(act: Act, f: &Facts) -> bool {
    match act {
        Act::JournalRead | Act::ProducerView | Act::ProductView | Act::CouncilView | Act::ExportAll => true,
        Act::SurveyView | Act::AssistView | Act::NationalView | Act::ObjectionView => true,
        Act::DossierView | Act::AdvisoryView => f.submitted,
        Act::SheetRead | Act::MinutesRead | Act::PapersRead | Act::SeverityRead => f.closed,
        Act::PackageRead => f.submitted && f.closed,
        _ => false,
    }
}

fn producer_allows(act: Act, f: &Facts) -> bool {
    if act == Act::AdvisoryAnswer {
        return f.submitted;
    }
    matches!(
        act,
        Act::ProducerView
            | Act::ProducerEdit
            | Act::ContactRead
            | Act::ProductRegister
            | Act::ProductView
            | Act::ProductEdit
            | Act::EvidenceView
            | Act::EvidenceKeep
            | Act::DossierView
            | Act::DossierDraft
            | Act::DossierSubmit
            | Act::RegisterAmend
            | Act::AssistView
            | Act::AssistEnd
            | Act::ObjectionView
            | Act::ObjectionFile
    )
}

/// Điều 7(2) and 10(4), 26/2026: the commune guides its producers, checks and proposes; it does not rank. Papers and
/// drafts are its producers' own; by a running consent the officer fills them in, and hands in what was confirmed.
fn ward_allows(act: Act, f: &Facts) -> bool {
    match act {
        Act::ProducerRegister
        | Act::ProducerView
        | Act::ProducerEdit
        | Act::ContactRead
        | Act::ProductRegister
        | Act::ProductView
        | Act::ProductEdit
        | Act::DossierWardCheck
        | Act::RegisterMerge
        | Act::RegisterAmend
        | Act::RegisterDecide
        | Act::SurveyView
        | Act::SurveyEdit
        | Act::AssistView
        | Act::AssistOpen
        | Act::AssistEnd => true,
        Act::DossierView => f.submitted || f.assisted.covers(Purpose::Dossiers),
        Act::SampleHandle | Act::AdvisoryAnswer => f.submitted,
        Act::EvidenceView | Act::EvidenceKeep => f.assisted.covers(Purpose::Library),
        Act::DossierDraft => f.assisted.covers(Purpose::Dossiers),
        Act::DossierHandIn => f.assisted.covers(Purpose::Dossiers) && f.confirmed,
        _ => false,
    }
}

/// Điều 7(3)a, đ, g: the province's office receives, prepares, sums up and submits; it scores nothing.
fn province_allows(act: Act, f: &Facts) -> bool {
    match act {
        Act::AccountInvite
        | Act::ProducerRegister
        | Act::ProducerView
        | Act::ProducerEdit
        | Act::ContactRead
        | Act::ProductRegister
        | Act::ProductView
        | Act::ProductEdit
        | Act::ImportProducts
        | Act::CouncilForm
        | Act::CouncilView
        | Act::RoundOpen
        | Act::RoundAdmit
        | Act::BallotManage
        | Act::WrittenManage
        | Act::AgendaArrange
        | Act::ConflictDecide
        | Act::PapersKeep
        | Act::DecisionDraft
        | Act::RegisterMerge
        | Act::RegisterAmend
        | Act::RegisterDecide
        | Act::SurveyView
        | Act::ObjectionReceive
        | Act::ExtensionSet
        | Act::GuideWrite => !f.national,
        // The package of a five-star candidate is the ministry's matter, and it is the province that sends it.
        Act::PackageSend => true,
        Act::AssistView | Act::NationalView | Act::ObjectionView => true,
        Act::DossierView | Act::SampleHandle | Act::AdvisoryView | Act::PackageRead => f.submitted,
        Act::SheetRead | Act::MinutesRead | Act::PapersRead => f.closed,
        Act::SeverityRead => f.closed && !f.national,
        _ => false,
    }
}

/// Điều 4(1)b, 7(4), 9(4)b: the ministry's office does the same for five stars and looks into every province.
fn ministry_allows(act: Act, f: &Facts) -> bool {
    match act {
        Act::ProducerView | Act::ProductView | Act::CouncilView => true,
        // Điều 10(1)b: the demand goes from the ministry to any province.
        Act::NationalView | Act::DemandRecord => true,
        Act::DossierView | Act::AdvisoryView | Act::PackageRead => f.submitted,
        Act::SheetRead | Act::MinutesRead | Act::PapersRead | Act::SeverityRead => f.closed,
        Act::CouncilForm
        | Act::PackageReceive
        | Act::RoundOpen
        | Act::RoundAdmit
        | Act::BallotManage
        | Act::WrittenManage
        | Act::AgendaArrange
        | Act::ConflictDecide
        | Act::PapersKeep
        | Act::DecisionDraft
        | Act::GuideWrite => f.national,
        _ => false,
    }
}

/// Điều 7(3)e, 8(2): the province's Chairman decides on recognition and withdrawal of three and four stars, the
/// Minister on five; neither signs in the other's place.
fn leader_allows(scope: &Scope, act: Act, f: &Facts) -> bool {
    match act {
        Act::DecisionSign | Act::Withdraw => f.national == (*scope == Scope::Nation),
        // The leader may draw up what the office otherwise prepares.
        Act::DecisionDraft | Act::PackageSend => *scope != Scope::Nation,
        // Điều 7(4)g, 10(1)b and the Law on Complaints: what the ministry gives back or asks for, and what a producer
        // objects to, is answered by the one who signed first, the Chairman.
        Act::ReturnDecide | Act::DemandAnswer | Act::ObjectionReceive | Act::ObjectionAnswer => {
            *scope != Scope::Nation && !f.national
        }
        Act::NationalView | Act::ObjectionView => true,
        Act::ProducerView | Act::ProductView | Act::CouncilView | Act::SurveyView => true,
        Act::DossierView | Act::AdvisoryView | Act::PackageRead => f.submitted,
        Act::SheetRead | Act::MinutesRead | Act::PapersRead => f.closed,
        _ => false,
    }
}

/// A member sees the dossiers before his council, writes his own sheet alone, and reads another's only when both his
/// own and the other are submitted, or the session is closed. Chair and secretary run the session; they read no sheet
/// earlier than anyone. A person who stepped aside from a dossier is a stranger to it until the session is closed. How
/// strictly each member scores is for the chair alone, and only afterwards: a member who knew would score by it.
fn member_allows(account: &str, act: Act, f: &Facts) -> bool {
    let own = f.sheet_of.as_deref() == Some(account);
    if f.recused {
        return matches!(act, Act::CouncilView) || (act == Act::MinutesRead && f.closed);
    }
    match act {
        Act::CouncilView | Act::ProducerView | Act::ProductView => true,
        Act::DossierView | Act::AdvisoryView => f.submitted,
        Act::SheetWrite => own && !f.sheet_submitted && !f.closed,
        Act::SheetRead => own || (f.sheet_submitted && (f.own_sheet_submitted || f.closed)),
        Act::MinutesRead => f.closed || f.runs_council,
        Act::ConflictDeclare => !f.closed,
        Act::PapersRead => f.closed && f.runs_council,
        Act::BallotManage | Act::ConflictDecide | Act::GateSettle | Act::RoundClose | Act::PapersKeep => {
            f.runs_council
        }
        Act::WrittenManage | Act::AgendaArrange => f.runs_council,
        // No person touches another's sheet: its member says what was a mistake, and another signs that it was.
        Act::CorrectionPropose => own && f.sheet_submitted,
        Act::CorrectionSign => f.runs_council && f.sheet_of.is_some() && !own,
        Act::SeverityRead => f.closed && f.chairs_council,
        _ => false,
    }
}

/// A person who may be called to a council practises before he sits on one. A try is its owner's alone and no
/// dossier's.
fn practises(account: &str, act: Act, f: &Facts) -> bool {
    act == Act::PracticeTry && !f.recused && f.sheet_of.as_deref() == Some(account)
}
