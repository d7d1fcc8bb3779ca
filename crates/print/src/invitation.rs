//! Giấy mời: a letter that calls a member, a delegate or a guest to a council's session (Nghị định 30/2020/NĐ-CP, Phụ
//! lục III, mẫu giấy mời).

use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Heading, Imprint, Reference, Signature};

/// One letter of invitation.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Invitation {
    pub imprint: Imprint,
    pub heading: Heading,
    pub reference: Reference,
    /// "Họp Hội đồng đánh giá, phân hạng sản phẩm OCOP …"
    pub about: String,
    /// Who invites.
    pub inviter: String,
    /// Who is invited, with the office.
    pub guest: String,
    /// As what: "Thành viên Hội đồng", "Chuyên gia, khách mời".
    pub capacity: String,
    /// What the session is.
    pub session: String,
    pub chair: String,
    /// "08 giờ 00, ngày 05 tháng 8 năm 2026"; empty leaves dots.
    pub time: String,
    pub place: String,
    pub agenda: Vec<String>,
    pub dossiers: Vec<InvitedDossier>,
    /// The last one gets "./." at its end.
    pub notes: Vec<String>,
    pub recipients: Vec<String>,
    pub signature: Signature,
}

/// A dossier that will be looked at.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InvitedDossier {
    pub product: String,
    pub producer: String,
    pub set: String,
}

paper!(Invitation, "invitation.typ");

/// Prints a letter of invitation.
pub fn invitation(paper: &Invitation) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
