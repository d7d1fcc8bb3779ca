//! The council's session: forming it, opening a round, admitting dossiers, each member's own sheet, and what the sheets
//! come to. No command carries a mean, a rank or another's sheet: only options are typed, everything else is counted.
//! A member sees another's sheet only when both have handed theirs in for that ballot.

mod access;
mod admit;
mod after;
mod attendance;
mod ballots;
mod change_rules;
mod close;
mod conflict;
mod correction;
mod count;
mod delegate;
mod duty;
mod form_council;
mod matter;
mod minutes;
mod opinion;
mod order;
mod papers;
pub(crate) mod proof;
mod read_sheet;
mod result;
mod round;
mod rules_input;
mod ruling;
mod settle;
mod severity;
mod sheet;
mod show;
mod standing;
mod subgroup;
mod tally;

pub use admit::{Admissible, Admit, admissible, admit};
pub(crate) use after::after;
pub use attendance::{SetAttendance, set_attendance};
pub use ballots::{SecondBallot, second_ballot};
pub use change_rules::{ChangeRules, RulesVersion, RulesView, change_rules, rules_versions};
pub use close::{Close, Closed, close};
pub use conflict::{
    AddInterest, DecideConflict, RoundConflicts, RoundTie, StepAside, add_interest, decide_conflict,
    interests, remove_interest, round_conflicts, step_aside,
};
pub use correction::{
    CorrectionLine, CorrectionView, EndCorrection, Ending, ProposeCorrection, Standing as CorrectedResult,
    end_correction, propose_correction, show_corrections,
};
pub use delegate::{SendDelegate, delegate_candidates, recall_delegate, send_delegate};
pub use form_council::{FormCouncil, NewMember, candidates, form_council, may_form, seat_of_form};
pub use matter::Written;
pub(crate) use minutes::minutes_for_package;
pub use minutes::{minutes, minutes_pdf};
pub use ocop_store::council::{
    AgendaRow, Candidate, CaseRow, CiteRow, ClaimRow, ConflictRow, CouncilLine, CouncilRow, DelegateRow,
    InterestRow, MarkRow, MemberRow, PaperNumberRow, ResultRow, RoundRow, SessionRow, SettlementRow,
    SignedRow,
};
pub use opinion::{
    CallMeeting, MemberStand, NoteReceipt, OpenWritten, Position, Remind, Reranking, RoundReranking, Stands,
    WrittenLine, WrittenOne, WrittenView, call_meeting, clock_of_dossier, follow_written, note_receipt,
    open_written, remind_written, rerankings, show_written, show_written_one,
};
pub(crate) use papers::report_for_package;
pub use papers::{
    AttachSigned, BundleFile, BundleState, BundleView, FormLine, Format, InviteeLine, NumberPaper, PaperLine,
    PaperView, PapersView, ProductPapers, ReadyBundle, SessionView, SetSession, SignedNote, ask_bundle,
    attach_signed, bundle_file, make_bundle, number_paper, paper_file, set_session, show_bundle, show_paper,
    show_papers, show_session, signed_file, take_up_bundles,
};
pub use read_sheet::{SheetAnswer, SheetFinding, SheetView, read_sheet};
pub use result::ToldMean;
pub use round::{OpenRound, open_round};
pub use rules_input::{RulesInput, WrittenInput};
pub use ruling::Ruling;
pub use settle::{Settle, settle};
pub use severity::{Estimated, SetSpread, SeverityView, show_severity};
pub use sheet::{Content, Desk, Kept, OtherTotal, SaveSheet, open_sheet, save_sheet, submit_sheet};
pub use show::{CouncilView, RoundView, list_councils, show_council, show_round};
pub use standing::{Missed, Told, told};
pub use subgroup::{
    AddSubgroup, Assign, LoadView, RemoveSubgroup, SubgroupDossier, SubgroupView, SubgroupsView,
    add_subgroup, agencies, assign_subgroups, propose_subgroups, remove_subgroup, sectors, show_load,
    show_subgroups,
};
pub use tally::{Blocker, TallyView, show_tally};

use crate::Invalid;

/// A whole number between two others.
fn whole(invalid: &mut Invalid, field: &str, typed: &str, least: i64, most: i64) -> i64 {
    match typed.trim().parse::<i64>() {
        Ok(n) if (least..=most).contains(&n) => n,
        _ => {
            let args = vec![("least", least.to_string()), ("most", most.to_string())];
            invalid.add_with(field, "council_number", args);
            least
        }
    }
}
