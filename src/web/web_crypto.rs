//! The browser's own Web Cryptography API: PBKDF2, in native code beside the page's thread, and the curves that are not known here.

use js_sys::{Array, ArrayBuffer, JSON, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, Pbkdf2Params, SubtleCrypto};
use zeroize::Zeroizing;

use super::{frame, wipe};
use crate::{
    error::Error,
    input::{Attempt, Derivation, Derivations},
    inspection::Pair,
};

/// What is encrypted inside of what is encrypted: real files have one level or two.
const MOST_LEVELS: usize = 8;

/// Reads a file whose keys the browser derives as far as it can; the rest is derived here. Before what takes long, the browser draws.
pub(super) async fn read<T>(
    derivations: &mut Derivations,
    file: impl Fn(&mut Derivations) -> Result<T, Error>,
) -> Result<T, Error> {
    for _ in 0..MOST_LEVELS {
        match (wipe::afterwards(|| derivations.attempt(&file)), subtle()) {
            (Attempt::Finished(result), _) => return result,
            (Attempt::Needs(keys), Some(subtle)) if !keys.is_empty() => {
                if !derive(&subtle, keys, derivations, &file).await {
                    break;
                }
            }
            (Attempt::Needs(keys), _) => {
                // Where the browser derives none, those too are derived here.
                if !keys.is_empty() || derivations.takes_long_here() {
                    frame::drawn().await;
                }
                break;
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
    if derivations.takes_long_here() {
        frame::drawn().await;
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

/// Finds out whether private keys and certificates belong together, as far as the browser knows their algorithms.
pub(super) async fn decide(pairs: &mut [Pair]) {
    let Some(subtle) = subtle() else { return };
    for place in 0..pairs.len() {
        let answer = match pairs.get(place) {
            Some(pair) if !pair.is_settled(pairs) => belong_together(&subtle, pair).await.ok(),
            _ => None,
        };
        if let Some(pair) = pairs.get_mut(place) {
            pair.belong_together = answer;
        }
    }
}

/// What is signed to see whether a key fits; the signature is thrown away.
const TEXT: &[u8] = b"orcamo-cert";

/// Whether what the private key signs is verified with the public key.
async fn belong_together(
    subtle: &SubtleCrypto,
    Pair {
        kind,
        private_key,
        public_key,
        ..
    }: &Pair,
) -> Result<bool, JsValue> {
    let name = if kind.algorithm == "EC" {
        "ECDSA"
    } else {
        &kind.algorithm
    };
    let curve = kind.curve.as_deref().unwrap_or_default();
    let algorithm = format!(r#"{{"name":"{name}","namedCurve":"{curve}","hash":"SHA-256"}}"#);
    let algorithm: Object = JSON::parse(&algorithm)?.unchecked_into();
    let import = |format, octets: &[u8], usage: &str| {
        let octets = Uint8Array::from(octets);
        let import = subtle.import_key_with_object(format, &octets, &algorithm, false, &Array::of1(&usage.into()));
        // The API has taken its own copy.
        octets.fill(0, 0, octets.length());
        import
    };
    let private_key = import("pkcs8", private_key.expose(), "sign")?;
    let public_key = import("spki", public_key, "verify")?;
    let keys = JsFuture::from(Promise::all(&Array::of2(&private_key, &public_key))).await?;
    let keys: Array = keys.unchecked_into();
    let text = Uint8Array::from(TEXT);
    let signature = subtle.sign_with_object_and_js_u8_array(&algorithm, keys.get(0).unchecked_ref(), &text)?;
    let signature: Object = JsFuture::from(signature).await?.unchecked_into();
    let verified = subtle.verify_with_object_and_buffer_source_and_buffer_source(
        &algorithm,
        keys.get(1).unchecked_ref(),
        &signature,
        &text,
    )?;
    Ok(JsFuture::from(verified).await?.is_truthy())
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
