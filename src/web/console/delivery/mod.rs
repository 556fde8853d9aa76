//! The packages of a case: being made, ready, fetched, taken back, or sent straight to another company (Article 20(2)); and letters on
//! paper.

pub mod packing;
pub mod print;
pub mod sending;
mod sending_view;
mod view;

pub use packing::PackingView;
pub use sending_view::{SendingView, SlipView, happened};
pub use view::{DeliveryView, size};
