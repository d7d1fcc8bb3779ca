//! The papers of a round: nothing before it is closed but invitations and one's own form, numbers, signed copies, and the
//! archive that survives a restart.

use super::{FAR, Session, content};
use crate::support::{HCMC, LAM_DONG, World, on_each_engine};
use jiff::civil::date;
use ocop_app::council::*;
use ocop_app::job::Runner;
use ocop_app::paper::SentFile;
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_store::args;
use std::io::{Cursor, Read};

/// The least a PDF can be: one empty page.
fn scan(words: &str) -> Vec<SentFile> {
    let bytes = format!(
        "%PDF-1.4\n%% {words}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>\
         endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    );
    vec![SentFile { name: "phieu.pdf".into(), bytes: bytes.into_bytes(), cut: false }]
}

fn sheet(dossier: &str, who: &str) -> String {
    format!("sheet.{dossier}.{who}.1")
}

/// Two dossiers, scored by all three; the second one short of a star mark on which all agree.
async fn scored(w: &World) -> Session {
    let s = w.in_session(&["d1", "d2"]).await;
    w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
    let mut with_reasons = content(FAR);
    with_reasons.reasons.insert(FAR[0].into(), "Hợp đồng đã hết hạn.".into());
    with_reasons.opinion = "Cần bổ sung hợp đồng.".into();
    for who in ["chair", "sec", "mem"] {
        w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        w.hand_in(&s, who, "d2", with_reasons.clone()).await.unwrap();
    }
    for (code, option) in content(&[]).options {
        let sql = "INSERT INTO dossier_answer (dossier_id, criterion, option_no) VALUES ('d2', $1, $2)";
        w.cx.db().exec(sql, args![code, option]).await.unwrap();
    }
    s
}

/// One dossier, closed: enough for an archive.
async fn small(w: &World) -> Session {
    let s = w.in_session(&["d1"]).await;
    w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
    for who in ["chair", "sec", "mem"] {
        w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
    }
    assert!(w.close(&s, "d1").await.unwrap().round_closed);
    s
}

async fn closed(w: &World) -> Session {
    let s = scored(w).await;
    w.close(&s, "d1").await.unwrap();
    assert!(w.close(&s, "d2").await.unwrap().round_closed);
    s
}

fn denied<T>(r: &Result<T, Error>) -> bool {
    matches!(r, Err(Error::Forbidden | Error::SignIn))
}

async fn pdf(cx: &Cx, s: &Session, paper: &str) -> Result<Vec<u8>, Error> {
    Ok(paper_file(cx, &s.round, paper, Format::Pdf).await?.bytes)
}

/// The words of a DOCX, without its tags.
pub(super) async fn words(cx: &Cx, s: &Session, paper: &str) -> String {
    let bytes = paper_file(cx, &s.round, paper, Format::Docx).await.unwrap().bytes;
    let mut xml = String::new();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut out = String::new();
    let mut inside = false;
    for c in xml.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

#[tokio::test]
async fn before_closing_there_are_invitations_and_ones_own_form_and_nothing_else() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
        let (chair, mem, office) = (w.member("chair"), w.member("mem"), w.province_office());
        // A draft is no paper, not even for its own member.
        let draft =
            SaveSheet { round: s.round.clone(), dossier: "d1".into(), version: 0, content: content(&[]) };
        save_sheet(&mem, draft).await.unwrap();
        assert!(matches!(pdf(&mem, &s, &sheet("d1", "mem")).await, Err(Error::NotFound | Error::Hidden)));
        w.hand_in(&s, "mem", "d1", content(&[])).await.unwrap();
        w.hand_in(&s, "chair", "d1", content(&[])).await.unwrap();
        assert!(pdf(&mem, &s, &sheet("d1", "mem")).await.unwrap().starts_with(b"%PDF"));
        for (who, cx) in [
            ("chair", &chair),
            ("office", &office),
            ("auditor", &w.as_role("a", Role::Auditor, Scope::Nation)),
        ] {
            // Handed in by both or not: the form of another is no paper yet, nor is what all come to.
            for paper in [sheet("d1", "mem").as_str(), "summary", "report", "notice.d1"] {
                assert!(denied(&pdf(cx, &s, paper).await), "{who} {paper} on {}", w.engine);
            }
            assert!(denied(&ask_bundle(cx, &s.round).await), "{who}");
            assert!(denied(&show_bundle(cx, &s.round).await), "{who}");
        }
        assert!(denied(&pdf(&mem, &s, &sheet("d1", "chair")).await));
        assert!(denied(&show_papers(&w.public(), &s.round, 1).await));
        let mine = show_papers(&mem, &s.round, 1).await.unwrap();
        assert_eq!((mine.own.len(), mine.invitees.len(), mine.bundle.is_some()), (0, 0, false));
        let forms: Vec<_> = mine.products[0].forms.iter().map(|f| f.paper.key.to_string()).collect();
        assert_eq!(forms, [sheet("d1", "mem")]);
        assert!(mine.products[0].notice.is_none());
        let seen = show_papers(&office, &s.round, 1).await.unwrap();
        assert!(seen.products[0].forms.is_empty(), "the office sees no form before closing");
        assert_eq!(seen.invitees.len(), 3);
        assert!(pdf(&office, &s, "invitation.member.mem").await.unwrap().starts_with(b"%PDF"));
        assert!(denied(&pdf(&mem, &s, "invitation.member.mem").await));
        let early = NumberPaper { round: s.round.clone(), paper: "report".into(), ..NumberPaper::default() };
        assert!(denied(&number_paper(&office, early).await));
    })
    .await;
}

#[tokio::test]
async fn invitations_say_when_and_where_and_go_out_under_one_number() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        let office = w.province_office();
        let version = show_session(&office, &s.round).await.unwrap().round.version;
        let cmd = SetSession {
            round: s.round.clone(),
            version,
            meets_on: "20/11/2026".into(),
            starts_at: "8h30".into(),
            place: "Phòng họp Mẫu".into(),
            agenda: "Nghe báo cáo\nChấm điểm".into(),
            guests: "Bà Ví Dụ, chuyên gia\n\n".into(),
        };
        assert!(denied(&set_session(&w.member("mem"), cmd.clone()).await));
        let other = w.as_role("x", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        assert!(denied(&set_session(&other, cmd.clone()).await));
        let wrong = SetSession { starts_at: "sáng".into(), meets_on: "31/02/2026".into(), ..cmd.clone() };
        let Err(Error::Invalid(i)) = set_session(&office, wrong).await else { panic!() };
        assert_eq!(i.0.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["meets_on", "starts_at"]);
        set_session(&office, cmd.clone()).await.unwrap();
        assert!(matches!(set_session(&office, cmd).await, Err(Error::Conflict("stale"))));
        let number = |paper: &str, stamp: i64, number: &str| NumberPaper {
            round: s.round.clone(),
            paper: paper.into(),
            stamp,
            number: number.into(),
            dated_on: "05/10/2026".into(),
        };
        number_paper(&office, number("invitation.guest.1", 0, "7")).await.unwrap();
        let late = number_paper(&office, number("invitation.member.mem", 0, "8")).await;
        assert!(matches!(late, Err(Error::Conflict("stale"))), "one number for all");
        let Err(Error::Invalid(i)) = number_paper(&office, number("invitation.guest.1", 0, "x")).await else {
            panic!()
        };
        assert_eq!(i.0[0].field, "number");
        let letter = words(&office, &s, "invitation.guest.1").await;
        for part in [
            "08 giờ 30, ngày 20 tháng 11 năm 2026",
            "Bà Ví Dụ",
            "07/GM-HĐOCOP",
            "1. Nghe báo cáo.",
            "Mật ong Mẫu",
        ] {
            assert!(letter.contains(part), "{part} on {}: {letter}", w.engine);
        }
        let missing = pdf(&office, &s, "invitation.guest.2").await;
        assert!(matches!(missing, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}

#[tokio::test]
async fn a_closed_round_has_its_papers_for_those_who_may_read_them() {
    on_each_engine(async |w| {
        let s = closed(&w).await;
        let (chair, mem, office) = (w.member("chair"), w.member("mem"), w.province_office());
        let auditor = w.as_role("auditor", Role::Auditor, Scope::Nation);
        let stranger = w.as_role("x", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        for (cx, reads) in
            [(&chair, true), (&office, true), (&auditor, true), (&mem, false), (&stranger, false)]
        {
            for paper in ["summary", "report", "notice.d2"] {
                assert_eq!(pdf(cx, &s, paper).await.is_ok(), reads, "{paper} on {}", w.engine);
            }
        }
        assert!(pdf(&office, &s, "minutes").await.is_ok());
        assert!(pdf(&office, &s, &sheet("d2", "mem")).await.is_ok());
        assert!(pdf(&mem, &s, &sheet("d2", "chair")).await.is_ok(), "members may read each other now");
        assert!(denied(&pdf(&stranger, &s, &sheet("d2", "mem")).await));
        assert!(matches!(pdf(&office, &s, "sheet.d2.mem.2").await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(pdf(&office, &s, "nothing").await, Err(Error::NotFound | Error::Hidden)));

        let summary = words(&office, &s, "summary").await;
        assert!(summary.contains("100,00") && summary.contains("Nguyễn Văn Mẫu mem"), "{summary}");
        let report = words(&office, &s, "report").await;
        assert!(report.contains("sao") && report.contains("Biên bản số 1/BB-HĐOCOP"), "{report}");
        let notice = words(&office, &s, "notice.d2").await;
        for part in ["Hợp đồng đã hết hạn.", "Cần bổ sung hợp đồng.", "100 trên 100", "khiếu nại"]
        {
            assert!(notice.contains(part), "{part} on {}: {notice}", w.engine);
        }
        assert!(!notice.contains("Nguyễn Văn Mẫu"), "reasons stand without names");
        assert!(!words(&office, &s, "notice.d1").await.contains("thấp hơn"), "nothing was lowered");
        let form = words(&office, &s, &sheet("d2", "mem")).await;
        assert!(form.contains("Hợp đồng đã hết hạn.") && form.contains("không đạt mức nào"), "{form}");
        assert_eq!(
            pdf(&office, &s, &sheet("d2", "mem")).await.unwrap(),
            pdf(&mem, &s, &sheet("d2", "mem")).await.unwrap()
        );
    })
    .await;
}

#[tokio::test]
async fn a_signed_copy_is_kept_beside_the_printed_paper_and_so_is_the_former_one() {
    on_each_engine(async |w| {
        let s = closed(&w).await;
        let (sec, mem, office) = (w.member("sec"), w.member("mem"), w.province_office());
        let paper = sheet("d1", "mem");
        let cmd = |stands: &str, on: &str, files: Vec<SentFile>| AttachSigned {
            round: s.round.clone(),
            paper: paper.clone(),
            stands: stands.into(),
            signed_on: on.into(),
            files,
        };
        let auditor = w.as_role("auditor", Role::Auditor, Scope::Nation);
        for cx in [&mem, &auditor] {
            assert!(denied(&attach_signed(cx, cmd("", "05/10/2026", scan("a"))).await));
        }
        let text = vec![SentFile { name: "x.pdf".into(), bytes: b"no paper".to_vec(), cut: false }];
        let Err(Error::Invalid(i)) = attach_signed(&office, cmd("", "06/10/2026", text)).await else {
            panic!()
        };
        assert_eq!(i.0.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["signed_on", "file"]);
        attach_signed(&sec, cmd("", "05/10/2026", scan("a"))).await.unwrap();
        assert!(matches!(
            attach_signed(&sec, cmd("", "05/10/2026", scan("b"))).await,
            Err(Error::Conflict("stale"))
        ));
        let first = show_paper(&office, &s.round, &paper).await.unwrap().signed.remove(0);
        attach_signed(&office, cmd(&first.id, "05/10/2026", scan("b"))).await.unwrap();
        let all = show_paper(&mem, &s.round, &paper).await.unwrap().signed;
        assert_eq!(all.len(), 2);
        assert_eq!(all.iter().filter(|x| x.replaced_at.is_none()).count(), 1);
        for copy in &all {
            assert!(signed_file(&mem, &s.round, &paper, &copy.id).await.unwrap().bytes.starts_with(b"%PDF"));
        }
        let stranger = w.as_role("x", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        assert!(denied(&signed_file(&stranger, &s.round, &paper, &first.id).await));
        let elsewhere = signed_file(&office, &s.round, &sheet("d2", "mem"), &first.id).await;
        assert!(matches!(elsewhere, Err(Error::NotFound | Error::Hidden)));
        let told = show_papers(&office, &s.round, 1).await.unwrap();
        let signed = told.products.iter().flat_map(|p| &p.forms).filter(|f| f.paper.signed.is_some()).count();
        assert_eq!(signed, 1);
    })
    .await;
}

async fn zipped(cx: &Cx, s: &Session) -> Vec<String> {
    let file = bundle_file(cx, &s.round).await.unwrap().file;
    let bytes = file.bytes().await.unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap().into_owned()).collect();
    let mut sums = String::new();
    zip.by_name("SHA256SUMS").unwrap().read_to_string(&mut sums).unwrap();
    for line in sums.lines() {
        let (sum, path) = line.split_once("  ").unwrap();
        let mut bytes = Vec::new();
        zip.by_name(path).unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(ocop_domain::journal::sha256(&bytes), sum, "{path}");
    }
    names
}

#[tokio::test]
async fn all_papers_are_made_once_into_one_archive_and_anew_when_something_changed() {
    on_each_engine(async |w| {
        let s = small(&w).await;
        let (chair, mem, office) = (w.member("chair"), w.member("mem"), w.province_office());
        assert!(denied(&ask_bundle(&mem, &s.round).await));
        let auditor = w.as_role("auditor", Role::Auditor, Scope::Nation);
        assert!(denied(&ask_bundle(&auditor, &s.round).await), "an auditor changes nothing");
        assert!(denied(&make_bundle(&office, "x", 1).await));
        assert!(matches!(bundle_file(&office, &s.round).await, Err(Error::NotFound | Error::Hidden)));
        ask_bundle(&office, &s.round).await.unwrap();
        ask_bundle(&chair, &s.round).await.unwrap();
        assert_eq!(show_bundle(&auditor, &s.round).await.unwrap().state, BundleState::Waiting);
        assert_eq!(jobs(&w).await, 1, "asked twice, made once");
        assert_eq!(jobs(&w).await, 0);
        let names = zipped(&auditor, &s).await;
        // Minutes, summary and report (5), 3 invitations, 3 forms, a notice (2), the sums.
        assert_eq!(names.len(), 14, "{names:?}");
        assert!(names.iter().all(|n| n.is_ascii()));
        assert!(denied(&bundle_file(&mem, &s.round).await));
        let first = show_bundle(&office, &s.round).await.unwrap();
        assert_eq!(
            (first.state, first.outdated, first.done, first.total),
            (BundleState::Ready, false, 13, 13)
        );
        ask_bundle(&office, &s.round).await.unwrap();
        assert_eq!(jobs(&w).await, 0, "nothing has changed");

        let cmd = NumberPaper {
            round: s.round.clone(),
            paper: "report".into(),
            stamp: 0,
            number: "12".into(),
            dated_on: "05/10/2026".into(),
        };
        number_paper(&office, cmd).await.unwrap();
        assert!(show_bundle(&office, &s.round).await.unwrap().outdated);
        w.on(date(2026, 10, 6));
        ask_bundle(&office, &s.round).await.unwrap();
        assert_eq!(zipped(&office, &s).await.len(), 14, "the former one stays until the new one is there");
        assert_eq!(jobs(&w).await, 1);
        let second = show_bundle(&office, &s.round).await.unwrap();
        assert!(!second.outdated && second.ready != first.ready);
        let sql = "SELECT COUNT(*) AS n FROM council_bundle";
        assert_eq!(w.cx.db().number(sql, vec![]).await.unwrap(), 1, "the former one is gone");
        assert_eq!(made(&w), 1, "and so are its files and all pieces");
    })
    .await;
}

/// Files that lie among those the program made.
fn made(w: &World) -> usize {
    std::fs::read_dir(w.files_dir().join("made")).map_or(0, Iterator::count)
}

/// How many runs the jobs that acts entered have taken.
async fn jobs(w: &World) -> usize {
    Runner::new(w.cx.clone(), ocop_app::jobs::all()).unwrap().run_due().await.unwrap()
}

#[tokio::test]
async fn an_archive_that_cannot_be_made_is_given_up_and_can_be_asked_for_anew() {
    on_each_engine(async |w| {
        let s = small(&w).await;
        let office = w.province_office();
        ask_bundle(&office, &s.round).await.unwrap();
        // A job that was dropped, or that no act entered yet, is entered at the next start.
        let db = w.cx.db();
        db.exec("DELETE FROM job", vec![]).await.unwrap();
        for _ in 0..2 {
            take_up_bundles(&w.cx).await.unwrap();
        }
        db.exec("UPDATE round SET rules = '!' || rules", vec![]).await.unwrap();
        for day in 6..11 {
            assert_eq!(jobs(&w).await, 1, "not at once again");
            w.on(date(2026, 10, day));
        }
        assert_eq!(jobs(&w).await, 0);
        db.exec("UPDATE round SET rules = SUBSTR(rules, 2)", vec![]).await.unwrap();
        let row = ocop_store::job::list(db, 10).await.unwrap().remove(0);
        assert_eq!((row.state.as_str(), row.failed), ("done", Some(1)), "{row:?}");
        assert!(row.problem.is_some(), "the administrator sees why");
        assert_eq!(show_bundle(&office, &s.round).await.unwrap().state, BundleState::Failed, "{}", w.engine);
        ask_bundle(&office, &s.round).await.unwrap();
        assert_eq!(jobs(&w).await, 1);
        assert_eq!(show_bundle(&office, &s.round).await.unwrap().state, BundleState::Ready);
    })
    .await;
}

#[tokio::test]
async fn an_archive_cut_off_goes_on_where_it_was() {
    on_each_engine(async |w| {
        let s = small(&w).await;
        let office = w.province_office();
        ask_bundle(&office, &s.round).await.unwrap();
        // Another node took it, made one paper, and was stopped.
        let db = w.cx.db();
        let now = w.cx.now_ms();
        db.exec("UPDATE council_bundle SET total = 13, done = 1", vec![]).await.unwrap();
        let job = ocop_store::job::list(db, 10).await.unwrap().remove(0);
        ocop_store::job::claim(db, &job, now, now + 60_000).await.unwrap();
        let id = ocop_store::council::bundles::of_round(db, &s.round).await.unwrap().remove(0).id;
        let path = "2-bang-tong-hop-diem.pdf";
        let name = format!("{id}.{}", ocop_domain::journal::sha256(path.as_bytes()));
        w.cx.store.files.put_made(&name, b"made before".to_vec()).await.unwrap();
        let piece = ocop_store::council::PieceRow { path: path.into(), size: 11, sha256: "x".into() };
        ocop_store::council::bundles::note_piece(db, &id, &piece, 1).await.unwrap();
        assert_eq!(jobs(&w).await, 0, "it is claimed");
        w.on(date(2026, 10, 6));
        assert_eq!(jobs(&w).await, 1, "its time is over on {}", w.engine);
        let file = bundle_file(&office, &s.round).await.unwrap().file;
        let bytes = file.bytes().await.unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        let mut kept = String::new();
        zip.by_name(path).unwrap().read_to_string(&mut kept).unwrap();
        assert_eq!(kept, "made before", "what was made is not made again");
        assert_eq!(made(&w), 1);

        // A piece that is noted but lost on disk is made anew.
        w.on(date(2026, 10, 7));
        let cmd = NumberPaper {
            round: s.round.clone(),
            paper: "summary".into(),
            stamp: 0,
            number: "3".into(),
            dated_on: "07/10/2026".into(),
        };
        number_paper(&office, cmd).await.unwrap();
        ask_bundle(&office, &s.round).await.unwrap();
        let id = ocop_store::council::bundles::of_round(db, &s.round).await.unwrap().remove(0).id;
        ocop_store::council::bundles::note_piece(db, &id, &piece, 1).await.unwrap();
        assert_eq!(jobs(&w).await, 1);
        assert_eq!(zipped(&office, &s).await.len(), 14);
    })
    .await;
}

#[tokio::test]
async fn who_stepped_aside_gets_no_paper_of_that_dossier_and_not_all_at_once() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1", "d2"]).await;
        w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
        let aside = StepAside {
            round: s.round.clone(),
            dossier: "d1".into(),
            tie: "other".into(),
            reason: "Người quen của chủ thể".into(),
        };
        step_aside(&w.member("sec"), aside).await.unwrap();
        for who in ["chair", "sec", "mem"] {
            if who != "sec" {
                w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
            }
            w.hand_in(&s, who, "d2", content(&[])).await.unwrap();
        }
        w.close(&s, "d1").await.unwrap();
        w.close(&s, "d2").await.unwrap();
        let sec = w.member("sec");
        assert!(pdf(&sec, &s, "notice.d2").await.is_ok());
        for paper in ["notice.d1", sheet("d1", "mem").as_str()] {
            assert!(denied(&pdf(&sec, &s, paper).await), "{paper} on {}", w.engine);
        }
        assert!(denied(&show_bundle(&sec, &s.round).await));
        let seen = show_papers(&sec, &s.round, 1).await.unwrap();
        let of = |id: &str| seen.products.iter().find(|p| p.dossier == id).unwrap();
        assert!(of("d1").forms.is_empty() && of("d1").notice.is_none() && of("d2").notice.is_some());
        assert!(seen.bundle.is_none());
        let scope = Scope::Province(HCMC.into());
        assert!(show_bundle(&w.as_role("office", Role::ProvinceOffice, scope), &s.round).await.is_ok());
    })
    .await;
}
