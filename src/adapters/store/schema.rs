//! The tables, written by hand: what both databases have in common. A test compares it with what the migrations make.

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

table! {
    staff (id) {
        id -> Binary,
        email -> Text,
        name -> Text,
        role -> Text,
        password_hash -> Text,
        active -> Bool,
    }
}

table! {
    sessions (token_hash) {
        token_hash -> Binary,
        staff_id -> Binary,
        csrf -> Binary,
        started_at -> BigInt,
        seen_at -> BigInt,
        expires_at -> BigInt,
    }
}

table! {
    cases (id) {
        id -> Binary,
        reference -> Text,
        controller -> Text,
        received_at -> BigInt,
        channel -> Text,
        name -> Text,
        email -> Text,
        email_folded -> Text,
        on_behalf -> Text,
        identifiers -> Text,
        words -> Text,
        email_confirmed_at -> Nullable<BigInt>,
        owner -> Nullable<Binary>,
        policy_version -> Nullable<Text>,
        version -> BigInt,
        updated_at -> BigInt,
        open -> Bool,
        sort_date -> Date,
        due -> Nullable<Date>,
        paused -> Bool,
        not_started -> Bool,
        extended -> Bool,
        rights_in -> BigInt,
        states_in -> BigInt,
        standing -> Text,
        marketing -> Bool,
        awaits_vendor -> Bool,
        language -> Text,
    }
}

table! {
    requests (id) {
        id -> Binary,
        case_id -> Binary,
        right_code -> Text,
        state -> Text,
        version -> BigInt,
        history -> Text,
        detail -> Text,
        direct_marketing -> Bool,
        gathered_by -> Nullable<Binary>,
        approved_by -> Nullable<Binary>,
        not_before -> Nullable<BigInt>,
        closed_at -> Nullable<BigInt>,
        open -> Bool,
        sort_date -> Date,
        due -> Nullable<Date>,
        paused -> Bool,
        not_started -> Bool,
        extended -> Bool,
    }
}

table! {
    notes (n) {
        n -> BigInt,
        case_id -> Binary,
        written_by -> Binary,
        written_at -> BigInt,
        body -> Text,
    }
}

table! {
    case_log (controller, seq) {
        controller -> Text,
        seq -> BigInt,
        case_id -> Nullable<Binary>,
        request_id -> Nullable<Binary>,
        at -> BigInt,
        actor -> Text,
        kind -> Text,
        salt -> Nullable<Binary>,
        content -> Nullable<Text>,
        commitment -> Binary,
        prev -> Binary,
        hash -> Binary,
    }
}

table! {
    log_heads (controller) {
        controller -> Text,
        seq -> BigInt,
        hash -> Binary,
    }
}

table! {
    mails (id) {
        id -> Binary,
        case_id -> Nullable<Binary>,
        controller -> Text,
        dedup_key -> Text,
        kind -> Text,
        message_id -> Text,
        recipient -> Text,
        recipient_name -> Text,
        subject -> Text,
        text_part -> Text,
        html_part -> Text,
        auto_submitted -> Text,
        send_at -> BigInt,
        state -> Text,
        due_at -> BigInt,
        attempts -> BigInt,
        token -> BigInt,
        queued_at -> BigInt,
        sent_at -> Nullable<BigInt>,
        last_error -> Nullable<Text>,
        answer -> Nullable<Text>,
        bounced_at -> Nullable<BigInt>,
        bounce -> Nullable<Text>,
        opened_at -> Nullable<BigInt>,
        held_at -> Nullable<BigInt>,
        settled -> Nullable<Text>,
    }
}

table! {
    jobs (id) {
        id -> Binary,
        kind -> Text,
        dedup_key -> Text,
        case_id -> Nullable<Binary>,
        request_id -> Nullable<Binary>,
        payload -> Text,
        run_at -> BigInt,
        state -> Text,
        due_at -> BigInt,
        attempts -> BigInt,
        token -> BigInt,
        last_error -> Nullable<Text>,
        progress -> Nullable<Text>,
    }
}

table! {
    drafts (id) {
        id -> Binary,
        token_hash -> Binary,
        controller -> Text,
        answers -> Text,
        started_at -> BigInt,
        expires_at -> BigInt,
        case_id -> Nullable<Binary>,
    }
}

table! {
    challenges (id) {
        id -> Binary,
        purpose -> Text,
        subject -> Binary,
        code_hash -> Binary,
        tries -> BigInt,
        made_at -> BigInt,
        expires_at -> BigInt,
    }
}

table! {
    counters (name) {
        name -> Text,
        n -> BigInt,
        until -> BigInt,
    }
}

table! {
    portal_sessions (token_hash) {
        token_hash -> Binary,
        case_id -> Binary,
        confirmed_at -> BigInt,
        expires_at -> BigInt,
    }
}

table! {
    settings (name) {
        name -> Text,
        content -> Text,
    }
}

table! {
    findings (id) {
        id -> Binary,
        request_id -> Binary,
        system -> Text,
        collection -> Text,
        ordinal -> BigInt,
        link -> Text,
        flagged -> Bool,
        flag_reason -> Nullable<Text>,
        sealed -> Binary,
        include -> Nullable<Bool>,
        withheld_fields -> Nullable<Text>,
        exemption -> Nullable<Text>,
        reason -> Nullable<Text>,
        decided_by -> Nullable<Binary>,
        decided_at -> Nullable<BigInt>,
        silent -> Nullable<Bool>,
    }
}

table! {
    letters (mail_id) {
        mail_id -> Binary,
        notice -> Text,
    }
}

table! {
    wordings (id) {
        id -> Binary,
        controller -> Text,
        kind -> Text,
        body -> Nullable<Text>,
        written_by -> Binary,
        written_at -> BigInt,
        language -> Text,
    }
}

table! {
    gatherings (request_id, system) {
        request_id -> Binary,
        system -> Text,
        ordinal -> BigInt,
        title -> Text,
        state -> Text,
        found -> BigInt,
        attempts -> BigInt,
        message -> Nullable<Text>,
        frontier -> Nullable<Binary>,
        updated_at -> BigInt,
    }
}

table! {
    tasks (id) {
        id -> Binary,
        case_id -> Binary,
        request_id -> Binary,
        system -> Text,
        title -> Text,
        made_at -> BigInt,
        answer -> Nullable<Text>,
        note -> Nullable<Text>,
        answered_by -> Nullable<Binary>,
        answered_at -> Nullable<BigInt>,
        file_name -> Nullable<Text>,
        media_type -> Nullable<Text>,
        file_bytes -> Nullable<BigInt>,
        object -> Nullable<Text>,
    }
}

table! {
    disclosures (id) {
        id -> Binary,
        request_id -> Binary,
        case_id -> Binary,
        object -> Text,
        size_bytes -> BigInt,
        files -> BigInt,
        data_rows -> BigInt,
        sha256 -> Binary,
        built_at -> BigInt,
        expires_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
        downloads -> BigInt,
    }
}

table! {
    register (request_id) {
        request_id -> Binary,
        controller -> Text,
        reference -> Text,
        right_code -> Text,
        channel -> Text,
        regime -> Text,
        regime_version -> Text,
        received_at -> BigInt,
        due -> Nullable<Date>,
        extended -> Bool,
        state -> Text,
        ground -> Nullable<Text>,
        closed_at -> Nullable<BigInt>,
        closed_on -> Nullable<Date>,
        since -> Nullable<BigInt>,
        in_untouched -> BigInt,
        in_person -> BigInt,
        in_gathering -> BigInt,
        in_review -> BigInt,
        in_execution -> BigInt,
    }
}

table! {
    incoming (id) {
        id -> Binary,
        fingerprint -> Binary,
        sha256 -> Binary,
        controller -> Text,
        source -> Text,
        taken_at -> BigInt,
        received_at -> BigInt,
        contents -> Binary,
        suggested -> Nullable<Binary>,
        tie -> Nullable<Text>,
        state -> Text,
        case_id -> Nullable<Binary>,
        decided_by -> Nullable<Binary>,
        decided_at -> Nullable<BigInt>,
        reason -> Text,
        message_id -> Nullable<Text>,
    }
}

table! {
    complaints (case_id) {
        case_id -> Binary,
        controller -> Text,
        state -> Text,
        version -> BigInt,
        received_at -> BigInt,
        acknowledged_at -> Nullable<BigInt>,
        next_by -> Nullable<Date>,
        verdict -> Nullable<Text>,
        decided_by -> Nullable<Binary>,
        outcome_at -> Nullable<BigInt>,
        closed_at -> Nullable<BigInt>,
        about_case -> Nullable<Binary>,
        quoted -> Nullable<Text>,
        remedy -> Text,
        answer_by -> Text,
        answer_at -> Text,
        open -> Bool,
    }
}

table! {
    feeds (id) {
        id -> Binary,
        staff_id -> Binary,
        controller -> Nullable<Text>,
        whole_desk -> Bool,
        token_hash -> Binary,
        made_at -> BigInt,
        fetched_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
    }
}

table! {
    lessons (id) {
        id -> Binary,
        controller -> Text,
        case_id -> Nullable<Binary>,
        change -> Text,
        owner -> Nullable<Binary>,
        due -> Nullable<Date>,
        noted_by -> Binary,
        noted_at -> BigInt,
        done_at -> Nullable<BigInt>,
    }
}

table! {
    emptied_cases (case_id) {
        case_id -> Binary,
        emptied_at -> BigInt,
    }
}

table! {
    legal_holds (case_id) {
        case_id -> Binary,
        reason -> Text,
        placed_by -> Binary,
        placed_at -> BigInt,
    }
}

table! {
    destroyed_originals (entry_id) {
        entry_id -> Binary,
        destroyed_at -> BigInt,
    }
}

table! {
    log_tails (controller) {
        controller -> Text,
        seq -> BigInt,
        hash -> Binary,
    }
}

table! {
    policies (id) {
        id -> Binary,
        controller -> Text,
        name -> Text,
        source -> Text,
        answers -> Text,
        read_by -> Binary,
        read_at -> BigInt,
        in_force_at -> Nullable<BigInt>,
        version -> BigInt,
    }
}

table! {
    controller_versions (id) {
        id -> Binary,
        controller -> Text,
        body -> Nullable<Text>,
        policy_id -> Nullable<Binary>,
        changes -> Text,
        written_by -> Binary,
        written_at -> BigInt,
    }
}

joinable!(sessions -> staff (staff_id));
allow_tables_to_appear_in_same_query!(sessions, staff);
allow_tables_to_appear_in_same_query!(complaints, cases);
allow_tables_to_appear_in_same_query!(emptied_cases, cases);
allow_tables_to_appear_in_same_query!(destroyed_originals, incoming);
