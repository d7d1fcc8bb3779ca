//! Keeping the register true: duplicates, merging and taking it back, corrections.

mod amendments;
mod duplicates;
mod merge;
mod property;

use crate::support::*;
use ocop_app::producer::{self, ProducerForm};
use ocop_app::product::{self, ProductForm, Register};
use ocop_app::register::{Merge, merge};
use ocop_app::{Cx, Error};

pub fn form(name: &str, commune: &str) -> ProducerForm {
    ProducerForm {
        legal_form: "cooperative".into(),
        name: name.into(),
        address: "1 đường Ví dụ".into(),
        commune_id: commune.into(),
        ..ProducerForm::default()
    }
}

pub async fn maker(cx: &Cx, form: ProducerForm) -> String {
    producer::register(cx, form).await.unwrap()
}

pub async fn good(cx: &Cx, producer: &str, name: &str) -> String {
    let form = ProductForm { name: name.into(), set_id: "QD26-09".into(), ..ProductForm::default() };
    product::register(cx, Register { producer_id: producer.into(), form }).await.unwrap()
}

/// Merges `gone` into `keep` as both stand now.
pub async fn merged(cx: &Cx, keep: &str, gone: &str, take: &[&str]) -> Result<String, Error> {
    let version = |id: String| async move {
        match ocop_store::producer::find_exact(cx.db(), &id).await.unwrap() {
            Some(p) => p.version,
            None => ocop_store::product::find_exact(cx.db(), &id).await.unwrap().unwrap().version,
        }
    };
    let cmd = Merge {
        survivor_id: keep.into(),
        merged_id: gone.into(),
        survivor_version: version(keep.into()).await,
        merged_version: version(gone.into()).await,
        take: take.iter().map(|t| (*t).to_owned()).collect(),
        reason: "cùng một hợp tác xã".into(),
    };
    merge(cx, cmd).await
}
