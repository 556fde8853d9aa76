//! What makes a day at the desk shorter: kept filters, macros for one case or several, a call taken down, keys.

pub mod filters;
pub mod finding;
pub mod macros;
pub mod reception;
pub mod shortcuts;
