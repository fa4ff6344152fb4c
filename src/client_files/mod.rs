//! A certificate with its private key, in the form that a client needs.

mod archive;
mod chain;
mod client_file;
mod identity;
mod layout;
mod local_time;
mod pem;
mod pkcs12;
mod reading_back;
mod readme;
mod replaced;
mod target;

pub use client_file::ClientFile;
pub use identity::{Candidate, Choice, Identity};
pub use layout::Layout;
pub use local_time::LocalTime;
pub use reading_back::ReadBackBy;
pub use target::Target;

pub use crate::encryption::{Protection, Random};
pub use crate::language::Language;
