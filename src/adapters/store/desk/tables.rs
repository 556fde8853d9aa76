//! The tables of what colleagues do beside the requests, as [`crate::adapters::store::schema`] has all others.

use diesel::{allow_tables_to_appear_in_same_query, table};

use crate::adapters::store::schema::cases;

table! {
    saved_filters (id) {
        id -> Binary,
        staff_id -> Binary,
        name -> Text,
        query -> Text,
        shared -> Bool,
        made_at -> BigInt,
    }
}

table! {
    case_tags (case_id, tag) {
        case_id -> Binary,
        tag -> Text,
    }
}

table! {
    case_watchers (case_id, staff_id) {
        case_id -> Binary,
        staff_id -> Binary,
        since -> BigInt,
    }
}

table! {
    case_visits (case_id, staff_id) {
        case_id -> Binary,
        staff_id -> Binary,
        seen_at -> BigInt,
    }
}

table! {
    case_links (case_id, other_id) {
        case_id -> Binary,
        other_id -> Binary,
        kind -> Text,
        made_by -> Binary,
        made_at -> BigInt,
    }
}

table! {
    reply_drafts (case_id, staff_id) {
        case_id -> Binary,
        staff_id -> Binary,
        body -> Text,
        saved_at -> BigInt,
    }
}

table! {
    reply_texts (id) {
        id -> Binary,
        name -> Text,
        body -> Text,
        written_by -> Binary,
        written_at -> BigInt,
    }
}

allow_tables_to_appear_in_same_query!(case_tags, cases);
