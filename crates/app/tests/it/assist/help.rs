//! The ward's officer and the helped producer, with the ways a code takes.

use crate::dossier::help::{PRODUCER, pdf, settled};
use crate::stars::exec;
use crate::support::{HCMC, World, XOM_CHIEU_CODE};
use ocop_app::assist::{self, GiveBySheet, Open};
use ocop_app::dossier::{Start, start};
use ocop_app::paper::SentFile;
use ocop_app::{Cx, notice};
use ocop_domain::account::{Role, Scope};
use ocop_store::args;

pub const EMAIL: &str = "chuthe@vi-du.example";

/// Another officer of the same ward.
pub fn colleague(w: &World) -> Cx {
    let scope = Scope::Commune { province: HCMC.into(), commune: XOM_CHIEU_CODE.into() };
    w.as_role("colleague", Role::WardOfficer, scope)
}

/// The officer, and the producer with a mail address that has stood for years.
pub async fn ward(w: &World) -> (Cx, Cx) {
    let own = settled(w).await;
    exec(w, "UPDATE producer SET email = $1", args![EMAIL]).await;
    (w.ward_officer(), own)
}

pub fn wish(purposes: &[&str], until: &str) -> Open {
    Open {
        producer_id: PRODUCER.into(),
        purposes: purposes.iter().map(|p| (*p).to_owned()).collect(),
        until: until.into(),
    }
}

/// Eight digits in two groups, as letters and calls write them.
pub fn code_in(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let shape =
        |w: &[char]| w.iter().enumerate().all(|(i, c)| if i == 4 { *c == ' ' } else { c.is_ascii_digit() });
    let at = letters.windows(9).find(|w| shape(w)).unwrap_or_else(|| panic!("no code in {text}"));
    at.iter().collect()
}

/// The code in the last letter to the producer.
pub async fn mailed(w: &World) -> String {
    let letters = ocop_store::mail::waiting(w.cx.db(), i64::MAX, 100).await.unwrap();
    let last = letters.iter().rfind(|l| l.to_address == EMAIL).unwrap();
    code_in(&last.body)
}

/// The code on the list of calls, as this officer reads it; none: the officer does not see it.
pub async fn called(cx: &Cx) -> Option<String> {
    let (calls, _) = notice::calls(cx, 1, 50).await.unwrap();
    let call = calls.iter().find(|c| c.words.title.starts_with("Đọc mã"))?;
    (!call.not_yours).then(|| code_in(&call.words.body))
}

pub fn scan(words: &str) -> Vec<SentFile> {
    vec![SentFile { name: "phieu.pdf".into(), bytes: pdf(words), cut: false }]
}

/// A consent given on a signed sheet.
pub async fn consented(officer: &Cx, purposes: &[&str]) -> String {
    let id = assist::open(officer, wish(purposes, "31/12/2026")).await.unwrap();
    let cmd = GiveBySheet { id: id.clone(), signed_on: "05/10/2026".into(), files: scan("ký") };
    assist::give_by_sheet(officer, cmd).await.unwrap();
    id
}

/// A dossier the officer began under consent.
pub async fn begun(w: &World) -> (Cx, Cx, String, String) {
    let (officer, own) = ward(w).await;
    let consent = consented(&officer, &["dossiers"]).await;
    let id = start(&officer, Start { product_id: "product-1".into() }).await.unwrap();
    (officer, own, id, consent)
}

/// The digits of a code, each other by one: certainly wrong.
pub fn wrong(code: &str) -> String {
    code.chars()
        .map(|c| if c.is_ascii_digit() { if c == '9' { '0' } else { (c as u8 + 1) as char } } else { c })
        .collect()
}
