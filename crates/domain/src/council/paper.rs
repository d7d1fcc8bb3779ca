//! The papers of a round and what each is called in an address, in the register of numbers and beside its signed copy.

use std::fmt;
use std::str::FromStr;

/// A paper of a council's round.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaperKey {
    /// Biên bản họp (Điều 7(3)d, 26/2026).
    Minutes,
    /// Bảng tổng hợp điểm.
    Summary,
    /// Điều 7(3)d, đ, 26/2026: the council's report and proposal.
    Report,
    /// A member's scoring form (Phụ lục II, 26/2026), of one ballot.
    Sheet { dossier: String, member: String, ballot: u32 },
    /// Điều 7(3)g, 26/2026: the result in writing.
    Notice { dossier: String },
    /// Giấy mời.
    Invitation(Invitee),
}

/// Whom an invitation calls.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invitee {
    /// Who sits, by account.
    Member(String),
    /// A guest or expert, by the place in the list from 1.
    Guest(u32),
}

impl PaperKey {
    /// Whether the registry gives it number and date. Minutes are numbered when the round closes; a form has none.
    pub fn is_numbered(&self) -> bool {
        !matches!(self, PaperKey::Minutes | PaperKey::Sheet { .. })
    }

    /// Under which name its number is kept: the invitations of a session go out under one number.
    pub fn number_key(&self) -> String {
        match self {
            PaperKey::Invitation(_) => "invitation".to_owned(),
            other => other.to_string(),
        }
    }

    /// True for a paper that tells nothing of any score, so that it may go out before the round is closed.
    pub fn precedes_session(&self) -> bool {
        matches!(self, PaperKey::Invitation(_))
    }

    /// The dossier it is about, if it is about one.
    pub fn dossier(&self) -> Option<&str> {
        match self {
            PaperKey::Sheet { dossier, .. } | PaperKey::Notice { dossier } => Some(dossier),
            _ => None,
        }
    }

    /// Type and issuer after the number (Nghị định 30/2020, Phụ lục III); empty where there is no number.
    pub fn symbol(&self) -> &'static str {
        match self {
            PaperKey::Minutes => "BB-HĐOCOP",
            PaperKey::Summary => "BTH-HĐOCOP",
            PaperKey::Report => "BC-HĐOCOP",
            PaperKey::Notice { .. } => "TB-OCOP",
            PaperKey::Invitation(_) => "GM-HĐOCOP",
            PaperKey::Sheet { .. } => "",
        }
    }
}

impl fmt::Display for PaperKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PaperKey::Minutes => f.write_str("minutes"),
            PaperKey::Summary => f.write_str("summary"),
            PaperKey::Report => f.write_str("report"),
            PaperKey::Sheet { dossier, member, ballot } => write!(f, "sheet.{dossier}.{member}.{ballot}"),
            PaperKey::Notice { dossier } => write!(f, "notice.{dossier}"),
            PaperKey::Invitation(Invitee::Member(account)) => write!(f, "invitation.member.{account}"),
            PaperKey::Invitation(Invitee::Guest(n)) => write!(f, "invitation.guest.{n}"),
        }
    }
}

impl FromStr for PaperKey {
    type Err = String;

    fn from_str(text: &str) -> Result<PaperKey, String> {
        let parts: Vec<&str> = text.split('.').collect();
        let count = |n: &str| n.parse::<u32>().ok().filter(|n| *n > 0);
        let key = match parts.as_slice() {
            ["minutes"] => Some(PaperKey::Minutes),
            ["summary"] => Some(PaperKey::Summary),
            ["report"] => Some(PaperKey::Report),
            ["sheet", dossier, member, ballot] => count(ballot).map(|ballot| PaperKey::Sheet {
                dossier: (*dossier).to_owned(),
                member: (*member).to_owned(),
                ballot,
            }),
            ["notice", dossier] => Some(PaperKey::Notice { dossier: (*dossier).to_owned() }),
            ["invitation", "member", account] => {
                Some(PaperKey::Invitation(Invitee::Member((*account).to_owned())))
            }
            ["invitation", "guest", n] => count(n).map(|n| PaperKey::Invitation(Invitee::Guest(n))),
            _ => None,
        };
        key.filter(|_| parts.iter().all(|p| !p.is_empty()))
            .ok_or_else(|| format!("“{text}” is not a paper of a round"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_as_the_paper_it_names() {
        for text in [
            "minutes",
            "summary",
            "report",
            "sheet.0199-a.0199-b.2",
            "notice.0199-a",
            "invitation.member.0199-b",
            "invitation.guest.3",
        ] {
            assert_eq!(text.parse::<PaperKey>().unwrap().to_string(), text);
        }
        for text in
            ["", "sheet.a.b", "sheet.a.b.0", "sheet..b.1", "notice.", "invitation.guest.x", "minutes.1"]
        {
            assert!(text.parse::<PaperKey>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_invitations_tell_nothing_of_the_scores() {
        let all = ["minutes", "summary", "report", "sheet.d.m.1", "notice.d", "invitation.guest.1"];
        let early: Vec<&str> =
            all.into_iter().filter(|k| k.parse::<PaperKey>().unwrap().precedes_session()).collect();
        assert_eq!(early, ["invitation.guest.1"]);
    }

    #[test]
    fn invitations_share_a_number() {
        let key = |text: &str| text.parse::<PaperKey>().unwrap().number_key();
        assert_eq!(key("invitation.guest.1"), key("invitation.member.a"));
        assert_ne!(key("notice.a"), key("notice.b"));
    }
}
