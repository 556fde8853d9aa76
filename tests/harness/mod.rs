//! The shared test kit: what a test needs from outside itself, made for one test and gone after it.
//!
//! | need | take |
//! |---|---|
//! | other people's data, kept outside the tree | [`fixtures::folder`] |
//! | a PostgreSQL database of one's own | [`postgres::Database::create`] |
//! | a MariaDB database of one's own | [`mariadb::MariaDatabase::create`] |
//! | the real program on a free port | [`program::Program`] |
//! | a real IMAP server | [`dovecot::Dovecot`] |
//! | a service that answers as the test says | [`service::Service`] |
//! | a program of another company behind TLS | [`https::HttpsServer`] |
//! | the ways of mail as the program joins them | [`post::room`] |
//! | a mail server that misbehaves on cue | [`smtp::SmtpServer`] |
//! | whether something is German | [`german::strangers`] |
//! | a way to a system whose holder dies on cue | [`mortal::Mortal`] |
//! | a judge of JSON schemas | [`json_schema::faults`] |
//! | a clock that stands still | [`time::StoppedClock`] |
//! | chance that repeats itself | [`chance::SeededEntropy`] |
//!
//! What is not there is said with [`left_out::left_out`], never passed over in silence.

pub mod chance;
pub mod companies;
pub mod dovecot;
pub mod fixtures;
pub mod german;
pub mod https;
pub mod json_schema;
pub mod languages;
pub mod left_out;
pub mod mariadb;
pub mod mortal;
pub mod post;
pub mod postgres;
pub mod program;
pub mod reader;
pub mod service;
pub mod smtp;
pub mod time;
