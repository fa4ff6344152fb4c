//! BER (X.690 §8): what PKCS#12 files are written in. Indefinite lengths and octet strings split into segments are read at any
//! place, as older programs write them; a DER reader refuses both.

use std::borrow::Cow;

use super::oid::Oid;
use crate::{
    error::{Error, Resource},
    limits::LIMITS,
};

/// The class and number of a tag, as the leading octets that carry both; without the bit for "constructed".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag {
    class: u8,
    number: u32,
}

impl Tag {
    pub(crate) const BOOLEAN: Self = Self::universal(1);
    pub(crate) const INTEGER: Self = Self::universal(2);
    pub(crate) const BIT_STRING: Self = Self::universal(3);
    pub(crate) const OCTET_STRING: Self = Self::universal(4);
    pub(crate) const NULL: Self = Self::universal(5);
    pub(crate) const OBJECT_IDENTIFIER: Self = Self::universal(6);
    pub(crate) const SEQUENCE: Self = Self::universal(16);
    pub(crate) const SET: Self = Self::universal(17);
    pub(crate) const UTC_TIME: Self = Self::universal(23);
    pub(crate) const GENERALIZED_TIME: Self = Self::universal(24);
    pub(crate) const UTF8_STRING: Self = Self::universal(12);
    pub(crate) const NUMERIC_STRING: Self = Self::universal(18);
    pub(crate) const PRINTABLE_STRING: Self = Self::universal(19);
    pub(crate) const T61_STRING: Self = Self::universal(20);
    pub(crate) const IA5_STRING: Self = Self::universal(22);
    pub(crate) const VISIBLE_STRING: Self = Self::universal(26);
    pub(crate) const GENERAL_STRING: Self = Self::universal(27);
    pub(crate) const UNIVERSAL_STRING: Self = Self::universal(28);
    pub(crate) const BMP_STRING: Self = Self::universal(30);

    const fn universal(number: u32) -> Self {
        Self { class: 0, number }
    }

    pub(crate) const fn context(number: u32) -> Self {
        Self { class: 0x80, number }
    }
}

/// One element and what is in it. With 32 octets in wasm it is copied in two instructions; a larger one is copied by a call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    pub(crate) tag: Tag,
    pub(crate) content: &'a [u8],
    /// The element with its header and, where its length is indefinite, with the two zero octets behind it.
    pub(crate) whole: &'a [u8],
    constructed: bool,
    /// Where its content begins, counted from the beginning of the input.
    start: usize,
    depth: u8,
}

/// Reads elements one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    offset: usize,
    depth: u8,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            offset: 0,
            depth: 0,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// The next element.
    pub(crate) fn next(&mut self) -> Result<Element<'a>, Error> {
        let element = self.peek()?;
        self.advance(element.whole.len());
        Ok(element)
    }

    /// The next element, which must have this tag.
    pub(crate) fn expect(&mut self, tag: Tag) -> Result<Element<'a>, Error> {
        let (offset, element) = (self.offset, self.peek()?);
        self.advance(element.whole.len());
        if element.tag != tag {
            return Err(corrupt(offset));
        }
        Ok(element)
    }

    /// The next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: Tag) -> Result<Option<Element<'a>>, Error> {
        if self.is_empty() {
            return Ok(None);
        }
        let element = self.peek()?;
        if element.tag != tag {
            return Ok(None);
        }
        self.advance(element.whole.len());
        Ok(Some(element))
    }

    /// The next element, which stays the next. A certificate has dozens of them: inlined, `.crt` files take a tenth less time.
    #[inline(always)]
    fn peek(&self) -> Result<Element<'a>, Error> {
        let place = Place {
            offset: self.offset,
            depth: self.depth,
            ends_with_file: self.depth == 0,
        };
        read_element(self.rest, place)
    }

    fn advance(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
        self.offset += length;
    }
}

impl<'a> Element<'a> {
    /// The elements inside.
    pub(crate) fn reader(&self) -> Result<Reader<'a>, Error> {
        if !self.constructed {
            return Err(corrupt(self.start));
        }
        Ok(Reader {
            rest: self.content,
            offset: self.start,
            depth: nested(self.depth)?,
        })
    }

    /// The element inside, as explicit tagging has it (X.690 §8.14). What stands behind it is left alone: Java and NSS open such files.
    pub(crate) fn inner(&self, tag: Tag) -> Result<Element<'a>, Error> {
        self.reader()?.expect(tag)
    }

    /// Whether there are no elements inside (X.690 §8.1.2.5).
    pub(crate) fn is_primitive(&self) -> bool {
        !self.constructed
    }

    /// Where its content begins, counted from the beginning of the input.
    pub(crate) fn offset(&self) -> usize {
        self.start
    }

    /// The octets of a BIT STRING without the count of unused bits in front, its segments joined (X.690 §8.6); none of the bits may be
    /// unused.
    pub(crate) fn bits(&self) -> Result<Cow<'a, [u8]>, Error> {
        if !self.constructed {
            return match self.content {
                [0, octets @ ..] => Ok(Cow::Borrowed(octets)),
                _ => Err(corrupt(self.start)),
            };
        }
        let mut joined = Vec::with_capacity(self.content.len());
        let mut segments = self.reader()?;
        while !segments.is_empty() {
            joined.extend_from_slice(&segments.expect(Tag::BIT_STRING)?.bits()?);
        }
        Ok(Cow::Owned(joined))
    }

    /// The octets of an OCTET STRING (of whatever tag), its segments joined (X.690 §8.7).
    pub(crate) fn octets(&self) -> Result<Cow<'a, [u8]>, Error> {
        if !self.constructed {
            return Ok(Cow::Borrowed(self.content));
        }
        let mut joined = Vec::with_capacity(self.content.len());
        join(&mut self.reader()?, false, &mut joined)?;
        Ok(Cow::Owned(joined))
    }

    /// The value of a non-negative INTEGER that fits.
    pub(crate) fn unsigned(&self) -> Result<u64, Error> {
        match self.content {
            [] => Err(corrupt(self.start)),
            [first, ..] if *first >= 0x80 => Err(corrupt(self.start)),
            octets => {
                let zeros = octets.iter().take_while(|octet| **octet == 0).count();
                match octets.get(zeros..) {
                    Some(digits) if digits.len() <= 8 => {
                        Ok(digits.iter().fold(0, |value, digit| value << 8 | u64::from(*digit)))
                    }
                    _ => Ok(u64::MAX),
                }
            }
        }
    }

    /// An object identifier (X.690 §8.19).
    pub(crate) fn oid(&self) -> Result<Oid<'a>, Error> {
        let oid = Oid::of(self.content);
        oid.dotted().map(|_| oid).ok_or(corrupt(self.start))
    }
}

/// What is there of the contents of an outermost SEQUENCE, even where it was cut off. One that is longer than any file is none.
pub(crate) fn contents_of_a_sequence(bytes: &[u8]) -> Option<&[u8]> {
    let place = Place {
        offset: 0,
        depth: 0,
        ends_with_file: true,
    };
    let header = read_header(bytes, place).ok()?;
    let is_possible = header.length.is_none_or(|length| length <= LIMITS.file_bytes);
    (header.tag == Tag::SEQUENCE && header.constructed && is_possible)
        .then(|| bytes.get(header.octets..))
        .flatten()
}

/// The size of the element at the beginning with its header, as that states it; `None` where its length is indefinite.
pub(crate) fn stated_size(bytes: &[u8]) -> Result<Option<usize>, Error> {
    let place = Place {
        offset: 0,
        depth: 0,
        ends_with_file: true,
    };
    let header = read_header(bytes, place)?;
    Ok(header.length.map(|length| header.octets.saturating_add(length)))
}

pub(crate) fn corrupt(offset: usize) -> Error {
    Error::CorruptFile { offset }
}

struct Header {
    tag: Tag,
    constructed: bool,
    /// How many octets the tag and the length take.
    octets: usize,
    /// `None`: indefinite.
    length: Option<usize>,
}

/// Where a run of elements stands: at which depth, and whether it ends with the file.
#[derive(Clone, Copy)]
struct Place {
    offset: usize,
    depth: u8,
    ends_with_file: bool,
}

impl Place {
    fn at(self, offset: usize) -> Self {
        Self { offset, ..self }
    }

    /// What does not fit at the end of the file was cut off; what does not fit into an element, or into any file, contradicts it.
    fn too_short(self, available: usize, expected: usize) -> Error {
        if self.ends_with_file && expected <= LIMITS.file_bytes {
            Error::TruncatedFile {
                size: available,
                expected,
            }
        } else {
            corrupt(self.offset)
        }
    }
}

#[inline(always)]
fn read_element(bytes: &[u8], place: Place) -> Result<Element<'_>, Error> {
    let header = read_header(bytes, place)?;
    let content = bytes.get(header.octets..).unwrap_or_default();
    let start = place.offset + header.octets;
    let (length, end_of_contents) = match header.length {
        Some(length) => (length, 0),
        None => (length_up_to_end_of_contents(content, place.at(start))?, 2),
    };
    let Some(inside) = content.get(..length) else {
        return Err(place.too_short(place.offset + bytes.len(), start.saturating_add(length)));
    };
    Ok(Element {
        tag: header.tag,
        content: inside,
        whole: bytes
            .get(..header.octets + length + end_of_contents)
            .unwrap_or_default(),
        constructed: header.constructed,
        start,
        depth: place.depth,
    })
}

/// The length of an indefinite-length element's contents: the elements up to the two zero octets (X.690 §8.1.5). What is in them is
/// gone through once, however deeply it is nested.
fn length_up_to_end_of_contents(bytes: &[u8], place: Place) -> Result<usize, Error> {
    let outermost = nested(place.depth)?;
    let mut depth = outermost;
    let mut length = 0;
    loop {
        let rest = bytes.get(length..).unwrap_or_default();
        let size = place.offset + bytes.len();
        if let [0, 0, ..] = rest {
            if depth == outermost {
                return Ok(length);
            }
            depth -= 1;
            length += 2;
            continue;
        }
        if rest.is_empty() {
            return Err(place.too_short(size, size + 2));
        }
        let here = place.at(place.offset + length);
        let header = read_header(rest, here)?;
        match header.length {
            None => {
                depth = nested(depth)?;
                length += header.octets;
            }
            Some(inside) => {
                let element = header.octets.saturating_add(inside);
                if element > rest.len() {
                    return Err(here.too_short(size, here.offset.saturating_add(element)));
                }
                length += element;
            }
        }
    }
}

/// Joins segments up to the end, or up to the two zero octets. They are gone through once: measuring each before it is read would
/// take as many passes as they are nested.
fn join(segments: &mut Reader<'_>, indefinite: bool, joined: &mut Vec<u8>) -> Result<(), Error> {
    loop {
        match segments.rest {
            [0, 0, ..] if indefinite => {
                segments.advance(2);
                return Ok(());
            }
            [] if !indefinite => return Ok(()),
            _ => {}
        }
        let Reader { rest, offset, depth } = *segments;
        let place = Place {
            offset,
            depth,
            ends_with_file: false,
        };
        let header = read_header(rest, place)?;
        // Of whatever tag, as in OpenSSL and NSS.
        segments.advance(header.octets);
        let Some(length) = header.length else {
            segments.depth = nested(depth)?;
            join(segments, true, joined)?;
            segments.depth = depth;
            continue;
        };
        let content = segments.rest.get(..length).ok_or(corrupt(offset))?;
        if header.constructed {
            let mut inside = Reader {
                rest: content,
                offset: segments.offset,
                depth: nested(depth)?,
            };
            join(&mut inside, false, joined)?;
        } else {
            joined.extend_from_slice(content);
        }
        segments.advance(length);
    }
}

/// One level deeper.
fn nested(depth: u8) -> Result<u8, Error> {
    if depth >= LIMITS.nesting {
        return Err(Error::TooMuchWork {
            resource: Resource::Nesting,
            requested: u64::from(depth) + 1,
            limit: u64::from(LIMITS.nesting),
        });
    }
    Ok(depth + 1)
}

#[inline(always)]
fn read_header(bytes: &[u8], place: Place) -> Result<Header, Error> {
    // Most have one octet of each.
    if let [first, length @ 0..0x80, ..] = bytes
        && first & 0x1f != 0x1f
    {
        return Ok(Header {
            tag: Tag {
                class: first & 0xc0,
                number: u32::from(first & 0x1f),
            },
            constructed: first & 0x20 != 0,
            octets: 2,
            length: Some(usize::from(*length)),
        });
    }
    read_long_header(bytes, place)
}

/// A header of any size.
fn read_long_header(bytes: &[u8], place: Place) -> Result<Header, Error> {
    let mut octets = bytes.iter().copied();
    let mut next = || {
        octets
            .next()
            .ok_or_else(|| place.too_short(place.offset + bytes.len(), place.offset + bytes.len() + 1))
    };
    let first = next()?;
    let mut used = 2;
    let number = match first & 0x1f {
        0x1f => {
            let mut number = 0_u32;
            loop {
                let octet = next()?;
                used += 1;
                if number >> 24 != 0 {
                    return Err(corrupt(place.offset));
                }
                number = number << 7 | u32::from(octet & 0x7f);
                if octet & 0x80 == 0 {
                    break number;
                }
            }
        }
        low => u32::from(low),
    };
    let constructed = first & 0x20 != 0;
    let length = match next()? {
        short @ 0..0x80 => Some(usize::from(short)),
        0x80 if constructed => None,
        0x80 | 0xff => return Err(corrupt(place.offset)),
        count => {
            let mut length = 0_usize;
            for _ in 0..count & 0x7f {
                // A length that does not fit is longer than any file; zeros in front do not make it longer.
                length = length.saturating_mul(0x100).saturating_add(usize::from(next()?));
                used += 1;
            }
            Some(length)
        }
    };
    Ok(Header {
        tag: Tag {
            class: first & 0xc0,
            number,
        },
        constructed,
        octets: used,
        length,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::{Reader, Tag};
    use crate::error::{Error, Resource};

    fn first(bytes: &[u8]) -> Result<super::Element<'_>, Error> {
        Reader::new(bytes).next()
    }

    #[test]
    fn lengths_of_every_form_are_read() {
        let mut long = vec![0x04, 0x82, 0x01, 0x00];
        long.resize(4 + 256, 7);
        for (bytes, length) in [
            (&[0x04, 0x00][..], 0),
            (&[0x04, 0x01, 9], 1),
            (&[0x04, 0x81, 0x01, 9], 1),
            (&[0x04, 0x84, 0, 0, 0, 1, 9], 1),
            (&[0x24, 0x80, 0x04, 0x01, 9, 0, 0], 3),
            (&long, 256),
        ] {
            let element = first(bytes).unwrap();
            assert_eq!((element.content.len(), element.whole), (length, bytes));
        }
    }

    #[test]
    fn segments_of_an_octet_string_are_joined_at_any_depth() {
        let bytes = [
            0x24, 0x80, 0x04, 1, 1, 0x24, 0x80, 0x04, 1, 2, 0x24, 3, 0x04, 1, 3, 0, 0, 0x04, 0, 0, 0,
        ];
        assert_eq!(first(&bytes).unwrap().octets().unwrap().as_ref(), [1, 2, 3]);
    }

    #[test]
    fn a_file_that_was_cut_off_is_distinguished_from_one_that_contradicts_itself() {
        let cut = Err(Error::TruncatedFile { size: 3, expected: 12 });
        assert_eq!(first(&[0x30, 10, 0x04]).map(|_| ()), cut);
        let inside = [0x30, 3, 0x04, 10, 0];
        let mut reader = first(&inside).unwrap().reader().unwrap();
        assert_eq!(reader.next().map(|_| ()), Err(Error::CorruptFile { offset: 2 }));
        let unclosed = Err(Error::TruncatedFile { size: 5, expected: 7 });
        assert_eq!(first(&[0x30, 0x80, 0x04, 1, 0]).map(|_| ()), unclosed);
    }

    #[test]
    fn nesting_beyond_the_limit_is_refused_with_the_number() {
        let deep: Vec<u8> = [0x30, 0x80].repeat(100_000);
        let refused = Err(Error::TooMuchWork {
            resource: Resource::Nesting,
            requested: 65,
            limit: 64,
        });
        assert_eq!(first(&deep).map(|_| ()), refused);
    }

    #[test]
    fn a_tag_number_beyond_thirty_is_read() {
        let element = first(&[0xbf, 0x8f, 0x7f, 0]).unwrap();
        assert_eq!(element.tag, Tag::context(2047));
    }
}
