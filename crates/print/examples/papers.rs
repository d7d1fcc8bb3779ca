//! Writes every paper with invented data into a folder, to be looked at: `cargo run -p ocop-print --example papers --
//! OUTDIR`. A person who changes a template looks at these before handing it on.

mod sample;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use ocop_print::{Form01, Form02, Form03, Minutes};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("give the folder to write the papers to")?);
    fs::create_dir_all(&folder)?;
    let papers = [
        ("certificate", ocop_print::certificate(&sample::certificate())?),
        ("certificate-long", ocop_print::certificate(&sample::long_certificate())?),
        ("minutes", ocop_print::minutes(&sample::minutes())?),
        ("minutes-empty", ocop_print::minutes(&Minutes::default())?),
        ("decision", ocop_print::decision(&sample::decision())?),
        ("decision-open", ocop_print::decision(&sample::open_decision())?),
        ("form01", ocop_print::form01(&sample::form01())?),
        ("form01-blank", ocop_print::form01(&Form01::default())?),
        ("form02", ocop_print::form02(&sample::form02())?),
        ("form02-long", ocop_print::form02(&sample::long_form02())?),
        ("form02-blank", ocop_print::form02(&Form02::default())?),
        ("form03", ocop_print::form03(&sample::form03())?),
        ("ward-meeting", ocop_print::ward_meeting(&sample::ward_meeting())?),
        ("letter", ocop_print::letter(&sample::letter())?),
        ("score-form", ocop_print::score_form(&sample::score_form())?),
        ("score-summary", ocop_print::score_summary(&sample::score_summary())?),
        ("round-report", ocop_print::round_report(&sample::round_report())?),
        ("result-notice", ocop_print::result_notice(&sample::result_notice())?),
        ("invitation", ocop_print::invitation(&sample::invitation())?),
        ("advisory-report", ocop_print::advisory_report(&sample::advisory_report())?),
        ("form03-blank", ocop_print::form03(&Form03::default())?),
    ];
    for (name, bytes) in papers {
        fs::write(folder.join(format!("{name}.pdf")), &bytes)?;
        println!("{name}.pdf {} bytes", bytes.len());
    }
    let editable = [
        ("form01", ocop_print::form01_docx(&sample::form01())?),
        ("form01-blank", ocop_print::form01_docx(&Form01::default())?),
        ("form02", ocop_print::form02_docx(&sample::form02())?),
        ("form02-long", ocop_print::form02_docx(&sample::long_form02())?),
        ("form02-blank", ocop_print::form02_docx(&Form02::default())?),
        ("form03", ocop_print::form03_docx(&sample::form03())?),
        ("ward-meeting", ocop_print::ward_meeting_docx(&sample::ward_meeting())?),
        ("letter", ocop_print::letter_docx(&sample::letter())?),
        ("score-form", ocop_print::score_form_docx(&sample::score_form())?),
        ("score-summary", ocop_print::score_summary_docx(&sample::score_summary())?),
        ("round-report", ocop_print::round_report_docx(&sample::round_report())?),
        ("result-notice", ocop_print::result_notice_docx(&sample::result_notice())?),
        ("invitation", ocop_print::invitation_docx(&sample::invitation())?),
        ("form03-blank", ocop_print::form03_docx(&Form03::default())?),
    ];
    for (name, bytes) in editable {
        fs::write(folder.join(format!("{name}.docx")), &bytes)?;
        println!("{name}.docx {} bytes", bytes.len());
    }
    fs::write(folder.join("qr.svg"), ocop_print::qr_svg("https://ocop.example/v/12-2026-OCOP-MH")?)?;
    Ok(())
}
