//! `.p12` and `.pfx` (RFC 7292), also where they are written in BER.
//!
//! ```text
//! PFX → MAC → AuthenticatedSafe → decryption → SafeContents → bags
//! ```
//!
//! The reader is ours because p12-keystore takes DER only, one kind of MAC, three ciphers, and has one error for what people need
//! distinguished. The algorithms come from the RustCrypto crates that p12-keystore is made of.

mod bags;
mod mac;

use bags::{Bags, is_safe_contents};
use zeroize::Zeroizing;

use super::{CertificateFile, Format, Lock};
use crate::{
    asn1::{
        ber::{Element, Reader, Tag, corrupt},
        oid::{self, Oid},
    },
    encryption::{self, Derivations, Guess, Unlocking, algorithm::unsupported, wrong_password},
    error::{Error, SecondPassword},
};

/// Reads a PKCS#12 file with one password.
pub(super) fn read(bytes: &[u8], guess: &Guess, derivations: &mut Derivations) -> Result<CertificateFile, Error> {
    if !guess.decrypts() {
        return in_the_clear(bytes, guess);
    }
    let pfx = Pfx::read(bytes)?;
    let authenticated_safe = pfx.authenticated_safe.octets()?;
    let mut is_right = false;
    if let Some(mac_data) = &pfx.mac_data {
        for one in guess.tries() {
            if mac::verify(mac_data, &authenticated_safe, &one.encoding, derivations)? {
                one.opens();
                is_right = true;
                break;
            }
        }
    }
    let mut unlocking = Unlocking {
        guess,
        is_right,
        derivations,
    };
    if pfx.mac_data.is_some() && !is_right {
        return Err(why_the_mac_differs(&authenticated_safe, &mut unlocking));
    }
    match safes(&authenticated_safe, &mut unlocking, pfx.offset()) {
        Err(Error::WrongPassword { .. }) if is_right => Err(Error::SecondPasswordRequired {
            of: SecondPassword::Encryption,
        }),
        bags => bags?.into_file(Format::Pkcs12),
    }
}

/// What stands in a PKCS#12 file without encryption. No MAC is looked at, and keys that are encrypted are only recognized.
fn in_the_clear(bytes: &[u8], guess: &Guess) -> Result<CertificateFile, Error> {
    let pfx = Pfx::read(bytes)?;
    let mut derivations = Derivations::default();
    let mut unlocking = Unlocking {
        guess,
        is_right: false,
        derivations: &mut derivations,
    };
    let mut bags = Bags::default();
    let authenticated_safe = pfx.authenticated_safe.octets()?;
    let mut content_infos = Reader::new(&authenticated_safe).expect(Tag::SEQUENCE)?.reader()?;
    while !content_infos.is_empty() {
        match safe(&content_infos.expect(Tag::SEQUENCE)?, &mut unlocking, &mut bags) {
            Ok(()) | Err(Error::WrongPassword { .. }) => {}
            Err(error) => return Err(within(error, pfx.offset())),
        }
    }
    let lock = if bags.is_for_accounts() {
        Lock::Account
    } else {
        Lock::Password
    };
    match bags.into_file(Format::Pkcs12) {
        Ok(file) if !file.certificates.is_empty() => Ok(CertificateFile {
            locked: Some(lock),
            ..file
        }),
        Ok(_) | Err(_) => Err(match lock {
            Lock::Account => Error::AccountProtected,
            Lock::Password => wrong_password(),
        }),
    }
}

/// No password that is known makes this MAC. Where nothing can be decrypted either, the password is wrong. Where everything can, and makes
/// sense, MAC and encryption may have passwords of their own (`openssl pkcs12 -twopass`). Where only a part can, the file was changed.
fn why_the_mac_differs(authenticated_safe: &[u8], unlocking: &mut Unlocking<'_>) -> Error {
    let outer = Reader::new(authenticated_safe).expect(Tag::SEQUENCE);
    let Ok(mut content_infos) = outer.and_then(|outer| outer.reader()) else {
        return wrong_password();
    };
    let mut bags = Bags::default();
    let mut is_broken = false;
    while !content_infos.is_empty() {
        // Behind what is no element, nothing can be found.
        let Ok(content_info) = content_infos.next() else {
            is_broken = true;
            break;
        };
        match safe(&content_info, unlocking, &mut bags) {
            Ok(()) => {}
            Err(error @ Error::TooMuchWork { .. }) => return error,
            Err(_) => is_broken = true,
        }
    }
    match bags.something_was_decrypted {
        false => wrong_password(),
        true if is_broken || bags.has_unreadable() || bags.has_locked_key() => Error::AlteredFile,
        true => Error::SecondPasswordRequired {
            of: SecondPassword::Mac,
        },
    }
}

/// `PFX ::= SEQUENCE { version, authSafe ContentInfo, macData OPTIONAL }` (RFC 7292 §4).
struct Pfx<'a> {
    authenticated_safe: Element<'a>,
    mac_data: Option<Element<'a>>,
}

impl<'a> Pfx<'a> {
    /// What follows behind the PFX is left alone: some programs pad their files.
    fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut pfx = Reader::new(bytes).expect(Tag::SEQUENCE)?.reader()?;
        // Of whatever version: none but 3 is defined, and OpenSSL and NSS do not look at it.
        pfx.expect(Tag::INTEGER)?;
        let content_info = pfx.expect(Tag::SEQUENCE)?;
        let (content_type, content) = content_info_of(&content_info)?;
        match content_type {
            oid::DATA => {}
            oid::SIGNED_DATA => {
                return Err(unsupported(
                    Some("signed PKCS#12 (public-key integrity)"),
                    content_type.dotted(),
                ));
            }
            _ => return Err(corrupt(content_info.offset())),
        }
        let content = content.ok_or(corrupt(content_info.offset()))?;
        let authenticated_safe = content.inner(Tag::OCTET_STRING)?;
        // What is no MacData where one may stand must not be taken for none: the file would open without its MAC.
        let mac_data = if pfx.is_empty() {
            None
        } else {
            Some(pfx.expect(Tag::SEQUENCE)?)
        };
        Ok(Self {
            authenticated_safe,
            mac_data,
        })
    }

    fn offset(&self) -> usize {
        self.authenticated_safe.offset()
    }
}

/// `ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT OPTIONAL }` (RFC 5652 §3).
fn content_info_of<'a>(content_info: &Element<'a>) -> Result<(Oid<'a>, Option<Element<'a>>), Error> {
    let mut fields = content_info.reader()?;
    let content_type = fields.expect(Tag::OBJECT_IDENTIFIER)?.oid()?;
    Ok((content_type, fields.optional(Tag::context(0))?))
}

/// `AuthenticatedSafe ::= SEQUENCE OF ContentInfo` (RFC 7292 §4.1). Offsets inside of it are given as those of `offset`, where it
/// stands in the file, since its own octets may have been joined or decrypted.
fn safes(authenticated_safe: &[u8], unlocking: &mut Unlocking<'_>, offset: usize) -> Result<Bags, Error> {
    let mut bags = Bags::default();
    let mut read = || {
        let mut content_infos = Reader::new(authenticated_safe).expect(Tag::SEQUENCE)?.reader()?;
        while !content_infos.is_empty() {
            safe(&content_infos.expect(Tag::SEQUENCE)?, unlocking, &mut bags)?;
        }
        Ok(())
    };
    read().map_err(|error| within(error, offset))?;
    Ok(bags)
}

fn safe(content_info: &Element<'_>, unlocking: &mut Unlocking<'_>, bags: &mut Bags) -> Result<(), Error> {
    let (content_type, content) = content_info_of(content_info)?;
    let content = || content.ok_or(corrupt(content_info.offset()));
    match content_type {
        oid::DATA => {
            let contents = content()?.inner(Tag::OCTET_STRING)?.octets()?;
            bags.read(&contents, unlocking)
        }
        oid::ENCRYPTED_DATA => {
            let contents = decrypt(&content()?.inner(Tag::SEQUENCE)?, unlocking)?;
            bags.something_was_decrypted = true;
            let read = bags.read(&contents, unlocking);
            // Without a MAC, contents that make no sense were not encrypted with this password.
            match read {
                Err(Error::CorruptFile { .. } | Error::TruncatedFile { .. }) if !unlocking.is_right => {
                    Err(wrong_password())
                }
                read => read,
            }
        }
        // Other programs pass over what they do not know, too.
        _ => {
            let name = (content_type == oid::ENVELOPED_DATA).then_some("public-key encryption");
            bags.passed_over.get_or_insert(unsupported(name, content_type.dotted()));
            Ok(())
        }
    }
}

/// `EncryptedData ::= SEQUENCE { version, encryptedContentInfo }` (RFC 5652 §8).
fn decrypt(encrypted_data: &Element<'_>, unlocking: &mut Unlocking<'_>) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut fields = encrypted_data.reader()?;
    fields.expect(Tag::INTEGER)?;
    let mut info = fields.expect(Tag::SEQUENCE)?.reader()?;
    info.expect(Tag::OBJECT_IDENTIFIER)?;
    let algorithm = info.expect(Tag::SEQUENCE)?;
    let Some(ciphertext) = info.optional(Tag::context(0))? else {
        return Err(corrupt(info.offset()));
    };
    encryption::decrypt(&algorithm, &ciphertext.octets()?, unlocking, is_safe_contents)
}

/// An error inside of joined or decrypted octets, with its offset in the file.
fn within(error: Error, offset: usize) -> Error {
    if matches!(error, Error::CorruptFile { .. } | Error::TruncatedFile { .. }) {
        corrupt(offset)
    } else {
        error
    }
}
