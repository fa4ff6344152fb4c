//! Key derivations that somebody else does: OpenSSL stands in for the browser's Web Cryptography API.

use crate::common::{minted, now, openssl, password};
use orcamo_cert::{
    Error,
    eligibility::Policy,
    error::SecondPassword,
    input::{Attempt, Credentials, Derivation, Derivations},
    inspection::{Inspection, inspect, inspect_with},
};
use zeroize::Zeroizing;

/// A PKCS#12 file of OpenSSL with so many iterations for MAC, certificate and key.
fn pkcs12(iterations: &str, further: &[&str]) -> Vec<u8> {
    let identity = minted("client0001", 30);
    let both = [
        identity.private_key_pem().as_bytes(),
        identity.certificate_pem().as_bytes(),
    ]
    .concat();
    let mut arguments = vec!["pkcs12", "-export", "-passout", "pass:パスワード", "-iter", iterations];
    arguments.extend(further);
    openssl(&arguments, &both)
}

fn read(bytes: &[u8], text: &str, derivations: &mut Derivations) -> Result<Inspection, Error> {
    let credentials = Credentials::from(Some(&password(text)));
    inspect_with(bytes, None, &credentials, &Policy::default(), now(), derivations)
}

fn needs(derivations: &mut Derivations, bytes: &[u8], text: &str) -> Vec<Derivation> {
    match derivations.attempt(|derivations| read(bytes, text, derivations)) {
        Attempt::Needs(list) => list,
        Attempt::Finished(result) => panic!("needs nothing: {result:?}"),
    }
}

fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// PBKDF2 by `openssl kdf`.
fn by_openssl(derivation: &Derivation) -> Zeroizing<Vec<u8>> {
    let option = |name: &str, value: &str| format!("{name}:{value}");
    let derived = openssl(
        &[
            "kdf",
            "-binary",
            "-keylen",
            &derivation.length.to_string(),
            "-kdfopt",
            &option("digest", derivation.web_crypto_hash().unwrap()),
            "-kdfopt",
            &option("hexpass", &hexadecimal(&derivation.password)),
            "-kdfopt",
            &option("hexsalt", &hexadecimal(&derivation.salt)),
            "-kdfopt",
            &option("iter", &derivation.iterations.to_string()),
            "PBKDF2",
        ],
        &[],
    );
    Zeroizing::new(derived)
}

/// The MAC of PKCS#12 is derived here, whoever derives the keys.
#[test]
fn only_what_takes_long_here_is_said_to() {
    for (iterations, takes_long) in [("10000", false), ("200000", true)] {
        let mut derivations = Derivations::default();
        needs(&mut derivations, &pkcs12(iterations, &[]), "パスワード");
        assert_eq!(derivations.takes_long_here(), takes_long, "{iterations}");
    }
    let mut derivations = Derivations::default();
    needs(&mut derivations, &pkcs12("200000", &["-nomac"]), "パスワード");
    assert!(!derivations.takes_long_here(), "PBKDF2 alone");
}

#[test]
fn a_file_is_read_with_keys_that_openssl_has_derived() {
    for (keys, further) in [
        (2, &[][..]),
        (2, &["-macalg", "SHA512"]),
        (2, &["-certpbe", "AES-128-CBC", "-keypbe", "AES-192-CBC"]),
        // OpenSSL leaves the certificate in the clear then.
        (1, &["-nomac"]),
    ] {
        let file = pkcs12("5000", further);
        let mut derivations = Derivations::default();
        let mut learned = 0;
        let result = loop {
            match derivations.attempt(|derivations| read(&file, "パスワード", derivations)) {
                Attempt::Finished(result) => break result,
                Attempt::Needs(list) => {
                    assert!(
                        learned < 2,
                        "{further:?}: more is asked for than certificate and key need"
                    );
                    derivations.derive_others(|derivations| read(&file, "パスワード", derivations));
                    for derivation in list {
                        assert_eq!(
                            (derivation.iterations, derivation.password.as_slice()),
                            (5000, "パスワード".as_bytes())
                        );
                        learned += 1;
                        let key = by_openssl(&derivation);
                        derivations.learn(derivation, key);
                    }
                }
            }
        };
        assert_eq!(learned, keys, "{further:?}");
        let alone = inspect(&file, Some(&password("パスワード")), &Policy::default(), now());
        assert_eq!(
            (result.as_ref(), result.as_ref().unwrap().key_matches),
            (alone.as_ref(), Some(true)),
            "{further:?}"
        );
    }
}

#[test]
fn certificate_and_key_are_asked_for_at_once_where_the_mac_allows_it() {
    let file = pkcs12("5000", &[]);
    assert_eq!(needs(&mut Derivations::default(), &file, "パスワード").len(), 2);
}

#[test]
fn a_key_that_was_derived_wrongly_opens_nothing() {
    let file = pkcs12("5000", &[]);
    let mut derivations = Derivations::default();
    for derivation in needs(&mut derivations, &file, "パスワード") {
        let wrong = Zeroizing::new(vec![7; derivation.length]);
        derivations.learn(derivation, wrong);
    }
    let result = derivations.read(|derivations| read(&file, "パスワード", derivations));
    // The MAC, which is derived here, has shown that the password is right.
    let of = SecondPassword::Encryption;
    assert_eq!(result.map(|_| ()), Err(Error::SecondPasswordRequired { of }));
}

#[test]
fn a_key_of_another_length_is_not_taken() {
    let file = pkcs12("5000", &[]);
    let mut derivations = Derivations::default();
    for derivation in needs(&mut derivations, &file, "パスワード") {
        derivations.learn(derivation, Zeroizing::new(vec![7; 3]));
    }
    let result = derivations.read(|derivations| read(&file, "パスワード", derivations));
    assert_eq!(result.unwrap().key_matches, Some(true));
}

#[test]
fn few_iterations_are_derived_here_at_once() {
    let file = pkcs12("1000", &[]);
    match Derivations::default().attempt(|derivations| read(&file, "パスワード", derivations)) {
        Attempt::Finished(result) => assert_eq!(result.unwrap().key_matches, Some(true)),
        Attempt::Needs(_) => panic!("asks for keys"),
    }
}

#[test]
fn a_derivation_that_only_this_module_can_do_is_not_asked_for() {
    for further in [
        &["-legacy"][..],
        &["-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES"],
    ] {
        let file = pkcs12("5000", further);
        assert_eq!(
            needs(&mut Derivations::default(), &file, "パスワード").len(),
            0,
            "{further:?}"
        );
    }
}

#[test]
fn the_limits_do_not_depend_on_where_keys_are_derived() {
    let file = pkcs12("1000001", &["-certpbe", "NONE", "-keypbe", "NONE"]);
    let here = read(&file, "パスワード", &mut Derivations::default());
    match Derivations::default().attempt(|derivations| read(&file, "パスワード", derivations)) {
        Attempt::Finished(result) => assert_eq!(result, here),
        Attempt::Needs(_) => panic!("asks for keys"),
    }
    assert!(
        matches!(
            here,
            Err(Error::TooMuchWork {
                requested: 1_000_001,
                ..
            })
        ),
        "{here:?}"
    );
}
