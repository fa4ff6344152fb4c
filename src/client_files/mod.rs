//! A certificate with its private key, in the form that a client needs.

mod archive;
mod chain;
mod client_file;
mod edits;
mod folder;
mod glclient2;
mod identity;
mod instructions;
mod json_edit;
mod layout;
mod local_time;
mod monsiaj;
mod pem;
mod pkcs12;
mod properties;
mod reading_back;
mod receview;
mod settings;
mod target;
mod yaml;

pub use client_file::ClientFile;
pub use identity::{Candidate, Choice, Identity};
pub use layout::Layout;
pub use local_time::LocalTime;
pub use reading_back::ReadBackBy;
pub use settings::{Connection, ConnectionProblem, Contents, Settings};
pub use target::Target;

pub use crate::encryption::{Protection, Random};
pub use crate::language::Language;
