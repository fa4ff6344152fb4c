//! What people take with them of a certificate that was checked.

mod calendar;
pub mod reminder;
mod wall;
mod words;
