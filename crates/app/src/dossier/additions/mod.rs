//! Requests for additions and what answers them (Điều 7(2), 26/2026).

pub(in crate::dossier) mod answer;
pub(in crate::dossier) mod awaited;
pub(in crate::dossier) mod requests;
