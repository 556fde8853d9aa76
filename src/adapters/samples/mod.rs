//! The sample shop: a database, a folder of CSV files and a binder, made by us with the awkward shapes that real shops have.
//!
//! Everything is drawn from a fixed seed, so that the same shop comes out on every machine.

mod data;
mod people;
mod shop;

pub use people::{PEOPLE, SamplePerson};
pub use shop::{SampleError, make_shop};
