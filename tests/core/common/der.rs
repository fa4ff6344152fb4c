//! Elements in DER, put together by hand: what no program here writes.

/// One element in DER.
pub(crate) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let header = match length {
        0..0x80 => vec![tag, u8::try_from(length).unwrap()],
        _ => [&[tag, 0x84][..], &u32::try_from(length).unwrap().to_be_bytes()].concat(),
    };
    [header, content.to_vec()].concat()
}

pub(crate) fn sequence(elements: &[&[u8]]) -> Vec<u8> {
    element(0x30, &elements.concat())
}

/// 1.2.840.113549.1 and what follows.
pub(crate) fn pkcs(arcs: &[u8]) -> Vec<u8> {
    element(0x06, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1][..], arcs].concat())
}

pub(crate) fn number(value: u32) -> Vec<u8> {
    let octets = [&[0][..], &value.to_be_bytes()].concat();
    let needed = octets.windows(2).take_while(|two| matches!(two, [0, 0..=0x7f])).count();
    element(0x02, octets.get(needed..).unwrap())
}

pub(crate) fn octets(content: &[u8]) -> Vec<u8> {
    element(0x04, content)
}

/// A PKCS#12 file around its SafeContents and MacData.
pub(crate) fn pkcs12(bags: &[u8], mac_data: &[u8]) -> Vec<u8> {
    let data = |content: &[u8]| sequence(&[&pkcs(&[7, 1]), &explicit(&octets(content))]);
    let safe = sequence(&[&data(&element(0x30, bags))]);
    sequence(&[&number(3), &data(&safe), mac_data])
}

/// `[0] EXPLICIT`.
pub(crate) fn explicit(content: &[u8]) -> Vec<u8> {
    element(0xa0, content)
}

/// A SafeBag (RFC 7292 §4.2) of the kind with this number.
pub(crate) fn bag(kind: u8, value: &[u8]) -> Vec<u8> {
    sequence(&[&pkcs(&[12, 10, 1, kind]), &explicit(value)])
}

/// A bag with a certificate in it.
pub(crate) fn certificate_bag(certificate: &[u8]) -> Vec<u8> {
    bag(3, &sequence(&[&pkcs(&[9, 22, 1]), &explicit(&octets(certificate))]))
}
