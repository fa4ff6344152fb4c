//! A throwaway browser profile that trusts a CA and holds client certificates.
//!
//! [`Profile::create`] makes it, [`Profile::command`] gives the command that opens a page with it,
//! and dropping it removes it from the disk. Nothing outside its own folder is read or changed: the
//! user's own browser, profile and certificates stay as they are.
//!
//! ```no_run
//! use browser_profile::{Certificate, Presentation, Profile, Settings, find_program};
//! use std::path::Path;
//!
//! let program = find_program()?;
//! let profile = Profile::create(&Settings {
//!     authorities: vec![Path::new("target/demo/ca.pem")],
//!     certificates: vec![Certificate { p12: Path::new("target/demo/client0001.p12"), password: "…" }],
//!     present: vec![Presentation { origin: "https://localhost:8443", common_name: None }],
//!     ..Settings::new(program.browser)
//! })?;
//! let mut browser = profile.command(&program, "https://localhost:8443/").spawn()?;
//! browser.wait()?; // the browser must have ended before the profile is dropped
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod chromium;
mod error;
mod firefox;
mod nss;
mod profile;
mod program;

pub use error::Error;
pub use profile::{Certificate, Presentation, Profile, Settings};
pub use program::{Browser, Program, find_program, find_program_of};
