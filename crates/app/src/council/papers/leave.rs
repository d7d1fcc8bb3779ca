//! Who may read which paper, and when.

use crate::council::matter::{Matter, Sitting};
use crate::{Cx, Error};
use ocop_domain::account::{Act, Facts};
use ocop_domain::council::PaperKey;
use ocop_store::council::sheets;

/// The round's own papers (and what is made of all of them): once it is closed.
pub(super) fn round_papers(cx: &Cx, s: &Sitting) -> Result<(), Error> {
    cx.allow(Act::PapersRead, &s.facts())
}

/// An invitation tells nothing of any member's score: a person who keeps the papers may print it before the session.
pub(super) fn invitations(cx: &Cx, s: &Sitting) -> Result<(), Error> {
    round_papers(cx, s).or_else(|_| cx.allow(Act::PapersKeep, &s.facts()))
}

/// The papers of one dossier: not for those who stepped aside from it.
pub(super) fn dossier_papers(cx: &Cx, m: &Matter) -> Result<(), Error> {
    cx.allow(Act::PapersRead, &m.facts())
}

/// A member's own form once it is handed in, for that member alone; any other's once the round is closed.
pub(super) async fn form(cx: &Cx, m: &Matter, member: &str, ballot: u32) -> Result<(), Error> {
    let (round, dossier, me) = (&m.sitting.round.id, &m.case.id, cx.actor.id());
    let closed = m.sitting.facts().closed;
    let handed_in = sheets::submitted(cx.db(), round, dossier, m.numbered(i64::from(ballot))).await?;
    let submitted = |who: &str| handed_in.iter().any(|s| s.account_id == who);
    let facts = Facts {
        sheet_of: Some(member.to_owned()),
        sheet_submitted: submitted(member),
        own_sheet_submitted: submitted(me),
        closed,
        ..m.facts()
    };
    let own = member == me;
    if !own && !closed {
        return Err(if cx.actor == ocop_domain::account::Actor::Public {
            Error::SignIn
        } else {
            Error::Forbidden
        });
    }
    cx.allow(Act::SheetRead, &facts)?;
    if submitted(member) && !m.recused(member) { Ok(()) } else { Err(Error::Hidden) }
}

/// A person who runs the session or its office may write numbers and put signed copies back: of what may go out by now.
pub(super) fn keep(cx: &Cx, s: &Sitting, paper: &PaperKey) -> Result<(), Error> {
    cx.allow(Act::PapersKeep, &s.facts())?;
    if s.facts().closed || paper.precedes_session() {
        Ok(())
    } else {
        Err(Error::Conflict("council_papers_early"))
    }
}
