//! Mẫu số 01, 02 and 03 as papers, from the sealed package or from the draft.

use crate::clock::day_of;
use crate::dossier::access::{Loaded, load, set_of};
use crate::dossier::read::show::assemble;
use crate::dossier::seal::changes::recognised_of;
use crate::dossier::seal::package::package;
use crate::dossier::seal::received::received_on;
use crate::paper_words::SPECIMEN;
use crate::producer::Private as _;
use crate::typeset::typeset;
use crate::{Cx, Error};
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_domain::account::Act;
use ocop_domain::area::{before_date, within_sentence};
use ocop_domain::criteria::{CriteriaSet, CriterionCode, Scorable};
use ocop_domain::dossier::seal::{SealedAnswer, SealedCitation, SealedFile, short};
use ocop_domain::dossier::{EvidenceKind, Kind, Seal};
use ocop_domain::producer::LegalForm;
use ocop_print as print;
use ocop_store::dossier::check as checks;
use ocop_store::dossier::seal::{self as seals, SealRow};

/// What the papers are printed from: the sealed package, or the draft as it would be sealed now.
struct Source {
    seal: Seal,
    /// The package its product was recognised by.
    before: Option<Seal>,
    /// Seal and day of submission; none of a draft.
    sealed: Option<(String, Option<Date>)>,
    /// The day the submission counts as received (Điều 7(2), 26/2026); none of a draft.
    received: Option<Date>,
    /// The producer's contacts are masked for this reader: what is printed is not what was sealed.
    masked: bool,
    /// Distinguishes one state of a draft from the next.
    version: i64,
    invented: bool,
    base_url: String,
}

/// One paper of the package, with the place it lies at.
pub(in crate::dossier) struct Sheet {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// The producer's forms as they were sealed, printed for the package.
pub(in crate::dossier) async fn sheets_of(
    cx: &Cx,
    row: &SealRow,
    invented: bool,
) -> Result<Vec<Sheet>, Error> {
    let s = of_row(cx, row, invented).await?;
    let (one, two) = (form01(&s)?, form02(&s)?);
    typeset(move || {
        let sheet = |name: &str, bytes| Sheet { path: format!("1-ho-so/{name}"), bytes };
        Ok::<_, print::Error>(vec![
            sheet("mau-01.pdf", print::form01(&one)?),
            sheet("mau-01.docx", print::form01_docx(&one)?),
            sheet("mau-02.pdf", print::form02(&two)?),
            sheet("mau-02.docx", print::form02_docx(&two)?),
        ])
    })
    .await
}

async fn of_row(cx: &Cx, row: &SealRow, invented: bool) -> Result<Source, Error> {
    let day = Timestamp::from_millisecond(row.submitted_at).ok().map(day_of);
    let seal = row.seal.value.clone();
    Ok(Source {
        before: recognised_of(cx.db(), &seal).await?,
        seal,
        received: received_on(row),
        sealed: Some((row.seal_hash.clone(), day)),
        masked: false,
        version: 0,
        invented,
        base_url: cx.config.base_url.clone(),
    })
}

async fn source(cx: &Cx, id: &str) -> Result<Source, Error> {
    let loaded: Loaded = load(cx, cx.db(), id, Act::DossierView).await?;
    let facts = loaded.facts.clone();
    let row = if loaded.in_work(cx) { None } else { seals::find(cx.db(), id, None).await? };
    if let Some(row) = row {
        let mut source = of_row(cx, &row, loaded.row.invented).await?;
        source.masked = source.seal.producer.hide_from(cx, &facts);
        return Ok(source);
    }
    let d = assemble(cx, cx.db(), loaded).await?;
    let number = d.registration_number.clone().unwrap_or_default();
    let mut seal = package(&d, &number, d.attempts, d.created_at, "");
    let masked = seal.producer.hide_from(cx, &facts);
    Ok(Source {
        masked,
        before: recognised_of(cx.db(), &seal).await?,
        seal,
        sealed: None,
        received: None,
        version: d.version,
        invented: d.invented,
        base_url: cx.config.base_url.clone(),
    })
}

impl Source {
    fn imprint(&self, paper: &str) -> print::Imprint {
        print::Imprint {
            ident: format!("{paper}:{}:{}:{}", self.seal.dossier, self.seal.attempt, self.version),
            at: Timestamp::from_millisecond(self.seal.submitted_at).unwrap_or_default(),
            specimen: self.invented.then(|| SPECIMEN.to_owned()),
        }
    }

    fn foot(&self) -> Result<print::Foot, Error> {
        let Some((hash, _)) = &self.sealed else { return Ok(print::Foot::Draft) };
        let url = format!("{}/seal/{hash}", self.base_url);
        let mark = print::SealMark::new(&short(hash), &url).map_err(Error::internal)?;
        Ok(print::Foot::Sealed(if self.masked { mark.masked() } else { mark }))
    }

    fn day(&self) -> Option<Date> {
        self.sealed.as_ref().and_then(|(_, day)| *day)
    }

    fn representative(&self) -> print::Representative {
        let p = &self.seal.producer;
        print::Representative {
            name: or_empty(&p.representative),
            gender: match p.representative_gender.as_deref() {
                Some("male") => "Nam".into(),
                Some("female") => "Nữ".into(),
                other => other.unwrap_or_default().to_owned(),
            },
            ethnicity: or_empty(&p.representative_ethnicity),
            residence: or_empty(&p.representative_address),
        }
    }

    fn kind_of_producer(&self) -> String {
        let form = self.seal.producer.legal_form.parse::<LegalForm>();
        form.map(|f| f.vietnamese().to_owned()).unwrap_or_default()
    }

    fn place(&self) -> String {
        before_date(&self.seal.product.commune_name)
    }
}

fn or_empty(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

/// Mẫu số 01 as PDF (Phụ lục III, 26/2026).
pub async fn form01_pdf(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let paper = form01(&source(cx, id).await?)?;
    typeset(move || print::form01(&paper)).await
}

/// Mẫu số 01 as DOCX, from the same words.
pub async fn form01_docx(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let paper = form01(&source(cx, id).await?)?;
    typeset(move || print::form01_docx(&paper)).await
}

fn form01(s: &Source) -> Result<print::Form01, Error> {
    let (p, set) = (&s.seal.producer, set_of(&s.seal.set)?);
    let sector = set.sector.as_ref().map(|x| x.name.clone());
    let classification: Vec<String> =
        [sector, set.group.clone(), set.subgroup.clone()].into_iter().flatten().collect();
    let number = (!s.seal.registration_number.is_empty()).then(|| s.seal.registration_number.clone());
    Ok(print::Form01 {
        imprint: s.imprint("form01"),
        foot: s.foot()?,
        province: within_sentence(&s.seal.product.province_name),
        year: s.seal.form01.year,
        unit: p.name.clone(),
        representative: or_empty(&p.representative),
        position: or_empty(&p.representative_title),
        address: p.address.clone(),
        phone: or_empty(&p.phone),
        email: or_empty(&p.email),
        product: s.seal.product.name.clone(),
        classification: classification.join(" / "),
        registration: s.seal.kind.parse().ok().map(|kind| match kind {
            Kind::First => print::Registration::First,
            Kind::Upgrade => print::Registration::Upgrade,
            Kind::Reranking => print::Registration::Again,
        }),
        samples: s.seal.form01.samples.map(|n| n.to_string()).unwrap_or_default(),
        place: s.place(),
        date: s.day(),
        signer: p.representative.clone(),
        commune: print::Receipt { number, received: s.received, receiver: String::new() },
        provincial: print::Receipt::default(),
    })
}

/// Mẫu số 02 as PDF (Phụ lục III, 26/2026), with the self-score as Phần III.
pub async fn form02_pdf(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let paper = form02(&source(cx, id).await?)?;
    typeset(move || print::form02(&paper)).await
}

/// Mẫu số 02 as DOCX, from the same words.
pub async fn form02_docx(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let paper = form02(&source(cx, id).await?)?;
    typeset(move || print::form02_docx(&paper)).await
}

fn form02(s: &Source) -> Result<print::Form02, Error> {
    let (p, f) = (&s.seal.producer, &s.seal.form02);
    Ok(print::Form02 {
        imprint: s.imprint("form02"),
        foot: s.foot()?,
        producer: p.name.clone(),
        kind: s.kind_of_producer(),
        address: p.address.clone(),
        phone: or_empty(&p.phone),
        email: or_empty(&p.email),
        representative: s.representative(),
        founded: p.founded_on.as_deref().and_then(|d| d.parse().ok()),
        registration_number: or_empty(&p.registration_number),
        product: match f.specification.as_str() {
            "" => s.seal.product.name.clone(),
            more => format!("{}\n{more}", s.seal.product.name),
        },
        held: print::Held {
            business_registration: f.held.business_registration,
            quality_declared: f.held.quality_declared,
            food_safety: f.held.food_safety,
            mandatory_conditions: f.held.mandatory_conditions,
            intellectual_property: f.held.intellectual_property(),
            trademark: f.held.trademark,
            collective_mark: f.held.collective_mark,
            patent: f.held.patent,
            design: f.held.design,
            copyright: f.held.copyright,
            other: (!f.held.other.is_empty()).then(|| f.held.other.clone()),
        },
        history: f.history.clone(),
        structure: f.organisation.clone(),
        results: print::Results {
            production: f.production.clone(),
            quality: f.quality.clone(),
            market: f.market.clone(),
            business: f.business.clone(),
        },
        score: self_score(set_of(&s.seal.set)?, &s.seal),
        changes: crate::dossier::seal::changes::prose(s.before.as_ref(), &s.seal),
        plan: f.plan.clone(),
        place: s.place(),
        date: s.day(),
        signer: p.representative.clone(),
        annex: s.seal.files.iter().map(attachment).collect(),
    })
}

fn attachment(f: &SealedFile) -> print::Attachment {
    let day = |day: &Option<String>| day.as_deref().and_then(|d| d.parse().ok());
    let cited = |c: &SealedCitation| {
        let criterion = if c.criterion.is_empty() { "Cả hồ sơ" } else { &c.criterion };
        match c.page {
            Some(page) => format!("{criterion} (tr. {page})"),
            None => criterion.to_owned(),
        }
    };
    print::Attachment {
        title: f.title.clone(),
        kind: f.kind.parse::<EvidenceKind>().map(|k| k.vietnamese().to_owned()).unwrap_or_default(),
        issuer: f.issuer.clone(),
        number: f.number.clone(),
        issued: day(&f.issued_on),
        expires: day(&f.expires_on),
        file: f.file_name.clone(),
        sha256: f.sha256.chars().take(16).collect(),
        cited: f.cited.iter().map(cited).collect(),
    }
}

fn self_score(set: &CriteriaSet, seal: &Seal) -> print::SelfScore {
    let mut parts: Vec<print::SelfPart> = Vec::new();
    for leaf in set.scorable() {
        let line = criterion(&leaf, seal);
        let (code, name) = (format!("{:?}", leaf.part.code), leaf.part.name.clone());
        if parts.last().is_none_or(|p| p.code != code) {
            let max = i64::from(leaf.part.max.get());
            parts.push(print::SelfPart { code, name, max, points: 0, groups: vec![] });
        }
        let Some(part) = parts.last_mut() else { continue };
        part.points += line.points;
        // A criterion that stands directly under its part is its own group.
        let group = leaf.headings.first().copied().unwrap_or(leaf.criterion);
        if part.groups.last().is_none_or(|g| g.code != group.code.as_str()) {
            part.groups.push(print::SelfGroup {
                code: group.code.to_string(),
                name: group.name.clone(),
                max: i64::from(group.max.get()),
                points: 0,
                criteria: vec![],
            });
        }
        if let Some(group) = part.groups.last_mut() {
            group.points += line.points;
            group.criteria.push(line);
        }
    }
    print::SelfScore {
        set: set.name.clone(),
        parts,
        total: i64::from(seal.total),
        max: i64::from(set.max_points.get()),
        result: match (seal.rank, ocop_domain::dossier::compare::stopped(seal)) {
            (_, at) if !at.is_empty() => {
                format!(
                    "Dừng đánh giá tại tiêu chí {} (0 điểm), không xếp hạng",
                    ocop_domain::council::codes(&at)
                )
            }
            (0, _) => "Chưa đủ điều kiện xếp hạng từ 3 sao".into(),
            (n, _) => format!("{n} sao"),
        },
    }
}

fn criterion(leaf: &Scorable<'_>, seal: &Seal) -> print::SelfCriterion {
    let code: &CriterionCode = &leaf.criterion.code;
    let answer: Option<&SealedAnswer> = seal.answers.iter().find(|a| a.criterion == code.as_str());
    let cites = |f: &SealedFile| {
        let c = f.cited.iter().find(|c| c.criterion == code.as_str())?;
        Some(match (c.page, c.page_to) {
            (Some(page), Some(last)) => format!("{} (trang {page}–{last})", f.title),
            (Some(page), None) => format!("{} (trang {page})", f.title),
            (None, _) => f.title.clone(),
        })
    };
    print::SelfCriterion {
        code: code.to_string(),
        name: leaf.criterion.name.clone(),
        max: i64::from(leaf.criterion.max.get()),
        option: answer.and_then(|a| leaf.criterion.option(a.option)).map(|o| o.text.clone()),
        points: answer.map_or(0, |a| i64::from(a.points)),
        note: answer.and_then(|a| a.note.clone()),
        evidence: seal.files.iter().filter_map(cites).collect(),
    }
}

/// Mẫu số 03 as PDF (Phụ lục III, 26/2026), once the commune has concluded its check.
pub async fn form03_pdf(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let paper = form03(cx, id).await?;
    typeset(move || print::form03(&paper)).await
}

/// Mẫu số 03 as DOCX, from the same words.
pub async fn form03_docx(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let paper = form03(cx, id).await?;
    typeset(move || print::form03_docx(&paper)).await
}

async fn form03(cx: &Cx, id: &str) -> Result<print::Form03, Error> {
    let loaded = load(cx, cx.db(), id, Act::DossierView).await?;
    let proposed_on = loaded.row.proposed_on;
    let all = checks::concluded(cx.db(), id).await?;
    let check = all.iter().find(|c| c.conclusion.is_some()).ok_or(Error::NotFound)?;
    let s = source(cx, id).await?;
    let commune = within_sentence(&s.seal.product.commune_name);
    Ok(print::Form03 {
        imprint: s.imprint("form03"),
        foot: s.foot()?,
        commune: commune.clone(),
        province: within_sentence(&s.seal.product.province_name),
        reference: Some(print::Reference {
            number: None,
            symbol: "BC-UBND".into(),
            place: s.place(),
            date: proposed_on,
        }),
        producer: s.seal.producer.name.clone(),
        kind: s.kind_of_producer(),
        address: s.seal.producer.address.clone(),
        representative: s.representative(),
        product: s.seal.product.name.clone(),
        findings: print::Findings {
            materials: or_empty(&check.local_material),
            labour: or_empty(&check.local_labour),
            origin: or_empty(&check.idea_origin),
            identity: or_empty(&check.local_identity),
        },
        signature: print::Signature { titles: vec!["TM. ỦY BAN NHÂN DÂN".into()], name: None },
    })
}
