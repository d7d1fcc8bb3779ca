//! Whether a dossier that has left its producer still reads as it was sealed: forms, answers, findings, papers and where they
//! are cited. What the council judges is what was handed in (Điều 6(1)a, 26/2026).

use super::package;
use crate::dossier::access::load;
use crate::dossier::read::sealed_facts;
use crate::dossier::read::show::assemble;
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::dossier::Seal;
use ocop_domain::dossier::seal::SealedFile;

/// How often a dossier that is being written is looked at anew.
const LOOKS: usize = 5;

/// The parts that differ from the last seal; none of a dossier its producer has in hand.
pub(crate) async fn differing(cx: &Cx, dossier_id: &str) -> Result<Vec<&'static str>, Error> {
    let mut found = Vec::new();
    for _ in 0..LOOKS {
        let loaded = load(cx, cx.db(), dossier_id, Act::DossierView).await?;
        let version = loaded.row.version;
        if loaded.state.editable() {
            return Ok(Vec::new());
        }
        let Some(seal) = sealed_facts::last(cx.db(), dossier_id).await? else { return Ok(Vec::new()) };
        let dossier = assemble(cx, cx.db(), loaded).await?;
        let now = package::package(
            &dossier,
            &seal.registration_number,
            seal.attempt,
            seal.submitted_at,
            &seal.submitted_by,
        );
        found = parts(&seal, &now);
        if found.is_empty() || load(cx, cx.db(), dossier_id, Act::DossierView).await?.row.version == version {
            break;
        }
    }
    Ok(found)
}

fn parts(sealed: &Seal, now: &Seal) -> Vec<&'static str> {
    let held = [
        ("form 01", sealed.form01 == now.form01),
        ("form 02", sealed.form02 == now.form02),
        ("what is new", sealed.updates == now.updates),
        ("findings", sealed.questions == now.questions),
        ("answers", sealed.answers == now.answers),
        ("papers", sealed.files.iter().map(cited).eq(now.files.iter().map(cited))),
    ];
    held.into_iter().filter(|(_, same)| !same).map(|(part, _)| part).collect()
}

/// A paper without its way in the downloaded package, which packages of format 1 do not name.
fn cited(file: &SealedFile) -> SealedFile {
    SealedFile { path: String::new(), ..file.clone() }
}
