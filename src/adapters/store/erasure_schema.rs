//! The tables of erasures and of what stays stopped, as [`super::schema`] has all others.

use diesel::table;

table! {
    erasures (request_id) {
        request_id -> Binary,
        case_id -> Binary,
        stage -> Text,
        obstacles -> BigInt,
        summary -> Nullable<Text>,
        object -> Nullable<Text>,
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
