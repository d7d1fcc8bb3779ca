use crate::{Cx, Error};
use ocop_domain::account::Role;
use ocop_store::Db;
use ocop_store::council::{Candidate, councils};

/// People who hold a post of the role today, of the province or of no particular one.
pub(crate) async fn callable(
    cx: &Cx,
    db: &Db,
    role: Role,
    province: Option<&str>,
) -> Result<Vec<Candidate>, Error> {
    Ok(councils::candidates(db, role.as_str(), province, &cx.today().to_string(), 200).await?)
}
