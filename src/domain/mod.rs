//! The rules of the desk, and nothing else: no database, network, file, environment, clock or chance.
//!
//! Everything here is a value or a pure function. Time, randomness and law come in as arguments.
#![warn(missing_docs)]

pub mod access;
pub mod amendment;
pub mod audit;
pub mod case;
pub mod clock;
pub mod colour;
pub mod complaint;
pub mod controller;
pub mod datamap;
pub mod diary;
pub mod disclosure;
pub mod erasure;
pub mod evidence;
pub mod ids;
pub mod incoming;
pub mod keyed;
pub mod language;
pub mod letter;
pub mod logo;
pub mod macros;
pub mod mapping;
pub mod mention;
pub mod notice;
pub mod office;
pub mod outside;
pub mod password;
pub mod personal;
pub mod policy;
pub mod redaction;
mod refusing;
pub mod regime;
pub mod register;
pub mod report;
pub mod request;
pub mod retention;
pub mod right;
pub mod setup;
pub mod showing;
pub mod suppression;
pub mod task_link;
pub mod telling;
pub mod transmission;
pub mod upload;
