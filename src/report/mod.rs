//! What people take with them of a certificate that was checked, and everything that it says.

pub mod description;
mod extension;
mod icalendar;
mod names;
pub mod reminder;
mod words;
