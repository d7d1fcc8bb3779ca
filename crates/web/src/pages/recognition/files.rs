use crate::download;
use crate::prelude::*;

/// `/decisions/{id}/decision.pdf`: the preview of a draft, or the paper that was signed.
pub async fn decision(visit: Visit, Path(id): Path<String>) -> Reply {
    let pdf = ocop_app::recognition::decision_paper(&visit.cx, &id).await?;
    Ok(download::pdf(&format!("quyet-dinh-{id}.pdf"), pdf))
}

/// `/certificates/{number}.pdf`
pub async fn certificate(visit: Visit, Path(name): Path<String>) -> Reply {
    let number = name.strip_suffix(".pdf").ok_or(Error::NotFound)?;
    let pdf = ocop_app::recognition::certificate(&visit.cx, number).await?;
    Ok(download::pdf(&format!("giay-chung-nhan-{name}"), pdf))
}
