//! A few potential products at different stages, so that the survey of the demo is not empty. All invented.

use super::stage::{COMMUNE_ID, Stage};
use crate::Error;
use crate::survey::{FindForm, Step, record, step};

const FINDS: [(&str, &str, &str, &[&str]); 3] = [
    ("Bánh tráng minh họa", "Nhóm hộ Ví Dụ", "QD26-06", &[]),
    ("Chiếu thêu minh họa", "Bà Trần Thị Ví Dụ", "QD26-21", &["persuaded"]),
    ("Mứt gừng minh họa", "Hộ Lê Văn Mẫu", "QD26-07", &["persuaded", "preparing"]),
];

pub(super) async fn finds(stage: &Stage) -> Result<(), Error> {
    for (name, maker, set, steps) in FINDS {
        let cx = stage.by("xa@demo.example", 20);
        let form = FindForm {
            commune_id: COMMUNE_ID.into(),
            name: name.into(),
            maker: maker.into(),
            set_id: set.into(),
            feature: "Nghề của khu phố (hư cấu).".into(),
            next_step: "Đến thăm cơ sở".into(),
            next_by: "Cán bộ phường".into(),
            ..FindForm::default()
        };
        let id = record(&cx, form).await?;
        for (version, to) in (1..).zip(steps) {
            let cmd = Step { id: id.clone(), version, stage: (*to).into(), product: String::new() };
            step(&cx, cmd).await?;
        }
    }
    Ok(())
}
