//! What lies in the archive of a round, in which folder and under which name.

use super::invite::called;
use super::one::file_stem;
use super::printed::Format;
use super::whole::Whole;
use crate::paper::ending;
use ocop_domain::council::PaperKey;
use ocop_domain::dossier::leaves::safe_name;
use ocop_store::council::SignedRow;

/// One file of the archive.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// ASCII, in the order the archive is read in.
    pub path: String,
    pub source: Source,
}

#[derive(Debug, Clone)]
pub(super) enum Source {
    Print(PaperKey, Format),
    /// A signed copy that is stored already, by its hash.
    Kept(String),
}

fn slug(name: &str) -> String {
    safe_name(&name.replace('.', " "))
}

/// Every paper once, in the order of the folders. The same round gives the same list.
pub(super) fn plan(w: &Whole, signed: &[SignedRow]) -> Vec<Item> {
    let mut out = Vec::new();
    let mut print = |path: String, key: &PaperKey, formats: &[Format]| {
        for format in formats {
            let path = format!("{path}.{}", format.ending());
            out.push(Item { path, source: Source::Print(key.clone(), *format) });
        }
    };
    let both = [Format::Pdf, Format::Docx];
    print("1-bien-ban".into(), &PaperKey::Minutes, &[Format::Pdf]);
    print("2-bang-tong-hop-diem".into(), &PaperKey::Summary, &both);
    print("3-bao-cao-ket-qua".into(), &PaperKey::Report, &both);
    for (n, c) in (1..).zip(called(w)) {
        let path = format!("4-giay-moi/{n:02}-{}", slug(&c.name));
        print(path, &PaperKey::Invitation(c.invitee), &[Format::Pdf]);
    }
    let closed = w.cases.iter().filter(|c| c.result.is_some());
    for (n, c) in (1..).zip(closed) {
        let (case, folder) = (&c.matter.case, format!("{n:03}-{}", slug(&c.matter.case.product_name)));
        for (ballot, count) in &c.counts {
            for (place, sheet) in (1..).zip(&count.sheets) {
                let members = &c.matter.sitting.council.members;
                let name = members.iter().find(|m| m.account_id == sheet.account_id);
                let name = name.map_or_else(String::new, |m| slug(&m.name));
                let again = if *ballot > 1 { format!("-lan-{ballot}") } else { String::new() };
                let key = PaperKey::Sheet {
                    dossier: case.id.clone(),
                    member: sheet.account_id.clone(),
                    ballot: *ballot,
                };
                let path = format!("5-phieu-danh-gia/{folder}/{place:02}-{name}{again}");
                print(path, &key, &[Format::Pdf]);
            }
        }
        let key = PaperKey::Notice { dossier: case.id.clone() };
        print(format!("6-thong-bao/{folder}"), &key, &both);
    }
    for (n, s) in (1..).zip(signed) {
        let Ok(key) = s.paper.parse::<PaperKey>() else { continue };
        let ending = ending(&s.media_type);
        let about = about(w, &key);
        let path = format!("7-ban-da-ky/{n:03}-{}.{ending}", file_stem(&key, &about));
        out.push(Item { path, source: Source::Kept(s.file_hash.clone()) });
    }
    out
}

fn about(w: &Whole, key: &PaperKey) -> String {
    let case = key.dossier().and_then(|d| w.cases.iter().find(|c| c.matter.case.id == d));
    let product = case.map_or_else(String::new, |c| c.matter.case.product_name.clone());
    let member = match key {
        PaperKey::Sheet { member, .. } => {
            w.sitting.council.members.iter().find(|m| m.account_id == *member).map(|m| m.name.clone())
        }
        PaperKey::Invitation(invitee) => {
            called(w).into_iter().find(|c| c.invitee == *invitee).map(|c| c.name)
        }
        _ => None,
    };
    [Some(product), member].into_iter().flatten().collect::<Vec<_>>().join(" ").trim().to_owned()
}
