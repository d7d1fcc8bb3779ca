//! Kept rows: who may do what, and what the offices set.

kept! {
    post (id): account_id, role, area_id, producer_id, valid_from, valid_until, decision as Hashed;
    waiting_post (id): account_id, role, area_id, producer_id, valid_from, valid_until, asked_by,
        for_owner as Flag, answered_by, confirmed as Flag;
    account (id): name as Hashed, email as Hashed, password_hash as Hashed, totp_secret as Hashed,
        disabled as Flag;
    setting (key): value as Hashed;
    holiday (day): kind, name as Hashed, source as Hashed, basis;
    holiday_removed (day): kind, name as Hashed, removed_by;
}
