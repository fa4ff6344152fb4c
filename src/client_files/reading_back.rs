//! Every .p12 that is written is read back before it is handed over: by p12-keystore, which shares nothing with the writer but
//! RustCrypto's ciphers, hashes and key derivations.

use p12_keystore::{Certificate, Pkcs12Archive, PrivateKey};
use serde::Serialize;

use crate::{
    certificate::private_key::KeyMaterial,
    error::Error,
    input::{self, Credentials, Derivations},
    secret::Password,
};

/// Which reader has read back what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadBackBy {
    /// p12-keystore.
    P12Keystore,
    /// The reader here: p12-keystore does not read what was to be written, as characters beyond the Basic Multilingual Plane in a password
    /// or a name, or a key or a certificate in a form of its own.
    OrcamoCert,
}

impl ReadBackBy {
    /// As JavaScript has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::P12Keystore => "p12-keystore",
            Self::OrcamoCert => "orcamo-cert",
        }
    }
}

/// What a .p12 is to hold.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Content<'a> {
    /// The private key as PKCS#8, and its friendlyName.
    pub(super) key: (&'a [u8], Option<&'a str>),
    /// The certificates in DER, in their order, and their friendlyNames.
    pub(super) certificates: Vec<(&'a [u8], Option<&'a str>)>,
}

impl Content<'_> {
    /// Reads a .p12 and compares what is in it.
    ///
    /// # Errors
    /// `self-check-failed`, where it holds anything else, or cannot be read.
    pub(super) fn is_read_back(&self, p12: &[u8], password: &Password) -> Result<ReadBackBy, Error> {
        let (by, is_same) = if self.is_within_reach(password) {
            // Whatever it does not read then is written wrongly.
            let archive = Pkcs12Archive::from_pkcs12(p12, password.expose());
            (
                ReadBackBy::P12Keystore,
                archive.is_ok_and(|archive| self.is_of(&archive)),
            )
        } else {
            (ReadBackBy::OrcamoCert, self.is_read_here(p12, password))
        };
        is_same.then_some(by).ok_or(Error::SelfCheckFailed)
    }

    /// Whether p12-keystore reads all of this: the characters of password and names, the key and each certificate by itself.
    fn is_within_reach(&self, password: &Password) -> bool {
        let (key, name) = self.key;
        let names = self.certificates.iter().filter_map(|(_, name)| *name).chain(name);
        let mut characters = names.chain([password.expose()]).flat_map(str::chars);
        // Its BMPString has neither characters of two units nor U+FFFF.
        characters.all(|character| u32::from(character) < 0xffff)
            && PrivateKey::from_der(key).is_ok()
            && self
                .certificates
                .iter()
                .all(|(der, _)| Certificate::from_der(der).is_ok())
    }

    fn is_of(&self, archive: &Pkcs12Archive) -> bool {
        let [key] = archive.keys.as_slice() else { return false };
        let certificates = archive.certs.iter();
        *self
            == Content {
                key: (key.key.as_der(), key.friendly_name.as_deref()),
                certificates: certificates
                    .map(|one| (one.cert.as_der(), one.friendly_name.as_deref()))
                    .collect(),
            }
    }

    fn is_read_here(&self, p12: &[u8], password: &Password) -> bool {
        let credentials = Credentials::from(Some(password));
        let Ok(opened) = input::open(p12, &credentials, &mut Derivations::default()) else {
            return false;
        };
        let file = opened.content;
        let [key] = file.private_keys.as_slice() else {
            return false;
        };
        let Some(KeyMaterial::Pkcs8(pkcs8)) = &key.material else {
            return false;
        };
        let certificates = file.certificates.iter();
        *self
            == Content {
                key: (pkcs8.expose(), key.friendly_name.as_deref()),
                certificates: certificates
                    .map(|one| (one.der.as_slice(), one.friendly_name.as_deref()))
                    .collect(),
            }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may panic"
    )]

    use super::{Content, ReadBackBy};
    use crate::{
        calendar::Timestamp,
        client_files::{Choice, Identity, pkcs12},
        encryption::Protection,
        error::Error,
        input::{Credentials, Derivations},
        secret::Password,
    };

    const FIXTURE: &[u8] = include_bytes!("../../tests/fixtures/pkcs12/openssl-default.p12");
    /// U+20BB7, beyond the Basic Multilingual Plane.
    const YOSHI: &str = "𠮷野家診療所";

    fn password(text: &str) -> Password {
        Password::new(text.to_owned())
    }

    fn identity() -> Identity {
        let credentials = Credentials::from(Some(&password("fixture")));
        let choice = Choice {
            fingerprint_sha256: None,
            now: Timestamp::from_unix_seconds(1_700_000_000).unwrap(),
        };
        Identity::open(FIXTURE, &credentials, None, choice, &mut Derivations::default()).unwrap()
    }

    fn written(identity: &Identity, password: &Password, protection: Protection) -> pkcs12::Written {
        let mut octets = (0_u8..=255).cycle();
        let mut random = |buffer: &mut [u8]| {
            buffer.fill_with(|| octets.next().unwrap_or_default());
            Ok(())
        };
        pkcs12::write(identity, password, protection, &mut random).unwrap()
    }

    #[test]
    fn p12_keystore_reads_back_what_it_can_and_the_reader_here_the_rest() {
        let mut identity = identity();
        for protection in [Protection::Modern, Protection::Compatible] {
            let by = |identity: &Identity, text: &str| written(identity, &password(text), protection).read_back_by;
            assert_eq!(by(&identity, "new"), ReadBackBy::P12Keystore);
            assert_eq!(by(&identity, "診療所1"), ReadBackBy::P12Keystore);
            assert_eq!(by(&identity, YOSHI), ReadBackBy::OrcamoCert, "{protection:?}");
        }
        identity.key.friendly_name = Some(YOSHI.to_owned());
        let Some(leaf) = identity.certificates.first_mut() else {
            panic!("no leaf")
        };
        leaf.friendly_name = Some(YOSHI.to_owned());
        let by = written(&identity, &password("new"), Protection::Modern).read_back_by;
        assert_eq!(by, ReadBackBy::OrcamoCert);
        identity.key.friendly_name = Some("\u{ffff}".to_owned());
        let by = written(&identity, &password("new"), Protection::Modern).read_back_by;
        assert_eq!(by, ReadBackBy::OrcamoCert);
    }

    #[test]
    fn what_holds_anything_else_is_not_handed_over() {
        let identity = identity();
        let new = password("new");
        let p12 = written(&identity, &new, Protection::Modern).p12;
        let content = identity.content();
        assert_eq!(content.is_read_back(p12.expose(), &new), Ok(ReadBackBy::P12Keystore));

        let (key, name) = content.key;
        let refused = |content: &Content<'_>| {
            assert_eq!(
                content.is_read_back(p12.expose(), &new),
                Err(Error::SelfCheckFailed),
                "{content:?}"
            );
        };
        let certificates = || content.certificates.clone();
        refused(&Content {
            key: (&key[1..], name),
            certificates: certificates(),
        });
        refused(&Content {
            key: (key, Some("another")),
            certificates: certificates(),
        });
        refused(&Content {
            key: (key, name),
            certificates: Vec::new(),
        });
        refused(&Content {
            key: (key, name),
            certificates: [certificates(), certificates()].concat(),
        });
        // Read here, since the name is beyond the other reader.
        refused(&Content {
            key: (key, Some(YOSHI)),
            certificates: certificates(),
        });

        assert_eq!(
            content.is_read_back(p12.expose(), &password("other")),
            Err(Error::SelfCheckFailed)
        );
        let mut changed = p12.expose().to_vec();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(content.is_read_back(&changed, &new), Err(Error::SelfCheckFailed));
        // The reader here opens what p12-keystore does not: an indefinite length of the outermost element.
        let mut lax = vec![0x30, 0x80];
        lax.extend_from_slice(&p12.expose()[4..]);
        lax.extend_from_slice(&[0, 0]);
        assert!(content.is_read_here(&lax, &new));
        assert_eq!(content.is_read_back(&lax, &new), Err(Error::SelfCheckFailed));
    }
}
