//! What makes a day at the desk shorter: kept filters, the same for several cases, a call taken down, keys.

pub mod bulk;
pub mod filters;
pub mod reception;
pub mod shortcuts;
