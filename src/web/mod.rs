//! The only place that knows a browser: it converts and calls, and holds no rule of its own.
//!
//! One crate makes two modules. `main` is `orcamo-cert`, which reads, judges and renews; with the feature `tools` it is `orcamo-cert/tools`
//! instead. In both folders a file is one export with its options; the files here are what both use.

#![warn(dead_code, unused_imports)]
#![allow(unreachable_pub, reason = "what is exported to JavaScript is public there")]

mod arguments;
mod clock;
mod code_pages;
mod error;
mod frame;
mod options;
mod promise;
mod results;
mod web_crypto;
mod wipe;

#[cfg(not(feature = "tools"))]
mod main;
#[cfg(feature = "tools")]
mod tools;
