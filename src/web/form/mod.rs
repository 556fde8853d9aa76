//! The public form: one question per page, no script, no account. Handlers read, ask the workflow, fill a template.

mod asking;
mod checking;
mod complaint;
mod confirming;
mod files;
mod home;
mod resume;
mod routes;
mod sent;
mod stop;
mod views;
mod visit;

pub(in crate::web) use asking::earlier;
pub use routes::{ROUTES, routes};
pub(in crate::web) use views::{Asked, QuestionView, StepsView};
pub(in crate::web) use visit::typed;
