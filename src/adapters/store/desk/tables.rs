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

table! {
    teams (id) {
        id -> Binary,
        name -> Text,
        active -> Bool,
    }
}

table! {
    team_members (team_id, staff_id) {
        team_id -> Binary,
        staff_id -> Binary,
    }
}

table! {
    case_teams (case_id) {
        case_id -> Binary,
        team_id -> Binary,
    }
}

table! {
    absences (id) {
        id -> Binary,
        staff_id -> Binary,
        first_day -> Date,
        last_day -> Date,
        deputy -> Nullable<Binary>,
    }
}

table! {
    systems (name) {
        name -> Text,
        body -> Text,
    }
}

table! {
    mailboxes (name) {
        name -> Text,
        body -> Text,
    }
}

table! {
    setup_changes (id) {
        id -> Binary,
        area -> Text,
        subject -> Text,
        name -> Text,
        changes -> Text,
        made_by -> Nullable<Binary>,
        made_at -> BigInt,
    }
}

table! {
    macros (id) {
        id -> Binary,
        name -> Text,
        owner_id -> Nullable<Binary>,
        steps -> Text,
    }
}

allow_tables_to_appear_in_same_query!(case_tags, case_teams, team_members, cases);
