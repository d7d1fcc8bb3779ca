//! What `ocop demo` shows: the real areas, criteria and recognised lists, an invented cast with one account for each
//! role, and one invented dossier waiting at each step. Everything is made by the same verbs people use, with the
//! clock set back, so that a demo is also a rehearsal of the main line.

mod advisory;
mod assisted;
mod desk;
mod dossiers;
mod earlier;
mod filled;
mod kinds;
mod line;
mod national;
mod people;
mod pictures;
mod sheets;
mod stage;
mod survey;
mod written;

use crate::account::PostForm;
use crate::account::add::{Add, seed as add_seed};
use crate::account::sample::{ACCOUNTS, PASSWORD};
use crate::clock::SetClock;
use crate::{Cx, Error, producer, write_tx};
use dossiers::SAMPLES;
use ocop_domain::account::Role;
use ocop_store::setting;
use people::{CAST, Person, Reach};
use stage::{COMMUNE, COMMUNE_ID, PROVINCE, Stage, mark_invented};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Set once the sample data is whole.
const DONE: &str = "demo.done";
/// Makes the sample data on an empty installation; nothing to do on one that has it.
pub async fn seed(cx: &Cx) -> Result<(), Error> {
    if setting::get(cx.db(), DONE).await?.is_some() {
        return Ok(());
    }
    if ocop_store::account::any(cx.db()).await? {
        return Err(Error::internal(
            "this database is no demo, or its sample data was cut off half-way: name another with --database",
        ));
    }
    import_lists(cx).await?;
    let clock = Arc::new(SetClock::at(cx.today(), 9));
    let back = Cx { clock: clock.clone(), ..cx.clone() };
    let mut stage =
        Stage { cx: back, clock, today: cx.today(), accounts: BTreeMap::new(), producer: String::new() };
    stage.producer = producer(&stage).await?;
    for person in CAST {
        let id = add_seed(&stage.by("", 90), account(person, &stage)).await?;
        stage.accounts.insert(person.email, id);
    }
    let council = line::council(&stage).await?;
    advisory::team(&stage, &council).await?;
    let mut products = line::products(&stage).await?;
    Box::pin(line::dossiers(&stage, &council, SAMPLES, &products)).await?;
    earlier::round(&stage, &council).await?;
    if let Some(product) = products.get("Cao gừng Minh Họa") {
        national::given_back(&stage, product).await?;
    }
    if let Some(product) = products.get("Hoa lan Minh Họa") {
        national::objection(&stage, product).await?;
    }
    survey::finds(&stage).await?;
    if let Some(recognised) = products.get("Tinh dầu sả Minh Họa") {
        kinds::upgrade(&stage, recognised).await?;
    }
    let (name, listed) = kinds::in_window(&stage).await?;
    products.insert(name, listed);
    pictures::sent(&stage, &products).await?;
    assisted::helped(&stage).await?;
    written::asked(&stage).await?;
    remember_cast(cx).await
}

async fn producer(stage: &Stage) -> Result<String, Error> {
    let cx = stage.by("", 90);
    let form = producer::ProducerForm {
        legal_form: "cooperative".into(),
        name: "Hợp tác xã Minh Họa Xóm Chiếu".into(),
        tax_number: "0000000001".into(),
        registration_number: "02-MH".into(),
        founded_on: "05/01/2020".into(),
        representative: "Nguyễn Thị Mẫu".into(),
        representative_title: "Giám đốc".into(),
        representative_gender: "female".into(),
        representative_ethnicity: "Kinh".into(),
        representative_address: "Số 0, đường Minh Họa, phường Xóm Chiếu".into(),
        phone: "0900000000".into(),
        email: "chuthe@demo.example".into(),
        address: "Số 0, đường Minh Họa".into(),
        commune_id: COMMUNE_ID.into(),
        history: "Hợp tác xã hư cấu, lập ra để xem thử chương trình.".into(),
        organisation: "Hội đồng quản trị ba người, một tổ sản xuất, một tổ bán hàng (hư cấu).".into(),
    };
    let id = producer::register(&cx, form).await?;
    mark_invented(&cx, &id).await?;
    Ok(id)
}

fn account(person: &Person, stage: &Stage) -> Add {
    let (area, producer) = match person.reach {
        Reach::Nation => (String::new(), String::new()),
        Reach::Province => (PROVINCE.into(), String::new()),
        Reach::Commune => (COMMUNE.into(), String::new()),
        Reach::Producer => (String::new(), stage.producer.clone()),
    };
    Add {
        name: person.name.into(),
        email: person.email.into(),
        password: PASSWORD.into(),
        post: PostForm {
            role: person.role.as_str().into(),
            area,
            producer,
            from: "01/07/2025".into(),
            ..PostForm::default()
        },
    }
}

/// The two lists of really recognised products, by the importer every office uses. Rows whose commune was split wait.
async fn import_lists(cx: &Cx) -> Result<(), Error> {
    use crate::import::{Apply, Stage as StageList, apply, stage};
    let lists: [(&str, &[u8]); 2] = [
        ("recognised_lamdong.csv", include_bytes!("../../../../data/products/recognised_lamdong.csv")),
        ("recognised_press.csv", include_bytes!("../../../../data/products/recognised_press.csv")),
    ];
    for (name, bytes) in lists {
        let report =
            stage(cx, StageList { file_name: name.into(), bytes: bytes.to_vec(), ..StageList::default() })
                .await?;
        if let Some(batch) = report.batch {
            apply(cx, Apply { batch_id: batch, leave_out_errors: true }).await?;
        }
    }
    Ok(())
}

async fn remember_cast(cx: &Cx) -> Result<(), Error> {
    let cast: Vec<_> = CAST
        .iter()
        .map(|p| {
            let nation = matches!(p.reach, Reach::Nation);
            serde_json::json!({
                "email": p.email, "name": p.name, "role": p.role, "password": PASSWORD, "nation": nation,
            })
        })
        .collect();
    let cast = serde_json::Value::from(cast).to_string();
    write_tx!(cx, |tx| {
        setting::set(&tx, ACCOUNTS, &cast).await?;
        Ok(setting::set(&tx, DONE, &cx.today().to_string()).await?)
    })
}

/// (e-mail, name, role) of every account of the cast, in the order of the main line.
pub fn cast() -> impl Iterator<Item = (&'static str, &'static str, Role)> {
    CAST.iter().map(|p| (p.email, p.name, p.role))
}
