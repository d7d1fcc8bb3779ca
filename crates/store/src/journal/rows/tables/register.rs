//! Kept rows: what the register says of producers, products and their papers, and the lists it was filled from.

kept! {
    product (id): producer_id, commune_id, name as Hashed, set_id, category as Hashed, code, merged_into,
        invented as Flag, brand_place as Hashed, specification as Hashed, story as Hashed;
    product_alias (code, product_id): kind;
    producer (id): legal_form, name as Hashed, tax_number as Hashed, registration_number as Hashed,
        founded_on as Hashed, representative as Hashed, address as Hashed, commune_id, merged_into,
        invented as Flag, representative_title as Hashed, representative_address as Hashed, phone as Hashed,
        email as Hashed, history as Hashed;
    amendment (id): thing, thing_id, kind, proposed as Hashed, to_producer_id, reason as Hashed, evidence_id,
        effective_on, state, asked_by, asked_at as Number, received_by, received_at as Number, decided_by,
        decided_at as Number, decision_note as Hashed;
    evidence (id): producer_id, kind, title as Hashed, issuer as Hashed, number as Hashed, issued_on,
        expires_on, file_hash, file_name as Hashed, replaces, replaced_by, uploaded_by;
    import_batch (id): kind, file_hash, state, created_by, applied_at as Number, undone_at as Number,
        file_name as Hashed;
    register_change (id): thing, thing_id, field, old_value as Hashed, new_value as Hashed, effective_on,
        ground as Hashed, amendment_id, changed_by, changed_at as Number;
    register_merge (id): thing, survivor_id, merged_id, reason as Hashed, taken as Hashed, merged_by,
        merged_at as Number, undone_by, undone_at as Number;
    register_merge_row (merge_id, seq as Number): table_name, row_id, before_image as Hashed,
        after_image as Hashed;
    register_distinct (first_id, second_id): thing, reason as Hashed, said_by;
    survey (id): commune_id, name as Hashed, maker as Hashed, producer_id, set_id, feature as Hashed, stage,
        next_step as Hashed, next_by as Hashed, next_on, product_id, created_by;
    assist_consent (id): producer_id, officer_id, commune_id, purposes, until_day, asked_at as Number, how,
        given_at as Number, signed_on, sheet_hash, ending, ended_at as Number, ended_by;
    assist_mark (thing, thing_id, part): commune_id, by_account, on_day;
    file (hash): media_type, size as Number;
}
