//! `rightsdesk demo`: a desk with four shops, a sample shop's database and fifty cases, to look at and to try.

mod cases;
mod clock;
mod documents;
mod past;
mod recipients;
mod run;
mod seed;
mod walk;

pub use run::{Args, run};
