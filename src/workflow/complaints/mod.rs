//! The complaints desk: a complaint comes in, is acknowledged in the same transaction, looked into, and answered.
//!
//! [`arrival`] takes it in, [`work`] gives it commands, `letters` fills L17 to L19, [`reading`] gathers what its page shows,
//! [`lessons`] keeps what was learnt, [`counting`] adds up for the regulator, [`reminders`] keeps its dates in mind.

pub mod arrival;
pub mod counting;
pub mod lessons;
mod letters;
pub mod reading;
pub mod reminders;
mod schedule;
pub mod work;

pub use arrival::NewComplaint;
pub use reading::{ComplaintFile, open_complaint};
pub use schedule::{dates, schedule};
pub use work::{give, give_in};
