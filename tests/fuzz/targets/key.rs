//! Private keys of their own, with any bytes; the last of them chooses the password.
#![no_main]

use fuzz::{check_error, chosen_password, password};
use libfuzzer_sys::fuzz_target;
use orcamo_cert::{
    certificate::private_key::{KeyMaterial, PrivateKey},
    input::{Credentials, Derivations, key::read},
};

/// Which encoding, and the octets of it.
fn facts(key: &PrivateKey) -> Option<(u8, &[u8])> {
    key.material.as_ref().map(|material| match material {
        KeyMaterial::Pkcs8(der) => (8, der.expose()),
        KeyMaterial::Pkcs1(der) => (1, der.expose()),
        KeyMaterial::Sec1(der) => (0, der.expose()),
    })
}

fuzz_target!(|input: &[u8]| {
    let text = chosen_password(input);
    let credentials = Credentials::from(password(text).as_ref());
    let Some(guess) = credentials.guesses().next() else {
        return;
    };
    let open = || read(input, &guess, &mut Derivations::default());
    match open() {
        Ok(keys) => {
            assert!(keys.iter().any(|key| facts(key).is_some()));
            assert!(
                keys.iter()
                    .all(|key| facts(key).map_or(key.refusal.is_some(), |(_, der)| !der.is_empty()))
            );
            let again = open().unwrap_or_default();
            let facts = |keys: &[PrivateKey]| -> Vec<_> {
                keys.iter()
                    .map(|key| facts(key).map(|(kind, der)| (kind, der.to_vec())))
                    .collect()
            };
            assert_eq!(facts(&again), facts(&keys), "opened twice, other facts");
        }
        Err(error) => check_error(&error, text, input),
    }
});
