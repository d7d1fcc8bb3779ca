//! What some of the invented products look like: drawn for the demo (data/SOURCES.md), stored as a producer's photo is.

use super::stage::Stage;
use crate::Error;
use crate::product::{SetPicture, set_picture, show};
use std::collections::BTreeMap;

macro_rules! drawn {
    ($file:literal) => {
        include_bytes!(concat!("../../../../data/demo/pictures/", $file, ".png"))
    };
}

const DRAWN: [(&str, &[u8]); 8] = [
    ("Nước mắm Minh Họa", drawn!("nuoc-mam")),
    ("Trà lá sen Minh Họa", drawn!("tra-la-sen")),
    ("Cà phê rang xay Minh Họa", drawn!("ca-phe-rang-xay")),
    ("Mật ong rừng ngập mặn Minh Họa", drawn!("mat-ong-rung-ngap-man")),
    ("Tinh dầu sả Minh Họa", drawn!("tinh-dau-sa")),
    ("Chè bưởi Minh Họa", drawn!("che-buoi")),
    ("Cao gừng Minh Họa", drawn!("cao-gung")),
    ("Mắm ruốc Minh Họa", drawn!("mam-ruoc")),
];

/// The producer sends them.
pub(super) async fn sent(stage: &Stage, products: &BTreeMap<&str, String>) -> Result<(), Error> {
    let cx = stage.by("chuthe@demo.example", 2);
    for (name, bytes) in DRAWN {
        let id = products.get(name).ok_or_else(|| Error::internal(format!("the demo has no {name}")))?;
        let version = show(&cx, id).await?.product.version;
        set_picture(&cx, SetPicture { id: id.clone(), version, bytes: bytes.to_vec() }).await?;
    }
    Ok(())
}
