//! Hash functions chosen at run time, HMAC, and keys from passwords over them.
//!
//! RustCrypto's `hmac`, `pbkdf2` and `pkcs12` are generic: each hash brings its own copy of their loops into the module. Here the loops stand
//! once, and only the compression functions are chosen by the hash. They are a crate of their own because they are compiled for speed, and
//! the rest of the module for size. What depends on a secret is wiped when it is dropped.

mod hash;
mod hmac;
mod pbkdf1;
mod pbkdf2;
mod pkcs12;

pub use hash::{Digest, Hash, Hasher};
pub use hmac::Hmac;
pub use pbkdf1::pbkdf1;
pub use pbkdf2::pbkdf2;
pub use pkcs12::{Purpose, pkcs12};

#[cfg(test)]
mod tests;
