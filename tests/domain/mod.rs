//! The rules of requests, enumerated.

mod guards;
mod request_table;
