//! Lists of dossiers, scoped and paged. Drafts are seen by their producer alone.

use crate::prelude::*;
use crate::scope::{Visible, placeholders};
use ocop_domain::criteria::SetId;
use ocop_domain::dossier::{Kind, State};

rows! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DossierLine {
        pub id: String,
        pub product_name: String,
        pub producer_id: String,
        pub producer_name: String,
        pub commune_name: String,
        pub set_id: SetId,
        pub kind: Kind,
        pub state: State,
        pub registration_number: Option<String>,
        pub submitted_at: Option<i64>,
        /// The day the last submission counts as received, where it was kept.
        pub received_on: Option<Date>,
        pub due_on: Option<Date>,
        pub invented: bool,
        pub created_at: i64,
        /// The day the star it led to was withdrawn (Điều 8, 26/2026).
        pub withdrawn_on: Option<Date>,
    }
}

/// Which dossiers, and in which order.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Empty: every state.
    pub states: Vec<State>,
    /// Folded words looked for in the product's and the producer's name and the number.
    pub folded: String,
    /// Producers whose drafts the reader fills in for them; the reader sees those as well.
    pub helped: Vec<String>,
    /// All drafts (the system's own view); else a draft is seen by its producer alone.
    pub every_draft: bool,
    /// By due date, soonest first; else newest first.
    pub by_due: bool,
    /// The reader sits in advisory teams: submitted dossiers before their councils are to be seen as well.
    pub adviser: Option<String>,
    /// Only what a commune has kept beyond its term on this day.
    pub late_on: Option<Date>,
}

fn conditions(visible: &Visible, filter: &Filter, args: &mut Vec<Value>) -> String {
    let mut out = visible.condition("a", "d.producer_id", args);
    if let Some(account) = &filter.adviser {
        args.push(account.as_str().into());
        let advised = super::row::advised(&format!("${}", args.len()));
        out = format!("({out} OR (d.state <> 'draft' AND {advised}))");
    }
    if !filter.every_draft {
        let own: Vec<String> = visible.producers.iter().chain(&filter.helped).cloned().collect();
        let own = if own.is_empty() {
            "1 = 0".to_owned()
        } else {
            format!("d.producer_id IN ({})", placeholders(args, &own))
        };
        out.push_str(&format!(" AND (d.state <> 'draft' OR {own})"));
    }
    if !filter.states.is_empty() {
        let states = filter.states.iter().map(|state| state.as_str());
        out.push_str(&format!(" AND d.state IN ({})", placeholders(args, states)));
    }
    if let Some(today) = filter.late_on {
        args.extend(args![today]);
        out.push_str(&format!(" AND d.state = 'at_ward' AND d.due_on < ${}", args.len()));
    }
    for word in filter.folded.split(' ').filter(|w| !w.is_empty()) {
        args.push(format!("%{word}%").into());
        let n = args.len();
        out.push_str(&format!(" AND (p.folded LIKE ${n} OR r.folded LIKE ${n})"));
    }
    out
}

const FROM: &str = "FROM dossier d JOIN product p ON p.id = d.product_id JOIN producer r ON r.id = d.producer_id \
                    JOIN area a ON a.id = d.commune_id";

pub async fn page(
    db: &Db,
    visible: &Visible,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> Result<Vec<DossierLine>> {
    let mut args = vec![];
    let wanted = conditions(visible, filter, &mut args);
    let order =
        if filter.by_due { "COALESCE(d.due_on, '9999'), d.id" } else { "d.created_at DESC, d.id DESC" };
    args.push(limit.into());
    args.push(offset.into());
    let (n, m) = (args.len() - 1, args.len());
    db.all(
        &format!(
            "SELECT d.id, COALESCE(d.sealed_product, p.name) AS product_name, d.producer_id, \
             COALESCE(d.sealed_producer, r.name) AS producer_name, a.full_name AS commune_name, \
             d.set_id, d.kind, d.state, d.registration_number, d.submitted_at, d.due_on, d.invented, d.created_at, (SELECT s.received_on \
             FROM dossier_seal s WHERE s.dossier_id = d.id AND s.attempt = (SELECT MAX(m.attempt) FROM dossier_seal m \
             WHERE m.dossier_id = d.id)) AS received_on, \
             (SELECT MAX(x.withdrawn_on) FROM recognition x WHERE x.dossier_id = d.id) AS withdrawn_on {FROM} \
             WHERE {wanted} ORDER BY {order} LIMIT ${n} OFFSET ${m}"
        ),
        args,
    )
    .await
}

pub async fn count(db: &Db, visible: &Visible, filter: &Filter) -> Result<i64> {
    let mut args = vec![];
    let wanted = conditions(visible, filter, &mut args);
    db.number(&format!("SELECT COUNT(*) AS n {FROM} WHERE {wanted}"), args).await
}
