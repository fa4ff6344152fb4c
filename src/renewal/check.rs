//! The checks of a new certificate, before the renewal counts as done.

use crate::{
    certificate::Certificate,
    certificate::private_key::PrivateKey,
    certificate::public_key::PublicHalf,
    error::{Error, Missing, Source},
    input::{self, CertificateFile, Credentials, Derivations, Format},
    inspection::identities::{Pair, identities, undecided},
    renewal::expectation::{Expectation, Now},
    secret::{Password, SecretBytes},
};

/// What the server sent, opened and not yet checked.
pub(crate) struct Opened {
    file: CertificateFile,
    /// The password that opened it: what the server sent, perhaps without a line end.
    password: Password,
}

/// A new certificate that passed the checks, and findings that are reported all the same.
pub(crate) struct Checked {
    pub(crate) certificate: Certificate,
    /// The password that opened it.
    pub(crate) password: Password,
    pub(crate) key_matches: Option<bool>,
    pub(crate) same_key: bool,
    pub(crate) weak_key: bool,
}

/// Opens what the server sent.
pub(crate) fn open(host: &str, p12: &SecretBytes, password: &Password) -> Result<Opened, Error> {
    let not_pkcs12 = || Error::NotPkcs12 { host: host.to_owned() };
    let credentials = Credentials::from(Some(password));
    let opened = input::open(p12.expose(), &credentials, &mut Derivations::default()).map_err(|error| {
        if matches!(
            error,
            Error::WrongPassword { .. } | Error::SecondPasswordRequired { .. } | Error::AccountProtected
        ) {
            let source = Source::Bundle;
            Error::WrongPassword { source }
        } else if matches!(
            error,
            Error::UnsupportedFormat { .. }
                | Error::CorruptFile { .. }
                | Error::DamagedAsText { .. }
                | Error::TruncatedFile { .. }
        ) {
            not_pkcs12()
        } else {
            error
        }
    })?;
    let (file, used) = (opened.content, opened.password);
    // What was unwrapped, or is text, is not what a client can open.
    let is_whole = !file.is_unwrapped && p12.expose().first() == Some(&0x30);
    if file.format != Format::Pkcs12 || !is_whole {
        return Err(not_pkcs12());
    }
    let used = used.unwrap_or_else(|| Password::new(password.expose().to_owned()));
    Ok(Opened { file, password: used })
}

impl Opened {
    /// Keys and certificates of which somebody else may find out whether they belong together.
    pub(crate) fn undecided(&self) -> Vec<Pair> {
        undecided(&self.file)
    }

    /// Compares it with the certificate that was to be renewed, with the answers to what was undecided. A key of which it is not known
    /// whose it is passes.
    pub(crate) fn check(
        self,
        answered: &[Pair],
        expect: &Expectation,
        issuers: &[String],
        now: Now,
    ) -> Result<Checked, Error> {
        let Self { file, password } = self;
        let lacks = |lacks| Error::IncompleteFile {
            source: Source::Bundle,
            lacks,
        };
        let identity = identities(&file, answered, now.instant()).into_iter().next();
        let identity = identity.ok_or(lacks(Missing::Certificate))?;
        let has_key = file.private_keys.iter().any(is_usable);
        let certificate = file.certificates.into_iter().nth(identity.certificate);
        let certificate = certificate.ok_or(lacks(Missing::Certificate))?;
        if !has_key {
            return Err(lacks(Missing::PrivateKey));
        }
        // Without a key of its own all keys of the file are others'.
        if identity.key_matches == Some(false) || !identity.has_private_key {
            return Err(Error::KeyMismatch { source: Source::Bundle });
        }
        expect.accepts(&certificate, issuers, now)?;
        Ok(Checked {
            key_matches: identity.key_matches,
            same_key: expect.public_key_sha256.as_ref() == Some(&certificate.public_key_sha256),
            weak_key: certificate.public_key.is_weak(),
            certificate,
            password,
        })
    }
}

/// Whether it can be read at all.
fn is_usable(key: &PrivateKey) -> bool {
    key.material.as_ref().and_then(PublicHalf::of_private_key).is_some()
}
