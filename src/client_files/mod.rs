//! A certificate with its private key, in the form that a client needs.
//!
//! An [`Identity`] is opened, a [`Layout`] says what is made of it, and the files come with their places in the client's own folder.
//! Randomness is an argument:
//!
//! ```
//! use orcamo_cert::{
//!     calendar::Timestamp,
//!     client_files::{Choice, Identity, Layout, LocalTime, Target},
//!     clients::{GLCLIENT2, Settings},
//!     input::{Credentials, Derivations},
//!     secret::Password,
//! };
//!
//! let now = Timestamp::parse("2028-11-22T01:15:00Z").expect("RFC 3339");
//! let password = Password::new("fixture".to_owned());
//! let file = std::fs::read("tests/fixtures/pkcs12/openssl-default.p12")?;
//! let choice = Choice { fingerprint_sha256: None, now };
//! let identity =
//!     Identity::open(&file, &Credentials::from(Some(&password)), None, choice, &mut Derivations::default())?;
//!
//! let settings = br#"{"index":0,"list":[{"certfile":"/home/a/.glclient2/certificates/old.crt"}]}"#;
//! let layout = Layout {
//!     settings: Some(Settings { file: settings.to_vec(), ..Settings::default() }),
//!     // Nine hours ahead of UTC: files are named by the local time.
//!     ..Layout::new(Target::Client(&GLCLIENT2), LocalTime::new(now, 9 * 60))
//! };
//! let files = layout.files(&identity, &password, &mut |octets| {
//!     getrandom::fill(octets).expect("randomness");
//!     Ok(())
//! })?;
//! let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
//! assert_eq!(
//!     paths,
//!     [
//!         "certificates/20281122101500.p12",
//!         "certificates/20281122101500.crt",
//!         "certificates/20281122101500.pem",
//!         "certificates/20281122101500.pass",
//!         "config.json",
//!     ],
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
