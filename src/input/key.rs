//! Private keys of their own (`.pem`, `.key`), to pair with a certificate: PKCS#8 (RFC 5958) encrypted or not, PKCS#1 (RFC 8017),
//! SEC1 (RFC 5915), and OpenSSL's traditional encryption (`Proc-Type: 4,ENCRYPTED`, RFC 1421).

use super::{
    CertificateFile, MOST_PRIVATE_KEYS,
    format::{Format, Sniffed},
    pem::{self, Block},
    text, transport, within_number, within_size,
};
use crate::{
    ber::{Reader, Tag, corrupt},
    encryption::{self, Credentials, Derivations, Guess, Opened, Unlocking, traditional},
    error::{Error, LooksLike, Resource},
    private_key::{KeyMaterial, PrivateKey},
    secret::SecretBytes,
};

/// Reads a file with private keys, and tries guess after guess. Without a password an empty one is tried.
pub(crate) fn open(
    bytes: &[u8],
    credentials: &Credentials,
    derivations: &mut Derivations,
) -> Result<Opened<Vec<PrivateKey>>, Error> {
    encryption::open(credentials, derivations, |guess, derivations| {
        read(bytes, guess, derivations)
    })
}

/// Reads a file with private keys with one password, whatever carries it. Where it holds several, those that do not open are left out.
pub fn read(bytes: &[u8], guess: &Guess, derivations: &mut Derivations) -> Result<Vec<PrivateKey>, Error> {
    within_size(bytes)?;
    let file = transport::read(bytes, &mut |bytes| {
        let private_keys = as_they_are(bytes, guess, derivations)?;
        Ok(CertificateFile {
            private_keys,
            ..CertificateFile::empty(Format::Pem)
        })
    })?;
    within_number(Resource::PrivateKeys, file.private_keys.len(), MOST_PRIVATE_KEYS)?;
    Ok(file.private_keys)
}

fn as_they_are(bytes: &[u8], guess: &Guess, derivations: &mut Derivations) -> Result<Vec<PrivateKey>, Error> {
    match Format::sniff(bytes) {
        Sniffed::Other(LooksLike::PrivateKey) => {
            let key = of_der(bytes, guess, derivations)?;
            Ok(vec![PrivateKey::decrypted(key)])
        }
        Sniffed::Other(looks_like) => Err(Error::UnsupportedFormat { looks_like }),
        Sniffed::Text(text) => {
            let blocks = pem::blocks(&text);
            let mut keys = Vec::new();
            let mut failure = None;
            for block in &blocks {
                let key = match text::is_private_key(block, &text) {
                    Ok(false) => continue,
                    Ok(true) => decrypt(block, guess, derivations).map_err(|error| text::within(block, error)),
                    Err(error) => Err(error),
                };
                match key {
                    Ok(key) => keys.push(PrivateKey::decrypted(key)),
                    Err(error @ Error::TooMuchWork { .. }) => return Err(error),
                    Err(error) => failure = failure.or(Some(error)),
                }
            }
            match failure {
                Some(error) if keys.is_empty() => Err(error),
                None if keys.is_empty() => Err(Error::UnsupportedFormat {
                    looks_like: blocks.first().map_or(LooksLike::Text, Block::looks_like),
                }),
                _ => Ok(keys),
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
    guess: &Guess,
    derivations: &mut Derivations,
) -> Result<PrivateKey, Error> {
    match decrypt(block, guess, derivations) {
        Ok(material) => Ok(PrivateKey::decrypted(material)),
        Err(error @ Error::WrongPassword { .. }) if guess.password.is_some() => Err(error),
        Err(error @ Error::TooMuchWork { .. }) => Err(error),
        Err(_) => Ok(PrivateKey::recognized()),
    }
}

fn decrypt(block: &Block<'_>, guess: &Guess, derivations: &mut Derivations) -> Result<KeyMaterial, Error> {
    let (headers, _) = block.headers_and_body();
    let der = block.decode()?;
    let Some(cipher) = traditional::Cipher::of(headers, block.offset)? else {
        return of_der(der.expose(), guess, derivations);
    };
    for encoding in &guess.encodings {
        if let Ok(plaintext) = cipher.decrypt(&encoding.utf8, der.expose())
            && is_private_key(&plaintext)
        {
            return of_der(&plaintext, guess, derivations);
        }
    }
    Err(encryption::wrong_password())
}

/// By its first elements: version, then an algorithm (PKCS#8), a number (PKCS#1) or octets (SEC1); or an algorithm, then octets
/// (encrypted PKCS#8). Octets behind it are left alone, as OpenSSL does.
fn of_der(der: &[u8], guess: &Guess, derivations: &mut Derivations) -> Result<KeyMaterial, Error> {
    let outer = Reader::new(der).expect(Tag::SEQUENCE)?;
    let mut fields = outer.reader()?;
    let first = fields.next()?;
    let second = fields.next()?;
    let whole = || SecretBytes::new(outer.whole.to_vec());
    match (first.tag, second.tag) {
        (Tag::INTEGER, Tag::SEQUENCE) => Ok(KeyMaterial::Pkcs8(whole())),
        (Tag::INTEGER, Tag::INTEGER) => Ok(KeyMaterial::Pkcs1(whole())),
        (Tag::INTEGER, Tag::OCTET_STRING) => Ok(KeyMaterial::Sec1(whole())),
        (Tag::SEQUENCE, Tag::OCTET_STRING) => {
            let ciphertext = second.octets()?;
            let mut unlocking = Unlocking {
                encodings: &guess.encodings,
                is_right: false,
                derivations,
            };
            let plaintext = encryption::decrypt(&first, &ciphertext, &mut unlocking, is_private_key)?;
            let first = Reader::new(&plaintext).next()?;
            Ok(KeyMaterial::Pkcs8(SecretBytes::new(first.whole.to_vec())))
        }
        (_, _) => Err(corrupt(first.offset())),
    }
}

/// A wrong password may leave good padding by chance, but then no SEQUENCE that begins with a version and holds a second element.
fn is_private_key(plaintext: &[u8]) -> bool {
    let fields = || {
        let mut fields = Reader::new(plaintext).expect(Tag::SEQUENCE)?.reader()?;
        fields.expect(Tag::INTEGER)?;
        fields.next()
    };
    fields().is_ok()
}
