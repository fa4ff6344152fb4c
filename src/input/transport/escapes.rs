//! Characters written as others: percent-encoding, quoted-printable, backslashes, markup.

/// Percent-encoding (RFC 3986 §2.1), as nginx, Envoy and load balancers put certificates into header fields, also the one of forms,
/// where a space is a plus sign.
pub(super) fn percent(text: &str) -> Option<Vec<u8>> {
    if text.contains("BEGIN+") {
        hexadecimal(&text.replace('+', " "), b'%')
    } else {
        hexadecimal(text, b'%')
    }
}

/// RFC 2045 §6.7.
pub(super) fn quoted_printable(text: &str) -> Option<Vec<u8>> {
    hexadecimal(text, b'=')
}

/// What a mark and two hexadecimal digits stand for; a mark at the end of a line goes with the line's end.
fn hexadecimal(text: &str, mark: u8) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut is_changed = false;
    let mut rest = text.as_bytes();
    while let [octet, after @ ..] = rest {
        rest = after;
        if *octet == mark {
            if let Some((value, behind)) = two_digits(after) {
                decoded.push(value);
                (rest, is_changed) = (behind, true);
                continue;
            }
            let line = after.trim_ascii_start();
            let end = after.get(..after.len() - line.len()).unwrap_or_default();
            if mark == b'=' && end.contains(&b'\n') {
                (rest, is_changed) = (line, true);
                continue;
            }
        }
        decoded.push(*octet);
    }
    is_changed.then_some(decoded)
}

fn two_digits(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let [high, low, rest @ ..] = bytes else { return None };
    let digit = |octet: u8| char::from(octet).to_digit(16);
    Some((u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()?, rest))
}

/// Line ends and other characters behind backslashes, one or several: JSON (RFC 8259 §7), .env, YAML, Java properties, source code.
/// Some systems show a backslash as a yen sign.
pub(super) fn backslashes(text: &str) -> Option<Vec<u8>> {
    let is_backslash = |character: char| matches!(character, '\\' | '¥');
    if !text.contains(is_backslash) {
        return None;
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(is_backslash) {
        decoded.push_str(before);
        let escaped = after.trim_start_matches(is_backslash);
        let mut characters = escaped.chars();
        match characters.next() {
            Some('n' | 'r') => decoded.push('\n'),
            Some('t') => decoded.push('\t'),
            // At the end of a line: it goes on in the next.
            Some('\r' | '\n') => {}
            Some('u') => {
                let digits = characters.as_str().get(..4);
                let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
                decoded.push(code.and_then(char::from_u32).unwrap_or(' '));
                characters = characters.as_str().get(4..).unwrap_or_default().chars();
            }
            Some(other) => decoded.push(other),
            None => {}
        }
        rest = characters.as_str();
    }
    decoded.push_str(rest);
    Some(decoded.into_bytes())
}

/// Tags of HTML and XML, each of which may end a line, and references to characters.
pub(super) fn markup(text: &str) -> Option<Vec<u8>> {
    /// The longest that is read has fewer octets.
    const MOST_OCTETS: usize = 12;
    let mut decoded = String::with_capacity(text.len());
    let mut is_changed = false;
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, marked) = rest.split_at_checked(at)?;
        decoded.push_str(before);
        let is_tag = marked.starts_with('<');
        let end = if is_tag {
            marked.find('>')
        } else {
            marked.bytes().take(MOST_OCTETS).position(|octet| octet == b';')
        };
        let Some((inside, after)) = end.and_then(|end| Some((marked.get(1..end)?, marked.get(end + 1..)?))) else {
            if is_tag {
                // No tag ends any more.
                decoded.push_str(marked);
                rest = "";
                break;
            }
            decoded.push('&');
            rest = marked.get(1..).unwrap_or_default();
            continue;
        };
        decoded.push(if is_tag { '\n' } else { referenced(inside) });
        (rest, is_changed) = (after, true);
    }
    decoded.push_str(rest);
    is_changed.then(|| decoded.into_bytes())
}

fn referenced(name: &str) -> char {
    let code = match name.strip_prefix('#') {
        Some(hexadecimal) if hexadecimal.starts_with(['x', 'X']) => {
            u32::from_str_radix(hexadecimal.get(1..).unwrap_or_default(), 16).ok()
        }
        Some(decimal) => decimal.parse().ok(),
        None => match name {
            "amp" => Some(u32::from('&')),
            "lt" => Some(u32::from('<')),
            "gt" => Some(u32::from('>')),
            "plus" => Some(u32::from('+')),
            "sol" => Some(u32::from('/')),
            "equals" => Some(u32::from('=')),
            _ => None,
        },
    };
    code.and_then(char::from_u32).unwrap_or(' ')
}
