//! PBKDF2 by the browser's own Web Cryptography API: native code, beside the page's thread.

use js_sys::{Array, ArrayBuffer, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, Pbkdf2Params, SubtleCrypto};
use zeroize::Zeroizing;

use super::wipe;
use crate::{
    error::Error,
    input::{Attempt, Derivation, Derivations},
};

/// What is encrypted inside of what is encrypted: real files have one level or two.
const MOST_LEVELS: usize = 8;

/// Reads a file whose keys the browser derives as far as it can; the rest is derived here.
pub(super) async fn read<T>(file: impl Fn(&mut Derivations) -> Result<T, Error>) -> Result<T, Error> {
    let mut derivations = Derivations::default();
    if let Some(subtle) = subtle() {
        for _ in 0..MOST_LEVELS {
            match wipe::afterwards(|| derivations.attempt(&file)) {
                Attempt::Finished(result) => return result,
                Attempt::Needs(keys) if keys.is_empty() => break,
                Attempt::Needs(keys) => {
                    if !derive(&subtle, keys, &mut derivations, &file).await {
                        break;
                    }
                }
            }
        }
    }
    wipe::afterwards(|| derivations.read(file))
}

/// Whether the browser has derived every key.
async fn derive<T>(
    subtle: &SubtleCrypto,
    wanted: Vec<Derivation>,
    derivations: &mut Derivations,
    file: impl Fn(&mut Derivations) -> Result<T, Error>,
) -> bool {
    let mut complete = true;
    let mut started = Vec::new();
    for derivation in wanted {
        match start(subtle, &derivation).await {
            Ok(promise) => started.push((derivation, promise)),
            Err(_) => complete = false,
        }
    }
    wipe::afterwards(|| derivations.derive_others(file));
    for (derivation, promise) in started {
        match JsFuture::from(promise).await {
            Ok(bits) => derivations.learn(derivation, take(&bits.unchecked_into())),
            Err(_) => complete = false,
        }
    }
    complete
}

/// `crypto.subtle`, which is there in secure contexts only.
fn subtle() -> Option<SubtleCrypto> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.is_object().then(|| subtle.unchecked_into())
}

async fn start(subtle: &SubtleCrypto, derivation: &Derivation) -> Result<Promise, JsValue> {
    let hash = derivation.web_crypto_hash().ok_or(JsValue::NULL)?;
    let bits = u32::try_from(derivation.length * 8).map_err(|_| JsValue::NULL)?;
    let password = Uint8Array::from(derivation.password.as_slice());
    let import = subtle.import_key_with_str("raw", &password, "PBKDF2", false, &Array::of1(&"deriveBits".into()));
    // The API has taken its own copy.
    password.fill(0, 0, password.length());
    let key: CryptoKey = JsFuture::from(import?).await?.unchecked_into();
    let salt = Uint8Array::from(derivation.salt.as_slice());
    let parameters = Pbkdf2Params::new_with_str("PBKDF2", hash, derivation.iterations, &salt);
    subtle.derive_bits_with_object(&parameters, &key, bits)
}

/// Moves the key into the module's memory.
fn take(bits: &ArrayBuffer) -> Zeroizing<Vec<u8>> {
    let bits = Uint8Array::new(bits);
    let key = Zeroizing::new(bits.to_vec());
    bits.fill(0, 0, bits.length());
    key
}
