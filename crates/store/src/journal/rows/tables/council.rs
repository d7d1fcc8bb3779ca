//! Kept rows: councils, their advisory teams, sittings and results.

kept! {
    council (id): level, province_code, name as Hashed, decision_number, decided_on, rules as Hashed;
    council_member (council_id, account_id): department as Hashed, duty;
    council_rules (council_id, number as Number): decision_number, decided_on, rules as Hashed, created_by;
    council_conflict (dossier_id, account_id): state, ties as Hashed, declared as Flag, reason as Hashed,
        decided_by, decided_at as Number;
    council_delegate (round_id, member_id): delegate_id, letter_number, letter_on;
    council_paper_number (round_id, paper): number as Number, dated_on;
    council_signed (id): round_id, paper, file_hash, signed_on, replaced_at as Number;
    round (id): council_id, year as Number, ordinal as Number, proposed_before, held_before,
        extra_decision as Hashed, rules as Hashed, meets_on, state, minutes_number, name as Hashed,
        place as Hashed;
    round_member_name (round_id, account_id): name as Hashed;
    attendance (round_id, account_id): present as Flag;
    ballot (dossier_id, ballot as Number): round_id, reason as Hashed, opened_by;
    settlement (dossier_id, ballot as Number, item): points as Number, reason as Hashed, settled_by;
    result (dossier_id): round_id, ballot as Number, sum as Number, members as Number, spread as Number,
        band as Number, rank as Number, outcome, closed_by, closed_at as Number;
    past_result (dossier_id, round_id): ballot as Number, sum as Number, members as Number, spread as Number,
        band as Number, rank as Number, outcome, standing, ground, ground_id, reason as Hashed, closed_by,
        put_by;
    correction (id): round_id, dossier_id, sheet_id, account_id, reason as Hashed, state, decided_by,
        decided_at as Number, before as Hashed, after as Hashed;
    correction_change (correction_id, criterion): before as Number, after as Number;
    written_opinion (round_id, dossier_id): proposed as Number, answer_by, state, ground, reason as Hashed;
    reranking_receipt (dossier_id, level): received_on, reason as Hashed, noted_by;
    advisory_team (council_id): decision_number, decided_on;
    advisory_member (council_id, account_id): department as Hashed, duty;
    advisory_review (id): dossier_id, council_id, conclusion as Hashed, begun_by, handed_in_by,
        handed_in_at as Number;
    advisory_finding (review_id, criterion): finding as Hashed, proposal as Hashed, evidence_id,
        page as Number, author_id;
    advisory_request (id): dossier_id, council_id, kind, criterion, reason as Hashed, answer_by, asked_by,
        asked_at as Number, note as Hashed, file_hash, answered_by, answered_at as Number;
    advisory_visit (id): dossier_id, council_id, visited_on, place as Hashed, conclusion as Hashed, sha256,
        recorded_by, recorded_at as Number;
    council_session (round_id): starts_at, agenda as Hashed, guests as Hashed;
    advisory_visit_check (visit_id, criterion): verdict, note as Hashed;
    advisory_visit_person (visit_id, number as Number): name as Hashed, capacity as Hashed;
    advisory_visit_file (visit_id, number as Number): role, about, file_hash;
    member_interest (id): account_id, tie, text as Hashed;
}
