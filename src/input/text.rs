//! Text with certificates: PEM blocks of any kind and number.

use super::{
    CertificateFile, Format,
    certificates::Certificates,
    key,
    pem::{self, Block, Kind},
    pkcs7, pkcs12,
};
use crate::encryption::{Derivations, Guess};
use crate::{ber::Reader, error::Error};

pub(super) fn read(text: &str, guess: &Guess, derivations: &mut Derivations) -> Result<CertificateFile, Error> {
    let blocks = pem::blocks(text);
    let mut certificates = Certificates::default();
    let mut private_keys = Vec::new();
    for block in &blocks {
        match block.kind() {
            _ if !block.closed => certificates.unreadable.push(block.offset),
            Kind::Certificate => add(&mut certificates, block),
            Kind::Pkcs7 => match block.decode().and_then(|der| pkcs7::read(der.expose())) {
                Ok(inner) => certificates.readable.extend(inner.certificates),
                Err(error) if blocks.len() == 1 => return Err(error),
                Err(_) => certificates.unreadable.push(block.offset),
            },
            // A PKCS#12 file in PEM stands alone.
            Kind::Pkcs12 => return pkcs12::read(block.decode()?.expose(), guess, derivations),
            Kind::PrivateKey => private_keys.push(key::beside_certificates(block, guess, derivations)?),
            Kind::Other(_) => {}
        }
    }
    if !certificates.readable.is_empty() {
        return Ok(CertificateFile {
            private_keys,
            ..certificates.into_file(Format::Pem)?
        });
    }
    match (blocks.first(), blocks.last()) {
        (_, Some(last)) if !last.closed => Err(Error::TruncatedFile {
            size: text.len(),
            expected: text.len() + last.closing_length(),
        }),
        (Some(first), _) if certificates.unreadable.is_empty() => Err(Error::UnsupportedFormat {
            looks_like: first.looks_like(),
        }),
        (_, _) => certificates.into_file(Format::Pem),
    }
}

/// The certificate is the first element; `TRUSTED CERTIFICATE` has more behind it.
fn add(certificates: &mut Certificates, block: &Block<'_>) {
    let der = block.decode();
    let first = der.as_ref().ok().and_then(|der| Reader::new(der.expose()).next().ok());
    match first {
        Some(element) => certificates.add(element.whole, block.offset),
        None => certificates.unreadable.push(block.offset),
    }
}
