//! The tables of erasures, of what stays stopped, of documents, of maps, keys of programs, links and files, as [`super::schema`] has all
//! others.

use diesel::{allow_tables_to_appear_in_same_query, table};

use super::schema::drafts;

table! {
    erasures (request_id) {
        request_id -> Binary,
        case_id -> Binary,
        stage -> Text,
        obstacles -> BigInt,
        summary -> Nullable<Text>,
        object -> Nullable<Text>,
        decided -> Nullable<Binary>,
        planned_at -> Nullable<BigInt>,
        begun_at -> Nullable<BigInt>,
        confirmed_at -> Nullable<BigInt>,
    }
}

table! {
    erasure_parts (request_id, system) {
        request_id -> Binary,
        system -> Text,
        map -> Text,
        title -> Text,
        state -> Text,
        requested -> BigInt,
        erased -> BigInt,
        emptied -> BigInt,
        remaining -> BigInt,
        message -> Nullable<Text>,
        committed_at -> Nullable<BigInt>,
        confirmed_at -> Nullable<BigInt>,
    }
}

table! {
    deferred_erasures (id) {
        id -> Binary,
        request_id -> Binary,
        case_id -> Binary,
        controller -> Text,
        map -> Text,
        title -> Text,
        last_day -> Date,
        kept -> BigInt,
        reason -> Text,
        object -> Text,
        erased -> BigInt,
        message -> Nullable<Text>,
        done_at -> Nullable<BigInt>,
    }
}

table! {
    erased_traces (hash) {
        hash -> Binary,
        kind -> Text,
        erased_at -> BigInt,
    }
}

table! {
    suppressions (controller, channel, hash) {
        controller -> Text,
        channel -> Text,
        hash -> Binary,
        since -> BigInt,
        reason -> Text,
    }
}

table! {
    program_keys (id) {
        id -> Binary,
        name -> Text,
        controller -> Text,
        token_hash -> Binary,
        made_by -> Binary,
        made_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

table! {
    map_versions (id) {
        id -> Binary,
        name -> Text,
        body -> Nullable<Text>,
        note -> Text,
        written_by -> Binary,
        written_at -> BigInt,
    }
}

table! {
    map_pins (request_id, name) {
        request_id -> Binary,
        name -> Text,
        version_id -> Nullable<Binary>,
    }
}

table! {
    task_links (id) {
        id -> Binary,
        task_id -> Binary,
        case_id -> Binary,
        system -> Text,
        policy -> Text,
        made_at -> BigInt,
        reminded -> Integer,
        state -> Text,
        note -> Text,
        next_at -> Nullable<BigInt>,
        closed_at -> Nullable<BigInt>,
        version -> BigInt,
    }
}

table! {
    recipient_notices (id) {
        id -> Binary,
        case_id -> Binary,
        request_id -> Binary,
        recipient -> Text,
        act -> Text,
        way -> Nullable<Text>,
        facts -> Text,
        state -> Text,
        round -> Integer,
        reminded -> Integer,
        made_at -> BigInt,
        told_at -> Nullable<BigInt>,
        changed_at -> BigInt,
        next_at -> Nullable<BigInt>,
        note -> Text,
        trouble -> Nullable<Text>,
        task_id -> Nullable<Binary>,
        version -> BigInt,
        occasion -> Text,
    }
}

table! {
    transmissions (id) {
        id -> Binary,
        case_id -> Binary,
        request_id -> Binary,
        program -> Text,
        receiver -> Text,
        state -> Text,
        disclosure_id -> Nullable<Binary>,
        facts -> Text,
        tries -> Integer,
        next_at -> Nullable<BigInt>,
        made_at -> BigInt,
        changed_at -> BigInt,
        trouble -> Nullable<Text>,
        note -> Text,
        version -> BigInt,
    }
}

table! {
    draft_links (token_hash) {
        token_hash -> Binary,
        draft_id -> Binary,
        expires_at -> BigInt,
    }
}

table! {
    uploads (id) {
        id -> Binary,
        draft_id -> Nullable<Binary>,
        case_id -> Nullable<Binary>,
        name -> Text,
        media_type -> Text,
        bytes -> BigInt,
        added_at -> BigInt,
        seen_at -> Nullable<BigInt>,
        proof -> Nullable<Bool>,
    }
}

table! {
    unheard_cases (case_id) {
        case_id -> Binary,
    }
}

allow_tables_to_appear_in_same_query!(uploads, drafts);

table! {
    documents (id) {
        id -> Binary,
        request_id -> Binary,
        system -> Text,
        name -> Text,
        media_type -> Text,
        file_bytes -> BigInt,
        object -> Text,
        added_by -> Nullable<Binary>,
        added_at -> BigInt,
        verdict -> Nullable<Text>,
        copy_object -> Nullable<Text>,
        copy_bytes -> Nullable<BigInt>,
        choices -> Nullable<Binary>,
        exemption -> Nullable<Text>,
        reason -> Nullable<Text>,
        silent -> Nullable<Bool>,
        decided_by -> Nullable<Binary>,
        decided_at -> Nullable<BigInt>,
    }
}

table! {
    case_files (id) {
        id -> Binary,
        case_id -> Binary,
        origin -> Text,
        name -> Text,
        media_type -> Text,
        file_bytes -> BigInt,
        object -> Text,
        added_by -> Binary,
        added_at -> BigInt,
    }
}
