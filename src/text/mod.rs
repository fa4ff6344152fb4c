//! Text that came out of a file, from a server or from a folder is data, wherever it goes: what of it people are shown, and which
//! names files may get of it.

mod file_name;
mod printable;

pub use file_name::{file_name, is_file_name};
pub use printable::{is_printable, printable, printable_utf16};
