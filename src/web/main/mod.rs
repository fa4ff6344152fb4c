//! `orcamo-cert`: reads, judges and renews. It is what a page needs at first.

mod abort;
mod address;
mod bundle;
mod clients;
mod fetch;
mod inspect;
mod judge;
mod limits;
mod objects;
mod policy;
mod presented;
mod renew;
mod services;
mod text;
mod time_zone;
