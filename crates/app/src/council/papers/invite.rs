//! Letters that call members, delegates and guests to the session.

use super::whole::Whole;
use crate::council::duty::duty;
use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::council::{Invitee, PaperKey};
use ocop_domain::criteria;
use ocop_print as print;
use ocop_store::council::{CaseRow, cases};

/// Who is called: the name in the letter, and as what.
pub(super) struct Called {
    pub invitee: Invitee,
    pub name: String,
    pub capacity: String,
}

/// Those who sit, delegates in the place of the members who sent them, then the guests.
pub(super) fn called(w: &Whole) -> Vec<Called> {
    let members = w.sitting.council.members.iter().map(|m| {
        let stands_for = w.sitting.delegates.iter().find(|d| d.delegate_id == m.account_id);
        let capacity = match stands_for {
            Some(d) if m.duty == "member" => format!("Dự thay {}", d.member_name),
            _ => duty(&m.duty).to_owned(),
        };
        Called {
            invitee: Invitee::Member(m.account_id.clone()),
            name: format!("{}, {}", m.name, m.department),
            capacity,
        }
    });
    let guests = (1..).zip(lines(&w.session.guests)).map(|(n, name)| Called {
        invitee: Invitee::Guest(n),
        name: name.to_owned(),
        capacity: "Khách mời, chuyên gia (không bỏ phiếu)".into(),
    });
    members.chain(guests).collect()
}

pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty())
}

pub(super) async fn invitation(cx: &Cx, w: &Whole, invitee: &Invitee) -> Result<print::Invitation, Error> {
    let called = called(w).into_iter().find(|c| c.invitee == *invitee).ok_or(Error::NotFound)?;
    let cases = cases::of_round(cx.db(), &w.sitting.round.id).await?;
    Ok(letter(cx, w, called, &cases))
}

pub(super) fn letter(cx: &Cx, w: &Whole, called: Called, cases: &[CaseRow]) -> print::Invitation {
    let key = PaperKey::Invitation(called.invitee);
    let round = &w.sitting.round;
    let agenda: Vec<String> = lines(&w.session.agenda).map(str::to_owned).collect();
    let usual = [
        "Nghe báo cáo đánh giá hồ sơ của Tổ tư vấn",
        "Đánh giá, chấm điểm từng sản phẩm",
        "Thông qua kết quả",
    ];
    let set = |id: &str| {
        let found = id.parse().ok().and_then(|id| criteria::set(&id));
        found.map_or_else(String::new, |s| s.name.clone())
    };
    print::Invitation {
        imprint: w.imprint(cx, &key),
        heading: w.heading(),
        reference: w.reference(&key),
        about: format!("Họp đánh giá, phân hạng sản phẩm OCOP {}", w.round()),
        inviter: w.sitting.council.row.name.clone(),
        guest: called.name,
        capacity: called.capacity,
        session: format!("Phiên họp đánh giá, phân hạng sản phẩm OCOP {}", w.round()),
        chair: w.by_duty("chair").unwrap_or_default(),
        time: time(w.session.starts_at.as_deref(), round.meets_on.as_deref()),
        place: round.place.clone().unwrap_or_default(),
        agenda: if agenda.is_empty() { usual.map(str::to_owned).to_vec() } else { agenda },
        dossiers: cases
            .iter()
            .map(|c| print::InvitedDossier {
                product: c.product_name.clone(),
                producer: c.producer_name.clone(),
                set: set(&c.set_id),
            })
            .collect(),
        notes: vec![
            "Hồ sơ được gửi trên phần mềm để nghiên cứu trước phiên họp. Đề nghị đại biểu đến đúng thời gian, địa điểm".into(),
        ],
        recipients: vec!["Như trên".into(), "Lưu: VT, HĐ".into()],
        signature: w.signed_by_chair(),
    }
}

fn time(starts_at: Option<&str>, day: Option<&str>) -> String {
    let hour = starts_at.and_then(|t| t.split_once(':')).map(|(h, m)| format!("{h} giờ {m}"));
    let day = day.and_then(|d| d.parse::<Date>().ok()).map(print::vi::day_in_words);
    [hour, day].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn a_time_is_said_as_far_as_it_is_known() {
        assert_eq!(time(Some("08:00"), Some("2026-08-05")), "08 giờ 00, ngày 05 tháng 8 năm 2026");
        assert_eq!(time(None, Some("2026-08-05")), "ngày 05 tháng 8 năm 2026");
        assert_eq!(time(None, None), "");
    }
}
