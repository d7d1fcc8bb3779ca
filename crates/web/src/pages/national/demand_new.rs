use super::words::mean;
use crate::prelude::*;
use ocop_app::council::ToldMean as _;
use ocop_app::national::{DemandableRow, RecordDemand, demandable, record_demand};
use ocop_domain::national::Asked;

const SIZE: i64 = 30;

/// One dossier that may be named.
struct Row {
    field: String,
    label: String,
    hint: String,
    choices: Vec<Choice>,
}

typed!(RecordDemand => "national/demand_new.html", "page", "q");
#[derive(Template)]
#[template(path = "national/demand_new.html")]
struct Show {
    page: Page,
    form: Form,
    /// Two digits; empty as long as none is chosen.
    province: String,
    province_name: String,
    provinces: Vec<Choice>,
    query: String,
    rows: Vec<Row>,
    pager: Pager,
}

/// `/ministry/demands/new`: the province first, then its dossiers.
pub async fn show(visit: Visit, query: Query) -> Reply {
    let mut form = query.form();
    form.set("demanded_on", visit.page("national.title").date(visit.cx.today()));
    let shown = body(&visit, query.get("province"), query.get("q"), query.page(), form).await?;
    Ok(Html(shown).into_response())
}

pub async fn save(visit: Visit, fields: Fields) -> Reply {
    let items = fields.names().filter_map(|name| {
        let dossier = name.strip_prefix("asked.")?;
        Some((dossier.to_owned(), fields.get(name).to_owned()))
    });
    let cmd = RecordDemand { items: items.collect(), ..fields.read()? };
    match record_demand(&visit.sending(&fields), cmd).await {
        Ok(id) => Ok(redirect_with(&format!("/ministry/demands/{id}"), "national.demand.recorded_flash")),
        Err(e) => {
            let form = visit.refused(&fields, e)?;
            let number = fields.get("page").parse().unwrap_or(1);
            again(body(&visit, fields.get("province"), fields.get("q"), number, form).await?)
        }
    }
}

async fn body(visit: &Visit, province: &str, query: &str, number: i64, form: Form) -> Result<Show, Failure> {
    let page = visit.page("national.demand.new").under("/ministry", "national.title");
    let province: String = province.chars().filter(char::is_ascii_digit).take(2).collect();
    let found = demandable(&visit.cx, &province, query, number, SIZE).await?;
    let provinces = ocop_app::area::provinces(&visit.cx, visit.cx.today()).await?;
    let choices: Vec<Choice> = Asked::ALL
        .map(|a| Choice::new(a.as_str(), page.t(&format!("national.asked.{}", a.as_str()))))
        .to_vec();
    let base: String = form_urlencoded::Serializer::new("/ministry/demands/new?".to_owned())
        .append_pair("province", &province)
        .append_pair("q", query)
        .finish();
    Ok(Show {
        rows: found.rows.iter().map(|r| row(&page, r, &choices)).collect(),
        pager: Pager { page: number, size: SIZE, total: found.total, base },
        provinces: provinces.into_iter().map(|p| Choice::new(p.code, p.full_name)).collect(),
        province_name: if province.is_empty() { String::new() } else { found.province_name },
        query: query.to_owned(),
        province,
        form,
        page,
    })
}

fn row(page: &Page, r: &DemandableRow, choices: &[Choice]) -> Row {
    let told = r.told_mean().map(|mean| i64::try_from(mean.hundredths()).unwrap_or(i64::MAX));
    let star = match &r.certificate {
        Some(number) => format!("{}, {number}", page.star_word(r.rank)),
        None => page.say("national.demand.no_star"),
    };
    Row {
        field: format!("asked.{}", r.dossier_id),
        label: format!("{} – {}", r.product_name, r.producer_name),
        hint: format!("{} · {} · {star}", r.commune_name, mean(page, told)),
        choices: choices.to_vec(),
    }
}
