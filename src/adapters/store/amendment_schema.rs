//! The tables of amendments, as [`super::schema`] has all others.

use diesel::table;

table! {
    amendments (id) {
        id -> Binary,
        request_id -> Binary,
        case_id -> Binary,
        kind -> Text,
        system -> Text,
        title -> Text,
        collection -> Text,
        column_name -> Text,
        what -> Text,
        state -> Text,
        guarded -> Bool,
        sealed -> Binary,
        message -> Nullable<Text>,
        made_at -> BigInt,
        written_at -> Nullable<BigInt>,
        confirmed_at -> Nullable<BigInt>,
    }
}
