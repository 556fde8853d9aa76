//! The reader of incoming mail, on any bytes. It is compiled alone, from the program's own files, so that this builds in a minute.

#![no_main]
#![expect(dead_code, unused_imports, reason = "the rest of the program uses what the reader leaves")]

#[path = "../house/adapters.rs"]
mod adapters;
#[path = "../answers.rs"]
mod answers;
#[path = "../house/config.rs"]
mod config;
#[path = "../house/domain.rs"]
mod domain;
#[path = "../house/ports.rs"]
mod ports;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

use adapters::incoming::parse;
use config::lexicons;
use domain::incoming::Reader;

static READER: LazyLock<Reader> = LazyLock::new(|| lexicons::reader().expect("the shipped lexicons"));

fuzz_target!(|bytes: &[u8]| answers::answers(&READER, bytes));
