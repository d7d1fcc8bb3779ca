//! The package of a dossier as it is sealed: every word of its forms, its answers and the hashes of its papers.

use crate::dossier::read::whole::Dossier;
use ocop_domain::dossier::Seal;
use ocop_domain::dossier::leaves::path;
use ocop_domain::dossier::seal::{
    FORMAT, SealedAnswer, SealedCitation, SealedFile, SealedProducer, SealedProduct, SealedQuestion,
    SealedUpdate,
};
use ocop_domain::stars::Stars;

/// The package as it would be sealed under this registration number, as this submission, at an instant in milliseconds and by
/// this account.
pub(in crate::dossier) fn package(d: &Dossier, number: &str, attempt: i64, at: i64, by: &str) -> Seal {
    let s = &d.subject;
    Seal {
        format: FORMAT,
        dossier: d.id.clone(),
        kind: d.kind.as_str().into(),
        attempt,
        law: d.set.law.document().into(),
        set: d.set.id.to_string(),
        registration_number: number.into(),
        submitted_at: at,
        submitted_by: by.into(),
        producer: SealedProducer {
            id: s.producer_id.clone(),
            name: s.producer_name.clone(),
            legal_form: s.legal_form.as_str().to_owned(),
            tax_number: s.tax_number.clone(),
            registration_number: s.registration_number.clone(),
            founded_on: s.founded_on.map(|day| day.to_string()),
            representative: s.representative.clone(),
            representative_title: s.representative_title.clone(),
            representative_gender: s.representative_gender.clone(),
            representative_ethnicity: s.representative_ethnicity.clone(),
            representative_address: s.representative_address.clone(),
            phone: s.phone.clone(),
            email: s.email.clone(),
            address: s.address.clone(),
        },
        product: SealedProduct {
            id: s.product_id.clone(),
            name: s.product_name.clone(),
            category: s.category.clone(),
            brand_place: s.brand_place.clone(),
            commune: d.place.commune_code.clone(),
            commune_name: d.place.commune_name.clone(),
            province_name: d.place.province_name.clone(),
            made_at: s.made_at.clone(),
        },
        form01: d.form01.clone(),
        form02: d.form02.clone(),
        updates: d
            .updates
            .iter()
            .map(|(topic, words)| SealedUpdate { topic: topic.as_str().into(), words: words.clone() })
            .collect(),
        recognised: d.basis.as_ref().and_then(|b| b.recognised.as_ref()).map(|(at, _)| at.clone()),
        questions: d
            .findings
            .iter()
            .map(|(key, (applies, reason))| SealedQuestion {
                key: key.clone(),
                applies: *applies,
                reason: reason.clone(),
            })
            .collect(),
        answers: d
            .answers
            .iter()
            .map(|(code, option)| SealedAnswer {
                criterion: code.to_string(),
                option: *option,
                points: d.set.criterion(code).and_then(|c| c.option(*option)).map_or(0, |o| o.points.get()),
                note: d.notes.get(code).cloned(),
            })
            .collect(),
        total: d.scored.total.get(),
        band: d.scored.band,
        rank: d.scored.rank.map_or(0, Stars::get),
        files: d
            .papers
            .iter()
            .enumerate()
            .map(|(i, p)| SealedFile {
                evidence: p.id.clone(),
                kind: p.kind.as_str().into(),
                title: p.title.clone(),
                issuer: p.issuer.clone(),
                number: p.number.clone(),
                issued_on: p.issued_on.map(|x| x.to_string()),
                expires_on: p.expires_on.map(|x| x.to_string()),
                file_name: p.file_name.clone(),
                path: path(i + 1, &p.file_name),
                media_type: p.media_type.clone(),
                sha256: p.sha256.clone(),
                size: p.size,
                cited: d
                    .citations
                    .iter()
                    .filter(|c| c.evidence_id == p.id)
                    .map(|c| SealedCitation {
                        criterion: c.criterion.clone(),
                        page: c.page,
                        page_to: c.page_to,
                    })
                    .collect(),
            })
            .collect(),
        assisted: d.marks.clone(),
        confirmed: None,
    }
}
