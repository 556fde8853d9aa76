//! Macros: several actions under one name, and what they would do to a case before anybody does them.

mod plan;
mod step;

pub use plan::{Hindrance, Offers, Outlook, Reach, Standing, Taking, plan};
pub use step::{LONGEST_MACRO_NAME, Macro, MacroFault, MacroStep, Taker, check_steps};
