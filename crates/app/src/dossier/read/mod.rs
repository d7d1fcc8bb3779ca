//! A dossier as it is read: what its pages show, from what was sealed or from what is still being filled in.

pub(in crate::dossier) mod basis;
pub(in crate::dossier) mod carried;
pub(in crate::dossier) mod sealed_facts;
pub(in crate::dossier) mod show;
pub(in crate::dossier) mod whole;
