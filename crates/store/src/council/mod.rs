//! Rows of councils, rounds, sheets and results. There is no query for other people's sheets that are not submitted:
//! a draft is read by its owner's id alone, so no page can show what a member has not handed in.
//! Queries are called by their subject (`rounds::find`), rows by their name.

pub mod ballots;
pub mod bundles;
pub mod cases;
pub mod conflicts;
pub mod corrections;
pub mod councils;
pub mod opinions;
pub mod papers;
pub mod results;
pub mod rounds;
pub mod sheets;
pub mod subgroups;
mod which;

pub use ballots::{BallotRow, SettlementRow};
pub use bundles::{BundleRow, PieceRow};
pub use cases::{AgendaRow, CaseRow, CiteRow, ClaimRow, MatterRow, Settled};
pub use conflicts::{ConflictRow, DelegateRow, InterestRow, PartyRow, PersonRow};
pub use corrections::{ChangeRow, CorrectionEnd, CorrectionRow};
pub use councils::{Candidate, CouncilLine, CouncilRow, MemberRow, RulesRow, SeatRow};
pub use opinions::{OwnPositionRow, PositionRow, RerankingRow, RoundClockRow, StandRow, WrittenRow};
pub use papers::{NewSigned, PaperNumberRow, SessionRow, SignedRow};
pub use results::ResultRow;
pub use rounds::{AttendanceRow, CalledRow, RoundRow};
pub use sheets::{AnswerRow, FindingRow, MarkRow, Remarks, SheetRow};
pub use subgroups::{LoadFigures, SubgroupDossierRow, SubgroupMemberRow, SubgroupRow};
pub use which::{ByKey, Which};
