//! The outside, behind the ports. Adapters never import each other.

pub mod system;
pub mod vault;
