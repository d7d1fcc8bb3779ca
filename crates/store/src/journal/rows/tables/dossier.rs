//! Kept rows: a dossier's way from its producer to the council.

kept! {
    dossier (id): product_id, producer_id, commune_id, kind, set_id, state, registration_number,
        submitted_at as Number, submitted_by, settled_on, sealed_product as Hashed, sealed_producer as Hashed,
        sealed_address as Hashed, due_on, seal_hash, filed_on, proposed_on, round_id, invented as Flag,
        seal as Hashed;
    dossier_seal (dossier_id, attempt as Number): submitted_at as Number, received_on, due_on, seal_hash;
    dossier_basis (dossier_id): recognition_id, recognised_dossier, recognised_attempt as Number,
        source_dossier, source_attempt as Number;
    dossier_due_change (dossier_id, attempt as Number, nth as Number): due_before, due_after, received_before,
        received_after, days;
    ward_check (dossier_id, attempt as Number): local_material as Hashed, local_labour as Hashed,
        idea_origin as Hashed, local_identity as Hashed, conclusion, reasons as Hashed, draft as Flag,
        checked_by, checked_at as Number;
    ward_meeting (dossier_id, attempt as Number): held_on, departments as Hashed, content as Hashed,
        conclusion as Hashed, noted_by, place as Hashed;
    addition_request (dossier_id, attempt as Number): answer_by, words as Hashed, asked_at as Number,
        asked_by, answered_at as Number, answered_by;
    addition_item (dossier_id, attempt as Number, number as Number): place, subject, reason as Hashed,
        note as Hashed;
    sample (dossier_id, number as Number): state;
    sample_step (id): dossier_id, number as Number, step, at as Number, by_account, note as Hashed,
        by_name as Hashed, counterpart as Hashed;
    dossier_carried (dossier_id, section, item): outcome;
}
