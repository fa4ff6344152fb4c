//! The only place that knows a browser: it converts and calls, and holds no rule of its own.

#![allow(unreachable_pub, reason = "what is exported to JavaScript is public there")]

mod abort;
mod arguments;
mod clock;
mod code_pages;
mod converting;
mod error;
mod exports;
mod fetch;
mod judging;
mod objects;
mod options;
mod random;
mod reminding;
mod renewing;
mod results;
mod text;
mod time_zone;
mod web_crypto;
mod wipe;
