use super::access::{Objectionable, dossier, facts_of, objectionable, open_on};
use super::{tell, terms};
use crate::evidence::Paper;
use crate::evidence::{self, Filter};
use crate::national::ResultLine;
use crate::once;
use crate::prelude::*;
use crate::settings::term_end::reckoning;
use ocop_domain::calendar::Reckoning;
use ocop_domain::criteria::{self, CriteriaSet, SetId};
use ocop_domain::objection::{About, State, Terms};
use ocop_store::dossier::evidence as papers;
use ocop_store::objection::{self as store, NewObjection};
use serde::Deserialize;

/// A producer's objection as written.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct FileObjection {
    #[serde(skip)]
    pub dossier: String,
    /// `result` or `decision`.
    pub about: String,
    pub reason: String,
    /// Codes of the criteria concerned; none for the whole.
    pub criteria: Vec<String>,
    /// Papers of the producer's library.
    pub papers: Vec<String>,
    /// What kept the producer from filing in time (Luật Khiếu nại 02/2011/QH13, Điều 9).
    pub late_reason: String,
}

/// What the form offers.
pub struct FileForm {
    pub dossier_id: String,
    pub product_name: String,
    pub set: &'static CriteriaSet,
    pub result: Option<ResultLine>,
    pub against: Vec<Objectionable>,
    pub papers: Vec<Paper>,
    pub terms: Terms,
    pub reckoning: Reckoning,
    /// One that waits already.
    pub open: Option<String>,
}

fn set_of(id: &SetId) -> Result<&'static CriteriaSet, Error> {
    let set = criteria::set(id);
    set.ok_or_else(|| Error::internal(format!("no criteria set {id}")))
}

pub async fn file_form(cx: &Cx, id: &str) -> Result<FileForm, Error> {
    let d = dossier(cx.db(), id).await?;
    let about = facts_of(cx.db(), &d.commune_id, &d.producer_id).await?;
    cx.know(Act::ObjectionFile, &about)?;
    let case = ocop_store::council::cases::find(cx.db(), &d.id).await?.ok_or(Error::NotFound)?;
    let (result, against) = objectionable(cx.db(), &d).await?;
    let library = evidence::list(cx, &d.producer_id, &Filter::default(), 1, 100).await?;
    Ok(FileForm {
        dossier_id: d.id.clone(),
        product_name: case.product_name,
        set: set_of(&d.set_id)?,
        result,
        against,
        papers: library.papers,
        terms: terms(cx.db()).await?,
        reckoning: reckoning(cx.db()).await?,
        open: open_on(cx.db(), &d.id).await?.map(|o| o.id),
    })
}

/// Hands the objection in. After the term only with the reason that hindered the producer.
pub async fn file(cx: &Cx, cmd: FileObjection) -> Result<String, Error> {
    once::once(cx, filed(cx, cmd)).await
}

async fn filed(cx: &Cx, cmd: FileObjection) -> Result<String, Error> {
    cx.signed_in()?;
    let id = cx.id();
    write_tx!(cx, |tx| {
        if let Some(earlier) = once::claim(cx, &tx, &id).await? {
            return Ok(earlier);
        }
        let d = dossier(&tx, &cmd.dossier).await?;
        let facts = facts_of(&tx, &d.commune_id, &d.producer_id).await?;
        cx.know(Act::ObjectionFile, &facts)?;
        let set = set_of(&d.set_id)?;
        let mut invalid = Invalid::default();
        let about: Option<About> = cmd.about.parse().ok();
        if about.is_none() {
            invalid.add("about", "choose_one");
        }
        let reason = invalid.text("reason", &cmd.reason, 5_000);
        let late_reason = invalid.optional("late_reason", &cmd.late_reason, 2_000);
        let mut codes = Vec::new();
        for code in &cmd.criteria {
            match code.parse().ok().and_then(|code| set.criterion(&code)) {
                Some(criterion) if !criterion.is_heading() => codes.push(criterion.code.to_string()),
                _ => invalid.add("criteria", "choose_one"),
            }
        }
        codes.sort();
        codes.dedup();
        let mut chosen = cmd.papers.clone();
        chosen.sort();
        chosen.dedup();
        for id in &chosen {
            let own = papers::find(&tx, id).await?.is_some_and(|p| p.producer_id == d.producer_id);
            if !own {
                invalid.add("papers", "choose_one");
            }
        }
        invalid.ok()?;
        let about = about.ok_or_else(|| Error::field("about", "choose_one"))?;
        if open_on(&tx, &d.id).await?.is_some() {
            return Err(Error::Conflict("objection_open"));
        }
        let (result, against) = objectionable(&tx, &d).await?;
        let result = result.ok_or(Error::Conflict("objection_nothing"))?;
        let target = against.into_iter().find(|a| a.about == about);
        let target = target.ok_or_else(|| Error::field("about", "choose_one"))?;
        let terms = terms(&tx).await?;
        let today = cx.today();
        let last = reckoning(&tx).await?.due(terms.file_by(target.known)).last;
        if today > last && late_reason.is_none() {
            let args = vec![("day", last.strftime("%d/%m/%Y").to_string())];
            let mut invalid = Invalid::default();
            invalid.add_with("late_reason", "objection_late", args);
            return Err(Error::Invalid(invalid));
        }
        let due = terms.receive_by(today);
        let criteria = serde_json::to_string(&codes).map_err(Error::internal)?;
        let before = serde_json::to_string(&result).map_err(Error::internal)?;
        let new = NewObjection {
            id: &id,
            dossier_id: &d.id,
            producer_id: &d.producer_id,
            round_id: &result.round,
            about,
            decision_id: target.decision_id.as_deref(),
            reason: &reason,
            criteria: &criteria,
            late_reason: late_reason.as_deref(),
            state: State::Filed,
            filed_on: today,
            filed_by: cx.actor.id(),
            filed_at: cx.now_ms(),
            due_on: due,
            result_before: &before,
        };
        store::insert(&tx, &new).await?;
        for paper in &chosen {
            store::add_paper(&tx, &id, paper).await?;
        }
        let diff = json!({"objection": id, "about": about.as_str(), "criteria": codes, "papers": chosen.len(),
                          "result": result, "late": today > last, "due_on": due});
        for chain in [format!("objection:{id}"), format!("dossier:{}", d.id)] {
            cx.journal(&tx, &chain, Act::ObjectionFile.as_str(), &id, diff.clone()).await?;
        }
        let row = store::find(&tx, &id).await?.ok_or(Error::NotFound)?;
        tell::filed(cx, &tx, &row).await?;
        Ok(id.clone())
    })
}
