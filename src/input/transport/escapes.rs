//! Characters written as others: percent-encoding, quoted-printable, backslashes, markup, full-width forms.

/// Percent-encoding (RFC 3986 §2.1), as nginx, Envoy and load balancers put certificates into header fields.
pub(super) fn percent(rest: &[u8], written: &mut Vec<u8>) -> usize {
    match rest {
        [b'%', digits @ ..] => hexadecimal(digits, 2, 1, written),
        _ => 0,
    }
}

/// A text that is percent-encoded as a whole; `None` where a percent sign is not followed by two hexadecimal digits.
pub(crate) fn percent_decoded(text: &str) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        match percent(rest, &mut decoded) {
            0 if *first == b'%' => return None,
            0 => {
                decoded.push(*first);
                rest = after;
            }
            taken => rest = rest.get(taken..).unwrap_or_default(),
        }
    }
    Some(decoded)
}

/// RFC 2045 §6.7: two hexadecimal digits, or a line that goes on in the next.
pub(super) fn quoted_printable(rest: &[u8], written: &mut Vec<u8>) -> usize {
    match rest {
        [b'=', b'\n', ..] => 2,
        [b'=', b'\r', b'\n', ..] | [b'=', b' ', b'\n', ..] => 3,
        [b'=', digits @ ..] => hexadecimal(digits, 2, 1, written),
        _ => 0,
    }
}

/// Line ends and other characters behind backslashes, one or several: JSON (RFC 8259 §7), .env, YAML, Java properties, source code.
/// A yen sign is what a keyboard in Japan has for it.
pub(super) fn backslashes(rest: &[u8], written: &mut Vec<u8>) -> usize {
    let mut escaped = rest;
    while let [b'\\', after @ ..] | [0xc2, 0xa5, after @ ..] = escaped {
        escaped = after;
    }
    let marks = rest.len() - escaped.len();
    match escaped {
        _ if marks == 0 => return 0,
        [b'u', digits @ ..] => return hexadecimal(digits, 4, marks + 1, written).max(marks),
        [b'n' | b'r', ..] => written.push(b'\n'),
        [b't', ..] => written.push(b' '),
        // The line goes on in the next.
        [b'\r' | b'\n', ..] => {}
        [other, ..] => written.push(*other),
        [] => return marks,
    }
    marks + 1
}

/// Tags of HTML and XML, each of which may end a line, and references to characters.
pub(super) fn markup(rest: &[u8], written: &mut Vec<u8>) -> usize {
    /// No reference that matters is longer.
    const MOST_OCTETS: usize = 12;
    let (most, end) = match rest {
        [b'<', ..] => (rest.len(), b'>'),
        [b'&', ..] => (MOST_OCTETS, b';'),
        _ => return 0,
    };
    let inside = rest.iter().take(most).skip(1);
    let Some(length) = inside.clone().position(|octet| [end, b'<', b'&'].contains(octet)) else {
        return 0;
    };
    match rest {
        _ if rest.get(length + 1) != Some(&end) => return 0,
        [b'&', b'#', b'x' | b'X', digits @ ..] => drop(hexadecimal(digits, length - 2, 0, written)),
        [b'&', b'#', digits @ ..] => {
            let digits = digits.iter().take(length - 1);
            written.push(digits.fold(0, |value: u8, digit| {
                value.wrapping_mul(10).wrapping_add(digit.wrapping_sub(b'0'))
            }));
        }
        [b'&', b'a', b'm', b'p', ..] => written.push(b'&'),
        _ => written.push(b'\n'),
    }
    length + 2
}

/// Full-width characters (the Unicode block Halfwidth and Fullwidth Forms), as input methods write them, in ASCII.
pub(super) fn full_width(rest: &[u8], written: &mut Vec<u8>) -> usize {
    written.push(match rest {
        [0xef, 0xbc, last @ 0x81..=0xbf, ..] => last - 0x60,
        [0xef, 0xbd, last @ 0x80..=0x9e, ..] => last - 0x20,
        [0xe3, 0x80, 0x80, ..] => b' ',
        _ => return 0,
    });
    3
}

/// Writes the octet whose value the first `count` hexadecimal digits are. A value above FF, as `\u` may have, becomes a space: no character
/// of a certificate in text has one. Gives back `marks + count`: how many octets the escape takes with the marks before its digits, or 0
/// where they are no hexadecimal digits and nothing was written.
fn hexadecimal(digits: &[u8], count: usize, marks: usize, written: &mut Vec<u8>) -> usize {
    let Some(digits) = digits.get(..count) else { return 0 };
    let mut value = 0_u32;
    for digit in digits {
        let Some(digit) = char::from(*digit).to_digit(16) else {
            return 0;
        };
        value = value << 4 | digit;
    }
    written.push(u8::try_from(value).unwrap_or(b' '));
    marks + count
}
