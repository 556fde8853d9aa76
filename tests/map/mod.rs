//! Data maps against live schemas: what `map check` finds, what `map draft` proposes.

mod check;
mod draft;
mod fideslang;
mod measured;
mod shop;
mod woocommerce;
