//! A re-ranking that the council judges in writing: two of its four members have answered.

use super::dossiers::{Sample, Until};
use super::filled::{filled, judgements, picks, set_of, version};
use super::kinds::listed;
use super::stage::Stage;
use crate::Error;
use crate::council::{Content, OpenWritten, Position, SaveSheet, open_written, submit_sheet};
use crate::dossier::{Propose, SaveUpdates, Submit, propose, save_updates, submit};
use ocop_domain::council::Stand;
use ocop_domain::dossier::{Kind, Topic};

/// Nothing to show where no round is open that takes it.
pub async fn asked(stage: &Stage) -> Result<(), Error> {
    let sample =
        Sample { name: "Mắm tôm Minh Họa", set: "QD26-10", until: Until::InRound, stars: 3, total: 66 };
    let product = listed(stage, sample.name, "MINH-HOA-0002").await?;
    let id = filled(stage, &sample, product, 28).await?;
    let producer = stage.by("chuthe@demo.example", 21);
    let word = |t: Topic| (t.as_str().to_owned(), "Như lần trước (nội dung hư cấu).".to_owned());
    let words = Topic::asked_of(Kind::Reranking).into_iter().map(word).collect();
    save_updates(&producer, SaveUpdates { dossier_id: id.clone(), stamp: None, words }).await?;
    submit(&producer, Submit { dossier_id: id.clone(), declared: true }).await?;
    let ward = stage.by("xa@demo.example", 12);
    let version = version(&ward, &id).await?;
    propose(&ward, Propose { dossier_id: id.clone(), version, judgements: judgements() }).await?;
    let case = ocop_store::council::cases::find(ward.db(), &id).await?;
    let Some(round) = case.and_then(|c| c.round_id) else { return Ok(()) };

    let secretary = stage.by("hoidong2@demo.example", 4);
    let cmd = OpenWritten { round: round.clone(), dossiers: vec![id.clone()], ..OpenWritten::default() };
    open_written(&secretary, cmd).await?;
    for (less, member) in ["hoidong3@demo.example", "hoidong4@demo.example"].into_iter().enumerate() {
        let less = u32::try_from(less).unwrap_or_default();
        let options = picks(set_of(&sample)?, &sample, less).into_iter().map(|(c, n)| (c, n as i64));
        let position = Position { stand: Stand::Agree.as_str().into(), ..Position::default() };
        let content = Content { options: options.collect(), position, ..Content::default() };
        let sheet = SaveSheet { round: round.clone(), dossier: id.clone(), version: 0, content };
        submit_sheet(&stage.by(member, 2), sheet).await?;
    }
    Ok(())
}
