//! Setting companies up: the maps of their systems, the list with the way to the first request, a company with what follows from its facts, a policy from its
//! words to being in force.

mod annex_view;
pub mod companies;
mod company_view;
pub mod logo;
pub mod map_edit;
mod map_open;
mod map_pieces;
pub mod maps;
mod maps_view;
mod points_view;
pub mod policy;
pub mod policy_lint;
mod policy_upload;
pub mod program_keys;
pub mod start;
mod steps;
