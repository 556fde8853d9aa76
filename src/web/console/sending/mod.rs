//! What goes straight to another company (Article 20(2)), on the case page.

pub mod deeds;
mod view;

pub use view::{SendingView, SlipView, happened};
