use sha2::{Digest, Sha256};

/// Puts a list into an order that is a member's own and always the same: products at the end of a long day are not
/// the same ones for all members.
pub(in crate::council) fn for_member<T>(member: &str, list: &mut [T], id: impl Fn(&T) -> &str) {
    list.sort_by_cached_key(|item| {
        let mut hash = Sha256::new();
        hash.update(member.as_bytes());
        hash.update([0]);
        hash.update(id(item).as_bytes());
        hash.finalize().to_vec()
    });
}
