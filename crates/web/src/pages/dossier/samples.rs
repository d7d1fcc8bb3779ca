//! `/dossiers/{id}/samples`: the five sample products, where each one is and through whose hands it went.

use super::words::page_below;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier, HandleSamples, Sample, SampleStepRow as StepRow, Samples};
use ocop_domain::dossier::sample::{SampleState, SampleStep};

struct Row {
    number: i64,
    name: String,
    label: String,
    state: (String, &'static str),
    /// (when, what, who), oldest first.
    steps: Vec<(String, String, String)>,
}

typed!(HandleSamples => "dossier/samples.html", "samples");
#[derive(Template)]
#[template(path = "dossier/samples.html")]
struct SamplesPage {
    page: Page,
    form: Form,
    rows: Vec<Row>,
    numbers: Vec<Choice>,
    steps: Vec<Choice>,
    may_handle: bool,
    labels: bool,
    d: Dossier,
}

fn what(page: &Page, step: &StepRow) -> String {
    let what = page.say(&format!("kinds.samples.step.{}", step.step.as_str()));
    let others = [step.counterpart.as_deref(), step.note.as_deref()];
    let with: Vec<&str> = others.into_iter().flatten().collect();
    if with.is_empty() { what } else { format!("{what}: {}", with.join("; ")) }
}

/// What happened to a sample last, in one line.
pub(in crate::pages) fn last_hand(page: &Page, s: &Sample) -> String {
    let Some(step) = s.steps.last() else { return String::new() };
    format!("{} · {}; {}", page.moment(step.at), what(page, step), step.by_name)
}

fn row(page: &Page, s: &Sample) -> Row {
    let tone = match s.state {
        SampleState::Expected => "quiet",
        SampleState::HandedOver => "wait",
        SampleState::UsedUp | SampleState::Returned => "good",
        _ => "info",
    };
    let steps = s.steps.iter().map(|step| (page.moment(step.at), what(page, step), step.by_name.clone()));
    Row {
        number: s.number,
        name: say!(page, "kinds.samples.nth", n = s.number),
        label: s.label.clone(),
        state: (page.say(&format!("kinds.samples.state.{}", s.state.as_str())), tone),
        steps: steps.collect(),
    }
}

fn render(visit: &Visit, found: Samples, form: Form) -> SamplesPage {
    let Samples { dossier: d, samples, may_handle } = found;
    let page = page_below(visit, &d, "kinds.samples.title");
    let open = samples.iter().filter(|s| !s.state.ended());
    let numbers: Vec<Choice> = open
        .map(|s| {
            let name = say!(page, "kinds.samples.nth", n = s.number);
            Choice::new(s.number.to_string(), name)
                .hint(page.t(&format!("kinds.samples.state.{}", s.state.as_str())))
        })
        .collect();
    let fits = |step: &SampleStep| samples.iter().any(|s| s.state.after(*step).is_some());
    let steps = SampleStep::ALL.into_iter().filter(fits);
    SamplesPage {
        rows: samples.iter().map(|s| row(&page, s)).collect(),
        steps: steps
            .map(|s| Choice::new(s.as_str(), page.t(&format!("kinds.samples.step.{}", s.as_str()))))
            .collect(),
        may_handle: may_handle && !numbers.is_empty(),
        numbers,
        labels: d.registration_number.is_some() && !samples.is_empty(),
        page,
        form,
        d,
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let found = dossier::samples(&visit.cx, &id).await?;
    let mut form = Form::new();
    let open = found.samples.iter().filter(|s| !s.state.ended()).map(|s| s.number.to_string());
    form.set_all("samples", open.collect::<Vec<_>>());
    Ok(Html(render(&visit, found, form)).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = HandleSamples {
        dossier_id: id.clone(),
        numbers: fields.all("samples").map(str::to_owned).collect(),
        ..fields.read()?
    };
    match dossier::handle_samples(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/dossiers/{id}/samples"), "kinds.samples.saved")),
        Err(e) => {
            let form = visit.refused(&fields, e)?;
            let found = dossier::samples(&visit.cx, &id).await?;
            again(render(&visit, found, form))
        }
    }
}
