//! Kept rows: stars, decisions and what the ministry and producers answer to them.

kept! {
    recognition (id): product_id, dossier_id, decision_id, stars as Number, law, set_id, certificate, lookup,
        listed_number, product_name as Hashed, producer_name as Hashed, address as Hashed, issued_on,
        issued_text as Hashed, expires_on, date_precision, withdrawn_on, withdrawal_ground as Hashed,
        withdrawal_decision, superseded_on, pdf_hash, trust, source as Hashed, import_batch, invented as Flag,
        listed_key;
    decision (id): kind, province_code, issuer as Hashed, round_id, number, decided_on,
        signer_title as Hashed, signer_name as Hashed, signed_by, signed_at as Number, pdf_hash,
        source as Hashed;
    decision_item (decision_id, dossier_id): stars as Number;
    given_number (agency, year as Number, symbol, serial): thing, thing_id, decided_on;
    package (dossier_id): decision_id, file_hash, letter_number, sent_on, sent_by, papers as Hashed;
    ministry_receipt (dossier_id, number as Number): file_hash, letter_number, sent_on, taken as Flag,
        missing as Hashed, note as Hashed, checked_on, checked_by;
    ministry_demand (id): province_code, number, demanded_on, reason as Hashed, answer_by, answer as Hashed,
        answer_number, answered_on, answered_by;
    ministry_demand_item (demand_id, dossier_id): asked, recognition_id, redone_at as Number;
    objection (id): dossier_id, producer_id, round_id, about, decision_id, reason as Hashed,
        criteria as Hashed, late_reason as Hashed, state, filed_on, filed_by, received_on, received_by,
        due_on, outcome, again as Flag, answer as Hashed, answer_number, answered_on, answered_by,
        withdrawn_on, result_before as Hashed, result_after as Hashed;
}
