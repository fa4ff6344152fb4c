//! `orcamo-cert/tools`: the files of clients, and what people take with them. It is loaded when it is first needed.

mod bytes;
mod client_settings;
mod convert;
mod describe;
mod random;
mod reminder;
mod utc_offset;
