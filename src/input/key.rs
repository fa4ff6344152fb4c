//! Private keys of their own (`.pem`, `.key`), to pair with a certificate: PKCS#8 (RFC 5958) encrypted or not, PKCS#1 (RFC 8017),
//! SEC1 (RFC 5915), and OpenSSL's traditional encryption (`Proc-Type: 4,ENCRYPTED`, RFC 1421).

use zeroize::Zeroizing;

use super::{
    format::{Format, Sniffed},
    pem::{self, Block},
    within_size,
};
use crate::{
    ber::{Reader, Tag, corrupt},
    encryption::{self, Derivations, Encoding, Encodings, Unlocking, first_that_opens, traditional},
    error::{Error, LooksLike},
    private_key::{KeyMaterial, PrivateKey},
    secret::{Password, SecretBytes},
};

/// Reads a file with a private key. Without a password an empty one is tried.
pub fn read(bytes: &[u8], password: Option<&Password>, derivations: &mut Derivations) -> Result<PrivateKey, Error> {
    within_size(bytes)?;
    match Format::sniff(bytes) {
        Sniffed::Other(LooksLike::PrivateKey) => of_der(bytes, password, derivations).map(PrivateKey::decrypted),
        Sniffed::Other(looks_like) => Err(Error::UnsupportedFormat { looks_like }),
        Sniffed::Text(text) => {
            let blocks = pem::blocks(&text);
            match blocks.iter().find(|block| block.is_private_key()) {
                Some(block) => decrypt(block, password, derivations).map(PrivateKey::decrypted),
                None => Err(Error::UnsupportedFormat {
                    looks_like: blocks.first().map_or(LooksLike::Text, Block::looks_like),
                }),
            }
        }
        Sniffed::Binary(_) => Err(Error::UnsupportedFormat {
            looks_like: LooksLike::Certificate,
        }),
    }
}

/// A key that stands beside certificates: without a password it is only recognized, and hides nothing.
pub(super) fn beside_certificates(
    block: &Block<'_>,
    password: Option<&Password>,
    derivations: &mut Derivations,
) -> Result<PrivateKey, Error> {
    match decrypt(block, password, derivations) {
        Ok(material) => Ok(PrivateKey::decrypted(material)),
        Err(error @ (Error::WrongPassword { .. } | Error::TooMuchWork { .. })) => Err(error),
        Err(_) => Ok(PrivateKey::recognized()),
    }
}

fn decrypt(
    block: &Block<'_>,
    password: Option<&Password>,
    derivations: &mut Derivations,
) -> Result<KeyMaterial, Error> {
    let (headers, _) = block.headers_and_body();
    let der = block.decode()?;
    let Some(cipher) = traditional::Cipher::of(headers, block.offset)? else {
        return of_der(der.expose(), password, derivations);
    };
    let plaintext = with_password(password, |encoding| {
        let plaintext = cipher.decrypt(&encoding.utf8, der.expose())?;
        is_sequence(&plaintext)
            .then_some(plaintext)
            .ok_or_else(encryption::wrong_password)
    })?;
    of_der(&plaintext, password, derivations)
}

/// By its first elements: version, then an algorithm (PKCS#8), a number (PKCS#1) or octets (SEC1); or an algorithm, then octets
/// (encrypted PKCS#8).
fn of_der(der: &[u8], password: Option<&Password>, derivations: &mut Derivations) -> Result<KeyMaterial, Error> {
    let mut fields = Reader::new(der).expect(Tag::SEQUENCE)?.reader()?;
    let first = fields.next()?;
    let second = fields.next()?;
    let whole = || SecretBytes::new(der.to_vec());
    match (first.tag, second.tag) {
        (Tag::INTEGER, Tag::SEQUENCE) => Ok(KeyMaterial::Pkcs8(whole())),
        (Tag::INTEGER, Tag::INTEGER) => Ok(KeyMaterial::Pkcs1(whole())),
        (Tag::INTEGER, Tag::OCTET_STRING) => Ok(KeyMaterial::Sec1(whole())),
        (Tag::SEQUENCE, Tag::OCTET_STRING) => {
            let ciphertext = second.octets()?;
            with_password(password, |encoding| {
                let plaintext = encryption::decrypt(
                    &first,
                    &ciphertext,
                    &mut Unlocking {
                        encoding,
                        is_right: false,
                        derivations,
                    },
                )?;
                is_sequence(&plaintext)
                    .then(|| KeyMaterial::Pkcs8(SecretBytes::from(plaintext)))
                    .ok_or_else(encryption::wrong_password)
            })
        }
        (_, _) => Err(corrupt(first.offset())),
    }
}

/// A wrong password may leave good padding by chance, but then no SEQUENCE that ends where the text does.
fn is_sequence(plaintext: &Zeroizing<Vec<u8>>) -> bool {
    let mut reader = Reader::new(plaintext);
    reader.expect(Tag::SEQUENCE).is_ok() && reader.is_empty()
}

fn with_password<T>(password: Option<&Password>, open: impl FnMut(&Encoding) -> Result<T, Error>) -> Result<T, Error> {
    let encodings = Encodings::of(password.map_or("", Password::expose));
    first_that_opens(&encodings, open).map_err(|error| match (error, password) {
        (Error::WrongPassword { .. }, None) => Error::PasswordRequired,
        (error, _) => error,
    })
}
