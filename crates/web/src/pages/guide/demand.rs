//! What each criterion of a set demands, as the public guide and the checklist of a dossier draw it.

use crate::page::{Link, Page};
use ocop_app::guide::{GuideText, Texts};
use ocop_domain::criteria::{CriteriaSet, NoteKind, OptionRow, Scorable};
use ocop_domain::dossier::EvidenceKind;
use ocop_domain::guide::papers_for;

pub struct Part {
    pub code: String,
    pub name: String,
    pub groups: Vec<Group>,
}

pub struct Group {
    pub code: String,
    pub name: String,
    pub criteria: Vec<Demand>,
}

pub struct Demand {
    pub code: String,
    pub name: String,
    pub max: u32,
    pub remarks: Vec<String>,
    pub options: Vec<Opt>,
    /// The kinds of paper that prove it.
    pub kinds: Vec<&'static str>,
    pub said: Said,
    /// The word and tone of where a dossier stands; none without a dossier.
    pub standing: Option<(String, &'static str)>,
    pub papers: Vec<Paper>,
    /// Where to answer, attach a paper, write a text; empty where the reader cannot.
    pub answer_href: String,
    pub paper_href: String,
    pub edit_href: String,
}

pub struct Opt {
    pub number: usize,
    /// "3 điểm", or that the source cannot be read there.
    pub points: String,
    pub text: String,
    pub mark: String,
    /// Printed above the first option of a case.
    pub case: String,
    pub picked: bool,
    pub said: Said,
}

pub struct Paper {
    pub href: String,
    pub title: String,
    /// "" or what is to be said of its last day, with a tone.
    pub until: String,
    pub tone: &'static str,
}

/// An office's words, as rows and links; empty where nothing was said.
#[derive(Default)]
pub struct Said {
    pub rows: Vec<(String, String)>,
    pub links: Vec<Link>,
}

impl Said {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.links.is_empty()
    }

    pub fn of(page: &Page, text: Option<&GuideText>) -> Said {
        let Some(text) = text else { return Said::default() };
        let rows = [
            ("guide.text.issuer", &text.issuer),
            ("guide.text.duration", &text.duration),
            ("guide.text.cost", &text.cost),
            ("guide.text.advice", &text.advice),
        ];
        let links = [("guide.text.guide_link", &text.guide_link), ("guide.text.film_link", &text.film_link)];
        Said {
            rows: rows.into_iter().filter_map(|(key, value)| Some((page.say(key), value.clone()?))).collect(),
            links: links
                .into_iter()
                .filter_map(|(key, value)| Some(Link::new(value.clone()?, page.t(key))))
                .collect(),
        }
    }
}

/// Every criterion in printed order; `finish` adds what is known of a reader's dossier or leave to write.
pub fn parts(
    page: &Page,
    set: &CriteriaSet,
    texts: &Texts,
    finish: impl Fn(&Scorable<'_>, &mut Demand),
) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for leaf in set.scorable() {
        let code = format!("{:?}", leaf.part.code);
        if out.last().is_none_or(|part| part.code != code) {
            out.push(Part { code, name: leaf.part.name.clone(), groups: vec![] });
        }
        let top = leaf.headings.first().copied().unwrap_or(leaf.criterion);
        let Some(part) = out.last_mut() else { continue };
        if part.groups.last().is_none_or(|group| group.code != top.code.as_str()) {
            part.groups.push(Group { code: top.code.to_string(), name: top.name.clone(), criteria: vec![] });
        }
        let mut demand = demand(page, &leaf, texts);
        finish(&leaf, &mut demand);
        if let Some(group) = part.groups.last_mut() {
            group.criteria.push(demand);
        }
    }
    out
}

fn points(page: &Page, row: &OptionRow) -> String {
    match row.printed() {
        Some(points) => format!("{points} {}", page.t("common.score.points")),
        None => page.say("common.score.illegible"),
    }
}

fn demand(page: &Page, leaf: &Scorable<'_>, texts: &Texts) -> Demand {
    let c = leaf.criterion;
    let mut case = None;
    let options = c.options.iter().map(|o| {
        let first = o.case != case;
        case.clone_from(&o.case);
        let title = o.case.as_ref().filter(|_| first).and_then(|k| c.cases.get(k)).cloned();
        let mark = o.min_star.map(|n| say!(page, "dossier.score.mark", n));
        Opt {
            number: o.number,
            points: points(page, o),
            text: o.text.clone(),
            mark: mark.unwrap_or_default(),
            case: title.unwrap_or_default(),
            picked: false,
            said: Said::of(page, texts.on(&c.code, o.number)),
        }
    });
    let told = |kind: NoteKind| {
        use NoteKind::{AppliesOnlyIf, ChooseOneCase, Note, Requirement};
        matches!(kind, Requirement | Note | AppliesOnlyIf | ChooseOneCase)
    };
    Demand {
        code: c.code.to_string(),
        name: c.name.clone(),
        max: c.max.get(),
        remarks: c.notes.iter().filter(|n| told(n.kind) || n.computed()).map(|n| n.text.clone()).collect(),
        options: options.collect(),
        kinds: papers_for(c).into_iter().map(EvidenceKind::vietnamese).collect(),
        said: Said::of(page, texts.on(&c.code, 0)),
        standing: None,
        papers: vec![],
        answer_href: String::new(),
        paper_href: String::new(),
        edit_href: String::new(),
    }
}
