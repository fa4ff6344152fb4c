//! `.p12` and `.pfx` (RFC 7292), also where they are written in BER.
//!
//! ```text
//! PFX → MAC → AuthenticatedSafe → decryption → SafeContents → bags
//! ```
//!
//! The reader is ours because p12-keystore takes DER only, one kind of MAC, three ciphers, and has one error for what people need
//! told apart. The algorithms come from the RustCrypto crates that p12-keystore is made of.

mod bags;
mod mac;

use bags::Bags;
use zeroize::Zeroizing;

use super::{CertificateFile, Format};
use crate::{
    ber::{Element, Reader, Tag, corrupt},
    encryption::{
        self, Derivations, Encoding, Encodings, Unlocking, algorithm::unsupported, first_that_opens, wrong_password,
    },
    error::Error,
    secret::Password,
};

const DATA: &str = "1.2.840.113549.1.7.1";
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const ENVELOPED_DATA: &str = "1.2.840.113549.1.7.3";

/// Reads a PKCS#12 file. Without a password an empty one is tried.
pub(super) fn read(
    bytes: &[u8],
    password: Option<&Password>,
    derivations: &mut Derivations,
) -> Result<CertificateFile, Error> {
    let text = password.map_or("", Password::expose);
    let bags = open(bytes, text, derivations).map_err(|error| match (error, password) {
        (Error::WrongPassword { .. }, None) => Error::PasswordRequired,
        (error, _) => error,
    })?;
    bags.into_file(Format::Pkcs12)
}

fn open(bytes: &[u8], password: &str, derivations: &mut Derivations) -> Result<Bags, Error> {
    let pfx = Pfx::read(bytes)?;
    let authenticated_safe = pfx.authenticated_safe.octets()?;
    let encodings = Encodings::of(password);
    let open_with = |encoding: &Encoding, is_right, derivations: &mut Derivations| {
        let mut unlocking = Unlocking {
            encoding,
            is_right,
            derivations,
        };
        safes(&authenticated_safe, &mut unlocking, pfx.offset())
    };
    let Some(mac_data) = &pfx.mac_data else {
        return first_that_opens(&encodings, |encoding| open_with(encoding, false, derivations));
    };
    for encoding in &encodings {
        if mac::verify(mac_data, &authenticated_safe, encoding, derivations)? {
            return open_with(encoding, true, derivations);
        }
    }
    // A password that decrypts although the MAC does not match: the file was changed after it was made.
    for encoding in &encodings {
        let mut unlocking = Unlocking {
            encoding,
            is_right: false,
            derivations,
        };
        if something_decrypts(&authenticated_safe, &mut unlocking) {
            return Err(Error::AlteredFile);
        }
    }
    Err(wrong_password())
}

/// Whether any part can be decrypted, whatever the others hold.
fn something_decrypts(authenticated_safe: &[u8], unlocking: &mut Unlocking<'_>) -> bool {
    let outer = Reader::new(authenticated_safe).expect(Tag::SEQUENCE);
    let Ok(mut content_infos) = outer.and_then(|outer| outer.reader()) else {
        return false;
    };
    while let Ok(content_info) = content_infos.next() {
        let mut bags = Bags::default();
        let _ = safe(&content_info, unlocking, &mut bags);
        if bags.something_was_decrypted {
            return true;
        }
    }
    false
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
        let version = pfx.expect(Tag::INTEGER)?;
        if version.unsigned()? != 3 {
            return Err(corrupt(version.offset()));
        }
        let content_info = pfx.expect(Tag::SEQUENCE)?;
        let (content_type, content) = content_info_of(&content_info)?;
        match content_type.as_str() {
            DATA => {}
            SIGNED_DATA => {
                return Err(unsupported(
                    Some("signed PKCS#12 (public-key integrity)"),
                    Some(content_type),
                ));
            }
            _ => return Err(corrupt(content_info.offset())),
        }
        let content = content.ok_or(corrupt(content_info.offset()))?;
        let authenticated_safe = content.only(Tag::OCTET_STRING)?;
        Ok(Self {
            authenticated_safe,
            mac_data: pfx.optional(Tag::SEQUENCE)?,
        })
    }

    fn offset(&self) -> usize {
        self.authenticated_safe.offset()
    }
}

/// `ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT OPTIONAL }` (RFC 5652 §3).
fn content_info_of<'a>(content_info: &Element<'a>) -> Result<(String, Option<Element<'a>>), Error> {
    let mut fields = content_info.reader()?;
    let content_type = fields.expect(Tag::OBJECT_IDENTIFIER)?.object_identifier()?;
    Ok((content_type, fields.optional(Tag::context(0))?))
}

/// `AuthenticatedSafe ::= SEQUENCE OF ContentInfo` (RFC 7292 §4.1). Offsets inside of it are told as those of `offset`, where it
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
    let Some(content) = content else {
        return Err(corrupt(content_info.offset()));
    };
    match content_type.as_str() {
        DATA => {
            let contents = content.only(Tag::OCTET_STRING)?.octets()?;
            bags.read(&contents, unlocking)
        }
        ENCRYPTED_DATA => {
            let contents = decrypt(&content.only(Tag::SEQUENCE)?, unlocking)?;
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
        ENVELOPED_DATA => Err(unsupported(Some("public-key encryption"), Some(content_type))),
        _ => Err(unsupported(None, Some(content_type))),
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
    let plaintext = encryption::decrypt(&algorithm, &ciphertext.octets()?, unlocking)?;
    // A wrong password may leave good padding by chance, but then no SafeContents.
    let mut reader = Reader::new(&plaintext);
    match reader.expect(Tag::SEQUENCE) {
        Ok(_) if reader.is_empty() => Ok(plaintext),
        Ok(_) | Err(_) => Err(wrong_password()),
    }
}

/// An error inside of joined or decrypted octets, told with the place in the file.
fn within(error: Error, offset: usize) -> Error {
    if matches!(error, Error::CorruptFile { .. } | Error::TruncatedFile { .. }) {
        corrupt(offset)
    } else {
        error
    }
}
