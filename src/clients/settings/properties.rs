//! Edits a Java properties file (`java.util.Properties`, "load" and "store") and leaves every other octet as it is: order,
//! comments, escapes, line ends. The crates for this format write a file anew. Octets are taken as `load(InputStream)` takes them.

use std::ops::Range;

use super::replacements::Replacements;

/// One property: what `load` makes of it, and where it stands.
struct Property {
    key: String,
    value: String,
    /// From behind the key to behind the value; continuation lines are within.
    rest: Range<usize>,
    /// Where the value begins in `rest`.
    value_start: usize,
    /// Whether anything separates key and value.
    separated: bool,
}

/// A properties file that can be read and changed.
pub(crate) struct Properties<'a> {
    octets: &'a [u8],
    properties: Vec<Property>,
}

impl<'a> Properties<'a> {
    /// `None` for a malformed `\uXXXX`, with which Java refuses the whole file.
    pub(crate) fn read(octets: &'a [u8]) -> Option<Self> {
        let mut properties = Vec::new();
        let mut position = 0;
        while position < octets.len() {
            let line = logical_line(octets, position);
            position = line.next;
            properties.extend(property(octets, line.content)?);
        }
        Some(Self { octets, properties })
    }

    /// The value of a key; the last one where it is there twice, as in Java.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.find(key).map(|property| property.value.as_str())
    }

    /// Every key with its value, in their order.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        let properties = self.properties.iter();
        properties.map(|property| (property.key.as_str(), property.value.as_str()))
    }

    fn find(&self, key: &str) -> Option<&Property> {
        self.properties.iter().rev().find(|property| property.key == key)
    }

    /// Each value with the property that has its key, if it is there: of thousands, too, the file is looked through once.
    fn with_places<'v, 'k>(&self, values: &'v [(String, &'k str)]) -> Vec<(&'v str, &'k str, Option<&Property>)> {
        let mut found: Vec<_> = values.iter().map(|(key, value)| (key.as_str(), *value, None)).collect();
        let key_of = |number: &usize| values.get(*number).map(|(key, _)| key.as_str());
        let mut by_key: Vec<usize> = Vec::with_capacity(values.len());
        for number in 0..values.len() {
            let behind = by_key.partition_point(|other| key_of(other) < key_of(&number));
            by_key.insert(behind, number);
        }
        for property in &self.properties {
            let key = Some(property.key.as_str());
            let number = by_key.get(by_key.partition_point(|number| key_of(number) < key));
            if let Some(number) = number.filter(|number| key_of(number) == key)
                && let Some((_, _, place)) = found.get_mut(*number)
            {
                *place = Some(property);
            }
        }
        found
    }

    /// The file with these values; a key that is not there is added at the end.
    pub(crate) fn with(&self, values: &[(String, &str)]) -> Vec<u8> {
        let mut replacements = Replacements::default();
        let mut added = Vec::new();
        let line_end = self.line_end();
        for (key, value, property) in self.with_places(values) {
            if let Some(property) = property {
                // What is already said is not said in another way.
                if property.value != value {
                    let mut text = if property.separated { Vec::new() } else { b"=".to_vec() };
                    text.extend(escaped(value, true));
                    let start = if property.separated {
                        property.value_start
                    } else {
                        property.rest.start
                    };
                    replacements.replace(start..property.rest.end, text);
                }
            } else {
                added.extend(escaped(key, false));
                added.push(b'=');
                added.extend(escaped(value, true));
                added.extend_from_slice(line_end);
            }
        }
        let mut text = replacements.apply(self.octets);
        // A line that is continued behind the end of the file would take up what is added.
        while !added.is_empty() && is_open(&text) {
            text.extend_from_slice(line_end);
        }
        text.extend(added);
        text
    }

    /// The line end of the file: its first one.
    fn line_end(&self) -> &'static [u8] {
        let first = self.octets.iter().position(|octet| matches!(octet, b'\n' | b'\r'));
        match first.and_then(|at| self.octets.get(at..)) {
            Some([b'\r', b'\n', ..]) => b"\r\n",
            Some([b'\r', ..]) => b"\r",
            Some(_) | None => b"\n",
        }
    }
}

struct Line {
    content: Range<usize>,
    next: usize,
    /// Whether it ends before the file does.
    is_closed: bool,
}

/// Whether the last line goes on where the file ends.
fn is_open(octets: &[u8]) -> bool {
    let (mut position, mut is_closed) = (0, true);
    while position < octets.len() {
        let line = logical_line(octets, position);
        (position, is_closed) = (line.next, line.is_closed);
    }
    !is_closed
}

/// A line with those that continue it: an odd number of backslashes at its end, unless it is a comment or blank.
fn logical_line(octets: &[u8], start: usize) -> Line {
    let at = |place: usize| octets.get(place).copied();
    let first = (start..octets.len()).find(|place| !at(*place).is_some_and(is_space));
    let is_comment = first.and_then(at).is_some_and(|octet| matches!(octet, b'#' | b'!'));
    let mut place = start;
    let mut backslashes = 0_usize;
    while let Some(octet) = at(place) {
        match octet {
            b'\n' | b'\r' => {
                let next = place
                    + if octet == b'\r' && at(place + 1) == Some(b'\n') {
                        2
                    } else {
                        1
                    };
                if is_comment || backslashes.is_multiple_of(2) {
                    return Line {
                        content: start..place,
                        next,
                        is_closed: true,
                    };
                }
                place = next;
                backslashes = 0;
            }
            b'\\' => {
                backslashes += 1;
                place += 1;
            }
            _ => {
                backslashes = 0;
                place += 1;
            }
        }
    }
    Line {
        content: start..place,
        next: place,
        is_closed: false,
    }
}

/// The property of a line; `Some(None)` for a comment or a blank line.
fn property(octets: &[u8], line: Range<usize>) -> Option<Option<Property>> {
    let end = line.end;
    let start = skip_spaces(octets, line.start, end);
    if start == end || matches!(octets.get(start), Some(b'#' | b'!')) {
        return Some(None);
    }
    let mut key_end = start;
    while key_end < end {
        match octets.get(key_end) {
            // The last octet of the file escapes nothing, and is no part of the key.
            Some(b'\\') if key_end + 1 == end => break,
            Some(b'\\') => key_end = after_escape(octets, key_end, end),
            Some(b'=' | b':') => break,
            Some(octet) if is_space(*octet) => break,
            Some(_) | None => key_end += 1,
        }
    }
    let mut value_start = skip_spaces(octets, key_end, end);
    if value_start < end && matches!(octets.get(value_start), Some(b'=' | b':')) {
        value_start = skip_spaces(octets, value_start + 1, end);
    }
    let text = |range: Range<usize>| unescaped(octets.get(range).unwrap_or_default());
    Some(Some(Property {
        key: text(start..key_end)?,
        value: text(value_start..end)?,
        separated: value_start > key_end,
        rest: key_end..end,
        value_start,
    }))
}

fn is_space(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t' | b'\x0c')
}

/// Behind spaces, and behind the ends of lines that are continued, with the spaces that the next one begins with.
fn skip_spaces(octets: &[u8], mut place: usize, end: usize) -> usize {
    while place < end {
        match octets.get(place..end).unwrap_or_default() {
            [b'\\', b'\n' | b'\r', ..] => place = after_escape(octets, place, end),
            [octet, ..] if is_space(*octet) => place += 1,
            _ => break,
        }
    }
    place
}

/// Behind a backslash and what it escapes; an escaped line end goes with the spaces behind it.
fn after_escape(octets: &[u8], place: usize, end: usize) -> usize {
    let mut after = match octets.get(place + 1..end).unwrap_or_default() {
        [] => return end,
        [b'\r', b'\n', ..] => place + 3,
        [b'\r' | b'\n', ..] => place + 2,
        [..] => return place + 2,
    };
    while after < end && octets.get(after).copied().is_some_and(is_space) {
        after += 1;
    }
    after
}

/// As `load` reads it: each octet a character of ISO 8859-1.
fn unescaped(octets: &[u8]) -> Option<String> {
    let mut units: Vec<u16> = Vec::with_capacity(octets.len());
    let mut place = 0;
    while let Some(octet) = octets.get(place) {
        if *octet != b'\\' {
            units.push(u16::from(*octet));
            place += 1;
            continue;
        }
        let after = after_escape(octets, place, octets.len());
        match octets.get(place + 1) {
            None | Some(b'\r' | b'\n') => place = after,
            Some(b'u') => {
                let digits = octets.get(place + 2..place + 6)?;
                let hexadecimal = digits.iter().all(u8::is_ascii_hexdigit);
                let digits = std::str::from_utf8(digits).ok().filter(|_| hexadecimal)?;
                units.push(u16::from_str_radix(digits, 16).ok()?);
                place += 6;
            }
            Some(escape) => {
                units.push(u16::from(match escape {
                    b't' => b'\t',
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b'f' => b'\x0c',
                    other => *other,
                }));
                place = after;
            }
        }
    }
    Some(String::from_utf16_lossy(&units))
}

/// As `store` writes it: spaces are escaped at the beginning of a value, and everywhere in a key.
fn escaped(text: &str, is_value: bool) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len() + 16);
    for (place, unit) in text.encode_utf16().enumerate() {
        match u8::try_from(unit) {
            Ok(b'\t') => octets.extend_from_slice(b"\\t"),
            Ok(b'\n') => octets.extend_from_slice(b"\\n"),
            Ok(b'\r') => octets.extend_from_slice(b"\\r"),
            Ok(b'\x0c') => octets.extend_from_slice(b"\\f"),
            Ok(b' ') if is_value && place > 0 => octets.push(b' '),
            Ok(special @ (b' ' | b'\\' | b'=' | b':' | b'#' | b'!')) => octets.extend_from_slice(&[b'\\', special]),
            Ok(plain @ 0x21..=0x7e) => octets.push(plain),
            Ok(_) | Err(_) => {
                octets.extend_from_slice(b"\\u");
                for shift in [12, 8, 4, 0] {
                    let digit = char::from_digit(u32::from(unit >> shift & 0xf), 16).unwrap_or('0');
                    octets.push(digit.to_ascii_uppercase() as u8);
                }
            }
        }
    }
    octets
}
