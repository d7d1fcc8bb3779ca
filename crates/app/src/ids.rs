//! The one home of chance: ids and secrets come from [`crate::Cx`], so that tests can foresee them.

use rand::RngCore;
use uuid::Uuid;

pub trait Ids: Send + Sync {
    /// A new UUIDv7 as text.
    fn id(&self) -> String;
    /// 32 random bytes in hexadecimal: session tokens, invitations, CSRF tokens.
    fn secret(&self) -> String;
}

pub struct RandomIds;

impl Ids for RandomIds {
    #[expect(clippy::disallowed_methods, reason = "the one home of ids")]
    fn id(&self) -> String {
        Uuid::now_v7().to_string()
    }

    #[expect(clippy::disallowed_methods, reason = "the one home of chance")]
    fn secret(&self) -> String {
        let mut bytes = [0_u8; 32];
        rand::rng().fill_bytes(&mut bytes);
        ocop_domain::journal::hex(&bytes)
    }
}
