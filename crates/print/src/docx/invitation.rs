//! A letter of invitation as DOCX, in the words and order of `templates/invitation.typ`.

use super::archive;
use super::nd30::{field, heading_pair, or, recipients_and_signature, title, unmarked};
use super::round_report::ending;
use super::table::{Cell, Table};
use super::text::{P, WIDTH};
use crate::{Error, Foot, Invitation};

/// Giấy mời as DOCX.
pub fn invitation_docx(d: &Invitation) -> Result<Vec<u8>, Error> {
    let mut b = heading_pair(&d.heading, Some(&d.reference), None);
    b += &title("Giấy mời", &d.about);
    let guest = or(&d.guest, "……………………");
    b += &P::new().text(&format!("{} trân trọng kính mời: ", d.inviter)).bold(guest).build();
    if !d.capacity.is_empty() {
        b += &P::new().text(&format!("Tham dự với tư cách: {}", d.capacity)).build();
    }
    b += &P::new().text(&format!("Tới dự: {}", d.session)).build();
    if !d.chair.is_empty() {
        b += &field("Chủ trì", &d.chair);
    }
    b += &field("Thời gian", &d.time);
    b += &field("Địa điểm", &d.place);
    if !d.agenda.is_empty() {
        b += &P::heading(2).text("Nội dung").build();
    }
    for (i, a) in d.agenda.iter().enumerate() {
        b += &P::body().text(&format!("{}. {}.", i + 1, unmarked(a))).build();
    }
    if !d.dossiers.is_empty() {
        b += &P::heading(2).text("Hồ sơ được đánh giá").build();
        let mut table = Table::ruled(&[600, 3200, 2900, WIDTH - 6700]);
        table.head(&["STT", "Sản phẩm", "Chủ thể", "Bộ sản phẩm"]);
        for (i, c) in d.dossiers.iter().enumerate() {
            let number = Cell::figure(&(i + 1).to_string(), false);
            table.row(&[number, Cell::text(&c.product), Cell::text(&c.producer), Cell::text(&c.set)]);
        }
        b += &table.build();
        b += &P::new().space(0, 60).build();
    }
    b += &ending(&d.notes);
    b += &recipients_and_signature(&d.recipients, &d.signature);
    archive::write(&format!("Giấy mời {}", d.about), &d.imprint, &Foot::Plain, &b, &[])
}
