//! End-to-end tests: a real browser, a real nginx with the files of `deploy/nginx`, the renewal
//! authority, and the built page (`cargo xtask build` first).
//!
//! [`Site`] is the servers' side, [`Browser`] a browser with a profile of its own, [`Visitor`] who uses it, [`Card`] what
//! the page says of one file, [`mint`] makes certificates the demo folder has none of. Everything listens on loopback, on
//! free ports, in temporary folders, and ends with the value that stands for it.
//!
//! Browsers are the exception: their start costs more than most tests. One whose test has passed is made as new (its tabs closed,
//! what it stored and remembered of sites cleared) and waits for a test with the same visitor. One that was killed, or whose test
//! failed, is ended at once; those that wait end with the process of the tests, in whatever way that ends (`cleanup`).
//!
//! A test takes the browser as its argument and is named in [`in_both_browsers!`] or, where it needs no client certificate, in
//! [`in_all_browsers!`]; or it takes browser and deployment: every renewal does.
//! What a browser may do otherwise with another origin is named in [`in_both_browsers_and_deployments!`], what the page does of itself
//! in [`in_either_deployment!`]. What depends on the browser and not on how it is served is named in
//! [`in_both_browsers_at_one_origin!`], what depends on neither in [`in_chromium!`]. What only one browser can do is tested in that one.
//!
//! At most three tests with a [`Site`] run at a time, whatever `RUST_TEST_THREADS` says, and a test has one. Most of the time a test
//! waits; more browsers at once on a small machine only make each other slow.
//! No test sleeps: each waits for a condition ([`wait::until`]). What the page is to show is waited for inside the page (`watch`).
#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the tests' own tools: a panic is how a test fails"
)]

mod bidi;
mod browser;
mod card;
mod cleanup;
mod driver;
mod family;
mod files;
mod firefox;
mod home;
mod http;
mod instance;
pub mod key;
mod marionette;
pub mod mint;
mod nginx;
pub mod openssl;
mod page;
mod pool;
mod process;
pub mod project;
mod records;
mod renewal;
mod row;
mod scene;
mod shadow;
mod site;
mod visitor;
pub mod wait;
mod warm;
mod watch;
mod webdriver;
mod webkit;

pub use browser::Browser;
pub use card::Card;
pub use family::Family;
pub use nginx::Nginx;
pub use process::{Running, naming, output};
pub use records::Request;
pub use renewal::{Saved, assert_nothing_was_asked_for};
pub use row::Row;
pub use scene::Scene;
pub use site::{Deployment, Setup, Site, demo, demo_certificate};
pub use visitor::Visitor;
pub use webdriver::{Element, Failure, Session, Window};

/// A visitor on the page of the usual site. The site comes first, so that the browser ends before it.
#[must_use]
pub fn visit(family: Family, visitor: &Visitor<'_>) -> (Site, Browser) {
    let site = Site::start(Setup::of(family));
    let browser = Browser::visit(family, &site, visitor);
    (site, browser)
}

/// Makes tests of one function, each with another [`Family`]: what the macros below have in common.
/// A function that is forgotten there is dead code, which the compiler reports.
#[macro_export]
macro_rules! in_families {
    ($name:ident: $($test:ident = $family:ident;)+) => {
        mod $name {
            $(
                #[test]
                fn $test() {
                    super::$name($crate::Family::$family);
                }
            )+
        }
    };
}

/// Makes two tests of each function named, `NAME::in_chromium` and `NAME::in_firefox`: each takes a [`Family`].
#[macro_export]
macro_rules! in_both_browsers {
    ($($name:ident),+ $(,)?) => { $(
        $crate::in_families! { $name: in_chromium = Chromium; in_firefox = Firefox; }
    )+ };
}

/// Makes three tests of each function named, `NAME::in_chromium`, `NAME::in_firefox` and `NAME::in_webkit`: each takes a [`Family`].
#[macro_export]
macro_rules! in_all_browsers {
    ($($name:ident),+ $(,)?) => { $(
        $crate::in_families! { $name: in_chromium = Chromium; in_firefox = Firefox; in_webkit = WebKit; }
    )+ };
}

/// Makes two tests of each function named, `NAME::in_chromium` and `NAME::in_webkit`, each of which takes a [`Family`]: what needs no store
/// for certificates, and is no other matter in Firefox.
#[macro_export]
macro_rules! in_chromium_and_webkit {
    ($($name:ident),+ $(,)?) => { $(
        $crate::in_families! { $name: in_chromium = Chromium; in_webkit = WebKit; }
    )+ };
}

/// Makes one test of each function named, `NAME::in_chromium`, which takes a [`Family`]: nothing in it is another matter in Firefox.
#[macro_export]
macro_rules! in_chromium {
    ($($name:ident),+ $(,)?) => { $(
        $crate::in_families! { $name: in_chromium = Chromium; }
    )+ };
}

/// Makes tests of one function, each with another [`Scene`]: what the macros below have in common.
#[macro_export]
macro_rules! in_scenes {
    ($name:ident: $($test:ident = $family:ident, $deployment:ident;)+) => {
        mod $name {
            use $crate::{Deployment, Family, Scene};

            $(
                #[test]
                fn $test() {
                    super::$name(Scene::new(Family::$family, Deployment::$deployment));
                }
            )+
        }
    };
}

/// Makes two tests of each function named, `NAME::in_chromium` and `NAME::in_firefox`, each with a [`Scene`] of the same origin.
#[macro_export]
macro_rules! in_both_browsers_at_one_origin {
    ($($name:ident),+ $(,)?) => { $(
        $crate::in_scenes! { $name:
            in_chromium = Chromium, SameOrigin;
            in_firefox = Firefox, SameOrigin;
        }
    )+ };
}

/// Makes two tests of each function named: `NAME::in_chromium` at one origin, and `NAME::in_firefox_across_origins`.
#[macro_export]
macro_rules! in_either_deployment {
    ($($name:ident),+ $(,)?) => { $(
        $crate::in_scenes! { $name:
            in_chromium = Chromium, SameOrigin;
            in_firefox_across_origins = Firefox, CrossOrigin;
        }
    )+ };
}

/// Makes four tests of each function named, each with another [`Scene`]: `NAME::in_chromium`, `NAME::in_firefox`,
/// `NAME::in_chromium_across_origins` and `NAME::in_firefox_across_origins`.
#[macro_export]
macro_rules! in_both_browsers_and_deployments {
    ($($name:ident),+ $(,)?) => { $(
        $crate::in_scenes! { $name:
            in_chromium = Chromium, SameOrigin;
            in_firefox = Firefox, SameOrigin;
            in_chromium_across_origins = Chromium, CrossOrigin;
            in_firefox_across_origins = Firefox, CrossOrigin;
        }
    )+ };
}
