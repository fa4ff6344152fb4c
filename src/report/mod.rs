//! What people take with them of a certificate that was checked.

mod icalendar;
pub mod reminder;
mod words;
