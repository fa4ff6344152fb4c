//! The files of each client, judged by the programs that its client is made of.

mod archive;
mod glclient2_settings;
mod hostile_names;
mod monsiaj_settings;
mod receview;
mod renewal;
pub(crate) mod source;
mod windows;
mod world;
