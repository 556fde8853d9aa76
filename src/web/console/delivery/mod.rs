//! The packages of a case: being made, ready, fetched, taken back.

pub mod packing;
mod view;

pub use packing::PackingView;
pub use view::{DeliveryView, size};
