//! RSA keys that are made once and used again: a new one takes longer than everything else of a renewal.

use crate::Error;
use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use std::sync::{Arc, Mutex, PoisonError};

/// More than the certificates of one authority that a test compares.
const SIZE: usize = 16;

static STOCK: Mutex<Vec<Arc<KeyPair>>> = Mutex::new(Vec::new());

/// A new RSA-2048 key.
pub(crate) fn new_key() -> Result<KeyPair, Error> {
    Ok(KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?)
}

/// The key of this number, counted modulo the size of the stock.
pub(crate) fn key(number: usize) -> Result<Arc<KeyPair>, Error> {
    let mut stock = STOCK.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if let Some(key) = stock.get(number % SIZE) {
            return Ok(key.clone());
        }
        stock.push(Arc::new(new_key()?));
    }
}
