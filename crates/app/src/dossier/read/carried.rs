//! What still stands as it was carried over from the package the dossier began from.

use super::whole::Dossier;
use crate::dossier::access::set_of;
use ocop_domain::criteria::CriterionCode;
use ocop_domain::dossier::compare::form_texts;

impl Dossier {
    /// The answer was carried over and is as it was.
    pub fn answer_carried(&self, code: &CriterionCode) -> bool {
        let Some(basis) = self.basis.as_ref().filter(|b| b.was_carried("answer", code.as_str())) else {
            return false;
        };
        let was = basis.source.iter().flat_map(|s| &s.answers).find(|a| a.criterion == code.as_str());
        let text = |option: usize, set: &ocop_domain::criteria::CriteriaSet| {
            set.criterion(code).and_then(|c| c.option(option)).map(|o| o.text.clone())
        };
        let old_set = basis.source.as_ref().and_then(|s| set_of(&s.set).ok());
        match (was, self.answers.get(code), old_set) {
            (Some(was), Some(now), Some(old)) => {
                text(was.option, old) == text(*now, self.set) && was.note.as_ref() == self.notes.get(code)
            }
            _ => false,
        }
    }

    /// The text of Mẫu số 02 was carried over and is as it was.
    pub fn text_carried(&self, field: &str) -> bool {
        let Some(basis) = self.basis.as_ref().filter(|b| b.was_carried("text", field)) else { return false };
        let find = |texts: Vec<(&'static str, String)>| texts.into_iter().find(|(n, _)| *n == field);
        let was = basis.source.as_ref().and_then(|s| find(form_texts(&s.form02)));
        was.is_some() && was == find(form_texts(&self.form02))
    }

    /// The citation was carried over and the paper is the one that was cited.
    pub fn citation_carried(&self, criterion: &str, evidence: &str) -> bool {
        let item = format!("{criterion}|{evidence}");
        let Some(basis) = self.basis.as_ref().filter(|b| b.was_carried("paper", &item)) else { return false };
        let was = basis.source.iter().flat_map(|s| &s.files).find(|f| f.evidence == evidence);
        let page = self.citations.iter().find(|c| c.evidence_id == evidence && c.criterion == criterion);
        match (was, page, self.paper(evidence)) {
            (Some(was), Some(now), Some(paper)) => {
                was.sha256 == paper.sha256
                    && was
                        .cited
                        .iter()
                        .any(|c| c.criterion == criterion && (c.page, c.page_to) == (now.page, now.page_to))
            }
            _ => false,
        }
    }
}
