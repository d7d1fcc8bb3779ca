//! The council's place: what its papers say before the date, and whom they go to.

use crate::authority::province_name;
use crate::{Cx, Error};
use ocop_domain::area::before_date;
use ocop_domain::council::Level;

/// The council's place: what its papers say before the date, and whom they go to.
pub(super) struct Seat {
    pub level: Level,
    /// "tỉnh Lâm Đồng"; empty for the national council.
    pub province: String,
    /// The place-name before a date.
    pub place: String,
}

pub(super) async fn seat(cx: &Cx, level: Level, province: Option<&str>) -> Result<Seat, Error> {
    let province = match province {
        Some(code) => province_name(cx.db(), code, cx.today()).await?,
        None => String::new(),
    };
    let place = if level == Level::National { "Hà Nội".to_owned() } else { before_date(&province) };
    Ok(Seat { level, province, place })
}

impl Seat {
    /// "Chủ tịch Ủy ban nhân dân tỉnh …": Điều 7(3)d and 7(4)d, 26/2026.
    pub fn decides(&self) -> String {
        match self.level {
            Level::Province => format!("Chủ tịch Ủy ban nhân dân {}", self.province),
            Level::National => "Bộ trưởng Bộ Nông nghiệp và Môi trường".to_owned(),
        }
    }
}
