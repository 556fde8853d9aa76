//! The rules of requests, enumerated.

mod complaint_table;
mod guards;
mod request_table;
