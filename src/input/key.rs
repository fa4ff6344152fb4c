//! Private keys of their own (`.pem`, `.key`), to pair with a certificate: PKCS#8 (RFC 5958) encrypted or not, PKCS#1 (RFC 8017),
//! SEC1 (RFC 5915), and OpenSSL's traditional encryption (`Proc-Type: 4,ENCRYPTED`, RFC 1421).

use super::{
    CertificateFile, Lock, block_content,
    format::{Format, Sniffed},
    pem::{self, Block},
    transport, within_number, within_size,
};
use crate::{
    asn1::ber::{Reader, Tag, corrupt},
    certificate::private_key::{KeyMaterial, PrivateKey},
    certificate::private_key_form::is_private_key,
    encryption::{self, Credentials, Derivations, Guess, Opened, Unlocking, traditional},
    error::{Error, LooksLike, Resource},
    limits::LIMITS,
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

/// Reads a file with private keys with one password, whatever carries it. Where it holds several, those that
/// do not open are only recognized.
///
/// # Errors
/// [`Error::PasswordRequired`] or [`Error::WrongPassword`] where no key opens; [`Error::UnsupportedFormat`] where it holds none;
/// [`Error::TooMuchWork`] and [`Error::FileTooLarge`] beyond a limit; what keeps it from being read.
pub fn read(bytes: &[u8], guess: &Guess, derivations: &mut Derivations) -> Result<Vec<PrivateKey>, Error> {
    within_size(bytes)?;
    let file = transport::read(bytes, &mut |bytes| {
        let private_keys = as_they_are(bytes, guess, derivations)?;
        Ok(CertificateFile {
            private_keys,
            ..CertificateFile::empty(Format::Pem)
        })
    })?;
    within_number(Resource::PrivateKeys, file.private_keys.len(), LIMITS.private_keys)?;
    are_locked(&file.private_keys, guess)?;
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
            for block in &blocks {
                match block_content::is_private_key(block, &text) {
                    Ok(false) => {}
                    Ok(true) => keys.push(beside_others(block, guess, derivations)?),
                    Err(error) => keys.push(PrivateKey::recognized(error)),
                }
            }
            let is_any_readable = keys.iter().any(|key| key.material.is_some());
            let refusal = keys.iter().find_map(|key| key.refusal.clone());
            match refusal {
                _ if is_any_readable => Ok(keys),
                Some(error) => Err(error),
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

/// A key beside certificates or other keys: where it cannot be read it is only recognized, and hides nothing.
pub(super) fn beside_others(
    block: &Block<'_>,
    guess: &Guess,
    derivations: &mut Derivations,
) -> Result<PrivateKey, Error> {
    match decrypt(block, guess, derivations).map_err(|error| block_content::within(block, error)) {
        Ok(material) => Ok(PrivateKey::decrypted(material)),
        Err(error @ Error::TooMuchWork { .. }) => Err(error),
        Err(error) => Ok(PrivateKey::recognized(error)),
    }
}

/// Whether some keys are locked for lack of a password.
///
/// # Errors
/// Some are locked, and what was tried has opened nothing at all: a password that opens one of several keys is not wrong.
pub(super) fn are_locked(keys: &[PrivateKey], guess: &Guess) -> Result<bool, Error> {
    let are_locked = keys.iter().any(PrivateKey::is_locked);
    if are_locked && guess.decrypts() && !guess.has_opened() {
        return Err(encryption::wrong_password());
    }
    Ok(are_locked && !guess.is_given())
}

impl CertificateFile {
    /// With the private keys of another file, for which a password was given or not.
    pub(crate) fn with_keys(self, private_keys: Vec<PrivateKey>, is_given: bool) -> Self {
        let is_locked = !is_given && private_keys.iter().any(PrivateKey::is_locked);
        // What stands in the clear in PKCS#12 stays without its MAC.
        let own = self.locked.filter(|_| self.format == Format::Pkcs12);
        Self {
            locked: own.or(is_locked.then_some(Lock::Password)),
            private_keys,
            ..self
        }
    }
}

fn decrypt(block: &Block<'_>, guess: &Guess, derivations: &mut Derivations) -> Result<KeyMaterial, Error> {
    let (headers, _) = block.headers_and_body();
    let der = block.decode()?;
    let Some(cipher) = traditional::Cipher::of(headers, block.offset)? else {
        return of_der(der.expose(), guess, derivations);
    };
    for one in guess.tries() {
        if let Ok(plaintext) = cipher.decrypt(&one.encoding.utf8, der.expose())
            && is_private_key(&plaintext)
        {
            one.opens();
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
    let is_plain = is_private_key(outer.whole);
    match (first.tag, second.tag) {
        (Tag::INTEGER, Tag::SEQUENCE) if is_plain => Ok(KeyMaterial::Pkcs8(whole())),
        (Tag::INTEGER, Tag::INTEGER) if is_plain => Ok(KeyMaterial::Pkcs1(whole())),
        (Tag::INTEGER, Tag::OCTET_STRING) if is_plain => Ok(KeyMaterial::Sec1(whole())),
        (Tag::SEQUENCE, Tag::OCTET_STRING) => {
            let ciphertext = second.octets()?;
            let mut unlocking = Unlocking {
                guess,
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
