//! How a producer confirmed what goes in, and what the package says of it.

use crate::Error;
use ocop_domain::assist::How;
use ocop_domain::dossier::Seal;
use ocop_domain::dossier::seal::{SealedConfirmation, SealedSheet};

/// How the producer confirmed, and which content.
#[derive(Debug, Clone)]
pub(crate) struct Confirmed {
    pub how: How,
    pub content: String,
    pub sheet: Option<SealedSheet>,
}

/// The hash of the content, by which a producer confirms it.
pub(in crate::dossier) fn content(package: &Seal) -> Result<String, Error> {
    package.content().map_err(Error::internal)
}

/// What the package says of its confirmation: nothing where an officer did not help; where one did, the producer
/// who submits thereby confirms.
pub(in crate::dossier) fn sealed(
    package: &Seal,
    confirmed: Option<Confirmed>,
) -> Result<Option<SealedConfirmation>, Error> {
    let content = content(package)?;
    let own = Confirmed { how: How::OwnAccount, content: content.clone(), sheet: None };
    let Some(confirmed) = confirmed.or_else(|| (!package.assisted.is_empty()).then_some(own)) else {
        return Ok(None);
    };
    if confirmed.content != content {
        return Err(Error::Conflict("assist_content"));
    }
    let (how, at) = (confirmed.how.as_str().to_owned(), package.submitted_at);
    Ok(Some(SealedConfirmation { how, content, at, sheet: confirmed.sheet }))
}
