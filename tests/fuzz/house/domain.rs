//! The rules by which mail is read.

#[path = "../../../src/domain/incoming/mod.rs"]
pub mod incoming;
#[path = "../../../src/domain/personal.rs"]
pub mod personal;
#[path = "../../../src/domain/right.rs"]
pub mod right;
