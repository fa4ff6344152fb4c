//! Text with certificates: PEM blocks of any kind and number.

use super::{
    CertificateFile, Format,
    block_content::{ARMOUR, Content, content, cut_off, within},
    certificates::Certificates,
    gathered::Gathered,
    key,
    pem::{self, Block},
    pkcs7, pkcs12,
};
use crate::{
    asn1::ber::Reader,
    encryption::{Derivations, Guess},
    error::{Error, LooksLike},
    secret::SecretBytes,
};

pub(super) fn read(text: &str, guess: &Guess, derivations: &mut Derivations) -> Result<CertificateFile, Error> {
    let blocks = pem::blocks(text);
    let mut found = Gathered::default();
    let mut is_only_pkcs12 = true;
    let mut looks_like = None;
    let mut fault = None;
    for block in &blocks {
        let decoded = block.decode().ok();
        let der = decoded.as_ref().map(SecretBytes::expose).unwrap_or_default();
        let content = content(block, der, text);
        is_only_pkcs12 &= matches!(content, Content::Pkcs12 | Content::Other(_));
        match content {
            Content::Certificate => add(&mut found.certificates, block, der),
            Content::Pkcs7 => match pkcs7::read(der) {
                Ok(inner) => {
                    found.certificates.readable.extend(inner.certificates);
                    let unreadable = vec![block.offset; inner.unreadable];
                    found.certificates.unreadable.extend(unreadable);
                }
                Err(error) if blocks.len() == 1 => return Err(within(block, error)),
                // A message that is signed or encrypted is no certificate.
                Err(Error::UnsupportedFormat { .. }) => {}
                Err(_) => found.certificates.unreadable.push(block.offset),
            },
            Content::Pkcs12 => {
                let inner = pkcs12::read(der, guess, derivations);
                found.pkcs12(inner.map_err(|error| within(block, error)))?;
            }
            Content::PrivateKey => {
                found.private_keys.push(key::beside_others(block, guess, derivations)?);
                looks_like = looks_like.or(Some(LooksLike::PrivateKey));
            }
            Content::Other(other) => looks_like = looks_like.or(Some(other)),
            Content::CutOff => {
                found.certificates.unreadable.push(block.offset);
                fault = Some(cut_off(block, text));
            }
            Content::NotBase64 => {
                found.certificates.unreadable.push(block.offset);
                fault = Some(ARMOUR);
            }
        }
    }
    if let Some(fault) = fault
        && found.has_none()
    {
        return Err(fault);
    }
    if found.is_empty() {
        return Err(Error::UnsupportedFormat {
            looks_like: looks_like.unwrap_or(LooksLike::Text),
        });
    }
    let format = if is_only_pkcs12 { Format::Pkcs12 } else { Format::Pem };
    found.into_file(format, guess)
}

/// The certificate is the first element; `TRUSTED CERTIFICATE` has more behind it.
fn add(certificates: &mut Certificates, block: &Block<'_>, der: &[u8]) {
    match Reader::new(der).next() {
        Ok(element) => certificates.add(element.whole, block.offset),
        Err(_) => certificates.unreadable.push(block.offset),
    }
}
