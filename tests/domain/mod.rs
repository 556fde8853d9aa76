//! The rules of requests, enumerated.

mod request_table;
