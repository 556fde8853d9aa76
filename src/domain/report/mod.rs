//! How a desk is doing: figures, charts and dates, worked out from the register of requests. Nothing in here is personal.
//!
//! A chart is drawn once, as plain marks on a sheet of relative width; a page and a printed report have the same marks drawn.

mod around;
mod chart;
mod days;
mod drawing;
mod history;
mod numbers;
mod outlook;
mod paper;
mod stage;
mod start_by;
mod tally;
mod window;
pub mod words;

pub use around::{Kept, complaints, kept};
pub use chart::{Chart, Grid};
pub use days::Days;
pub use drawing::{Anchor, Drawing, Mark, Shade, Tone, WIDE};
pub use history::{by_company, by_right, months, stages, volumes};
pub use numbers::{Numbers, numbers};
pub use outlook::{due_days, phases};
pub use paper::{Headline, Leaf, Paper};
pub use stage::{Spent, Stage};
pub use start_by::{Paces, StartBy, start_by};
pub use tally::{Answered, Due, Month, Open, StageTime};
pub use window::Window;
