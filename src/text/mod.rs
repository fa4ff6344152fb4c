//! Text that came out of a file, from a server or from a folder is data, wherever it goes: what of it people are shown, and which
//! names files may get of it. And forms of text: digits, hexadecimal, UTF-16.

mod digits;
mod file_name;
mod hex;
mod printable;
mod utf16;

pub(crate) use digits::two_digits;
pub use file_name::{file_name, is_file_name};
pub(crate) use hex::{from_hex, hex};
pub use printable::{is_printable, printable, printable_utf16};
pub(crate) use utf16::{from_utf16_be, to_utf16_be};
