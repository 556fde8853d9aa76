//! What there is to show: how the desk is doing, as a page, tables and a sheet of paper; and the register it comes from.

mod chart;
pub mod page;
pub mod register;
