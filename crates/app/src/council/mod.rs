//! The council's session: forming it, opening a round, admitting dossiers, each member's own sheet, and what the sheets
//! come to. No command carries a mean, a rank or another's sheet: only options are typed, everything else is counted.
//! A member sees another's sheet only when both have handed theirs in for that ballot.

mod access;
mod after;
mod conflict;
mod correction;
mod count;
mod duty;
mod forming;
mod matter;
mod opinion;
mod papers;
pub(crate) mod proof;
mod round;
mod scoring;
mod sheet;
mod show;
mod standing;
mod subgroup;

pub(crate) use after::after;
pub use conflict::{
    AddInterest, DecideConflict, RoundConflicts, RoundTie, StepAside, add_interest, decide_conflict,
    interests, remove_interest, round_conflicts, step_aside,
};
pub use correction::{
    CorrectionLine, CorrectionView, EndCorrection, Ending, ProposeCorrection, Standing as CorrectedResult,
    end_correction, propose_correction, show_corrections,
};
pub use forming::change_rules::{ChangeRules, RulesVersion, RulesView, change_rules, rules_versions};
pub use forming::delegate::{SendDelegate, delegate_candidates, recall_delegate, send_delegate};
pub use forming::form_council::{FormCouncil, NewMember, candidates, form_council, may_form, seat_of_form};
pub use forming::rules_input::{RulesInput, WrittenInput};
pub use matter::Written;
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
pub(crate) use papers::minutes::minutes_for_package;
pub use papers::minutes::{minutes, minutes_pdf};
pub(crate) use papers::report_for_package;
pub use papers::{
    AttachSigned, BundleFile, BundleState, BundleView, FormLine, Format, InviteeLine, NumberPaper, PaperLine,
    PaperView, PapersView, ProductPapers, ReadyBundle, SessionView, SetSession, SignedNote, ask_bundle,
    attach_signed, bundle_file, make_bundle, number_paper, paper_file, set_session, show_bundle, show_paper,
    show_papers, show_session, signed_file, take_up_bundles,
};
pub use round::admit::{Admissible, Admit, admissible, admit};
pub use round::attendance::{SetAttendance, set_attendance};
pub use round::open::{OpenRound, open_round};
pub use scoring::ballots::{SecondBallot, second_ballot};
pub use scoring::close::{Close, Closed, close};
pub use scoring::read_sheet::{SheetAnswer, SheetFinding, SheetView, read_sheet};
pub use scoring::result::ToldMean;
pub use scoring::ruling::Ruling;
pub use scoring::settle::{Settle, settle};
pub use scoring::severity::{Estimated, SetSpread, SeverityView, show_severity};
pub use scoring::tally::{Blocker, TallyView, show_tally};
pub use sheet::{Content, Desk, Kept, OtherTotal, SaveSheet, open_sheet, save_sheet, submit_sheet};
pub use show::{CouncilView, RoundView, list_councils, show_council, show_round};
pub use standing::{Missed, Told, told};
pub use subgroup::{
    AddSubgroup, Assign, LoadView, RemoveSubgroup, SubgroupDossier, SubgroupView, SubgroupsView,
    add_subgroup, agencies, assign_subgroups, propose_subgroups, remove_subgroup, sectors, show_load,
    show_subgroups,
};
