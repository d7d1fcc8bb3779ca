//! Biên bản họp Hội đồng: what a council did, product by product, so that a reader can follow every rank from the
//! members' totals to the proposal. Printed from the session's data; the layout is that of Nghị định 30/2020/NĐ-CP.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::paper::{paper, pdf};
use crate::{Error, Heading, Imprint, Reference, Signature, vi};

/// Biên bản họp Hội đồng đánh giá, phân hạng sản phẩm OCOP (26/2026/QĐ-TTg, Điều 7 khoản 3 điểm d).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Minutes {
    pub imprint: Imprint,
    pub heading: Heading,
    pub reference: Reference,
    /// "Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh …"
    pub council: String,
    /// Number of the decision that formed the council (Điều 7 khoản 3 điểm b).
    pub formed_by: String,
    #[serde(serialize_with = "vi::as_open_day")]
    pub formed_on: Option<Date>,
    /// "đợt 1 năm 2026"
    pub round: String,
    /// "08 giờ 00, ngày 05 tháng 8 năm 2026"
    pub opened: String,
    pub closed: String,
    pub venue: String,
    /// How the council sat: in one room, or by written opinion at a re-ranking (Điều 7 khoản 6 điểm d).
    pub form: String,
    pub chair: String,
    pub secretary: String,
    pub attendance: Vec<Attendee>,
    /// Guests who sat in without a vote, one line each.
    pub guests: Vec<String>,
    /// "Có mặt 9/11 thành viên, có Chủ tịch Hội đồng; đủ điều kiện họp theo Quy chế."
    pub quorum: String,
    /// The council's own settings that bear on the result, each with the decision that set it.
    pub rules: Vec<String>,
    pub products: Vec<Assessment>,
    pub conclusion: Vec<String>,
    pub signature_secretary: Signature,
    pub signature_chair: Signature,
}

/// One line of the attendance table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Attendee {
    pub name: String,
    /// Chức vụ, đơn vị
    pub department: String,
    /// Nhiệm vụ trong Hội đồng
    pub duty: String,
    pub present: bool,
    /// Why absent, or a conflict of interest.
    pub note: Option<String>,
}

/// What the council found on one product.
#[derive(Clone, Debug, Serialize)]
pub struct Assessment {
    pub product: String,
    pub producer: String,
    /// Bộ sản phẩm, under which criteria the product was scored.
    pub set: String,
    /// The sub-group that led the discussion.
    pub led_by: Option<String>,
    pub members: Vec<MemberTotals>,
    /// Who stepped aside and why; the quorum was counted without them.
    pub recused: Vec<Recusal>,
    /// One, or two where the spread was too large and the members scored again.
    pub ballots: Vec<Ballot>,
    /// How the members were asked in writing and what came of it, one line each (Điều 7 khoản 6 điểm d); else empty.
    pub written: Vec<String>,
    /// The band the mean falls in: "từ 70 đến dưới 90 điểm (4 sao)" (Điều 3 khoản 3); empty where the assessment ended
    /// before a rank.
    pub band: String,
    /// Opinions worth keeping, one line each.
    pub discussion: Vec<String>,
    pub unmet: Vec<UnmetGate>,
    pub settled: Vec<SettledGate>,
    pub eliminations: Vec<Elimination>,
    /// What was put right after the result was closed, a paragraph each.
    pub corrections: Vec<String>,
    pub outcome: Outcome,
    /// Why, where the rank is not what the band says.
    pub outcome_reason: Option<String>,
}

/// A member who did not take part because of ties to the producer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Recusal {
    pub name: String,
    pub ties: Vec<String>,
}

/// One member's total in each ballot; none where the member did not score.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MemberTotals {
    pub name: String,
    pub totals: Vec<Option<i64>>,
}

/// What one ballot came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Ballot {
    /// "82,33": cut off, not rounded.
    pub mean: String,
    /// Difference between the highest and the lowest total.
    pub spread: String,
    /// Why it was held; printed for the second.
    pub reason: Option<String>,
}

/// A star mark of the criteria that the product does not reach.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UnmetGate {
    /// Code and name: "1.3. Gia tăng giá trị".
    pub criterion: String,
    pub stars: u8,
    pub required: i64,
    pub reached: i64,
}

/// A star-marked criterion on which the members differed and the council agreed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SettledGate {
    pub criterion: String,
    /// The text of the option agreed on.
    pub option: String,
    pub points: i64,
    pub reason: String,
}

/// A knock-out ground that was raised, and what the council decided on it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Elimination {
    pub ground: String,
    /// Where it applies the assessment stops; otherwise the product is eliminated.
    pub stops: bool,
    pub applies: bool,
    pub reason: String,
}

/// What the council proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 3 or 4 stars, recognised by the province.
    Recognise(u8),
    /// Under 50 points, a three-star gate missed, or eliminated.
    NotRecognised,
    /// 90 points and more with the gates of five stars.
    Ministry,
}

impl Outcome {
    /// The outcome in the words of the paper.
    pub fn words(self) -> String {
        match self {
            Self::Recognise(stars) => format!("Đề nghị công nhận {stars} sao"),
            Self::NotRecognised => "Không công nhận".to_owned(),
            Self::Ministry => "Chuyển Bộ đánh giá 5 sao".to_owned(),
        }
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.words())
    }
}

paper!(Minutes, "minutes.typ");

/// Prints the minutes of a council's meeting.
pub fn minutes(paper: &Minutes) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
