//! DER as BER (X.690 8): indefinite lengths and constructed octet strings, as some producers stream a PKCS#12.

/// How long the pieces of an octet string are.
const PIECE: usize = 64;

const SEQUENCE: u8 = 0x30;
const CONTEXT_0: u8 = 0xa0;
const OCTET_STRING: u8 = 0x04;
const CONSTRUCTED: u8 = 0x20;
const INDEFINITE: u8 = 0x80;
const END_OF_CONTENTS: [u8; 2] = [0, 0];

/// A PFX (RFC 7292 4) with its outer structure in BER. The MAC covers the contents of the one octet string, however it is
/// cut, and stays good.
pub(crate) fn pfx(der: &[u8]) -> Option<Vec<u8>> {
    // PFX ::= SEQUENCE { version, authSafe SEQUENCE { OID, [0] OCTET STRING }, macData }
    let (_, fields, _) = element(der, SEQUENCE)?;
    let (version, _, rest) = element(fields, 0x02)?;
    let (_, content_info, mac_data) = element(rest, SEQUENCE)?;
    let (content_type, _, content) = element(content_info, 0x06)?;
    let (_, explicit, _) = element(content, CONTEXT_0)?;
    let (_, octets, _) = element(explicit, OCTET_STRING)?;

    let pieces: Vec<u8> = octets.chunks(PIECE).flat_map(octet_string).collect();
    let octets = indefinite(OCTET_STRING | CONSTRUCTED, &[&pieces]);
    let explicit = indefinite(CONTEXT_0, &[&octets]);
    let content_info = indefinite(SEQUENCE, &[content_type, &explicit]);
    Some(indefinite(SEQUENCE, &[version, &content_info, mac_data]))
}

fn indefinite(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
    [&[tag, INDEFINITE], contents.concat().as_slice(), &END_OF_CONTENTS].concat()
}

fn octet_string(piece: &[u8]) -> Vec<u8> {
    // A piece is shorter than 128 octets: one octet of length.
    let length = u8::try_from(piece.len()).unwrap_or_default();
    [&[OCTET_STRING, length], piece].concat()
}

/// The element at the beginning, its contents, and what follows.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8], &[u8])> {
    let (&first, rest) = der.split_first()?;
    let (&length, rest) = rest.split_first()?;
    let octets = usize::from(length & 0x7f);
    let (length, rest) = if length < 0x80 {
        (usize::from(length), rest)
    } else {
        let (octets, rest) = rest.split_at_checked(octets)?;
        let length = octets.iter().try_fold(0_usize, |length, octet| {
            Some(length.checked_mul(256)? + usize::from(*octet))
        })?;
        (length, rest)
    };
    let (contents, following) = rest.split_at_checked(length)?;
    let whole = der.get(..der.len() - following.len())?;
    (first == tag).then_some((whole, contents, following))
}
