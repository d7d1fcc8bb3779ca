use super::super::count::count;
use super::super::matter::{Matter, matter};
use crate::notice::{self, Data, Notice};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::{Act, Actor};
use ocop_domain::council::{Course, MeetingGround};
use ocop_domain::notice::NoticeKind;
use ocop_store::Db;
use ocop_store::council::{opinions, rounds};
use serde_json::json;

/// Điều 7(6)d, 26/2026: "có nội dung phức tạp cần thảo luận" is for a person to find, who says what it is.
#[derive(Debug, Clone, Default)]
pub struct CallMeeting {
    pub round: String,
    pub dossier: String,
    pub reason: String,
}

pub async fn call_meeting(cx: &Cx, cmd: CallMeeting) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        cx.allow(Act::WrittenManage, &m.facts())?;
        let mut invalid = Invalid::default();
        let reason = invalid.text("meeting_reason", &cmd.reason, 1_000);
        invalid.ok()?;
        m.scoring()?;
        if m.in_writing().is_none() {
            return Err(Error::Conflict("council_not_in_writing"));
        }
        switch(&tx, cx, &m, MeetingGround::Complex, Some(&reason)).await
    })
}

/// Looks at what is in and calls the meeting the rules want, in the same transaction as the sheet that brought it about.
/// Journalled as the system's: the entry says why, not through whom.
pub(in crate::council) async fn settle_course(tx: &Db, cx: &Cx, m: &Matter) -> Result<Course, Error> {
    if m.in_writing().is_none() {
        return Err(Error::Conflict("council_not_in_writing"));
    }
    let course = count(tx, m, m.ballot).await?.course.unwrap_or(Course::Waiting);
    if let Course::Meeting(ground) = course {
        switch(tx, &cx.as_actor(Actor::System), m, ground, None).await?;
    }
    Ok(course)
}

async fn switch(
    tx: &Db,
    cx: &Cx,
    m: &Matter,
    ground: MeetingGround,
    reason: Option<&str>,
) -> Result<(), Error> {
    let (round, dossier) = (&m.sitting.round.id, &m.case.id);
    opinions::call_meeting(tx, round, dossier, ground.as_str(), reason, cx.now_ms()).await?;
    // What a person wrote stays with the round and its minutes: the journal holds codes.
    let diff = json!({"round": round, "ground": ground.as_str()});
    cx.journal(tx, &format!("dossier:{dossier}"), "written.meeting", dossier, diff).await?;
    let told = Notice {
        kind: NoticeKind::WrittenMeeting,
        key: format!("{round}:{dossier}"),
        data: Data::new()
            .text("product", &m.case.product_name)
            .text("producer", &m.case.producer_name)
            .text("ground", ground.as_str())
            .maybe("reasons", reason),
        href: format!("/rounds/{round}/written"),
    };
    for judge in m.judges() {
        notice::to_member(cx, tx, &judge.account_id, &told).await?;
    }
    Ok(())
}
