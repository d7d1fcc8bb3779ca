//! The commune's check within its fifteen working days: Mẫu số 03, its meeting, what it asks for, returns and proposes.

pub(in crate::dossier) mod check;
pub(in crate::dossier) mod exchanges;
pub(in crate::dossier) mod judgements;
pub(in crate::dossier) mod meeting;
pub(in crate::dossier) mod propose;
pub(in crate::dossier) mod request_additions;
pub(in crate::dossier) mod return_to_producer;
pub(in crate::dossier) mod waiting;
