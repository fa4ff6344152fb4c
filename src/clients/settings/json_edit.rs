//! Edits a JSON text (RFC 8259) and leaves every other octet as it is: order, unknown members, escapes, indentation, and the
//! comments that json-c reads over.

use std::{borrow::Cow, ops::Range};

use json_event_parser::{JsonEvent, LowLevelJsonParser, WriterJsonSerializer};

use super::replacements::Replacements;

/// A value to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    True,
}

impl Value<'_> {
    fn json(self) -> Vec<u8> {
        let event = match self {
            Self::Text(text) => JsonEvent::String(text.into()),
            Self::True => JsonEvent::Boolean(true),
        };
        let mut json = WriterJsonSerializer::new(Vec::new());
        // Writing one value to memory does not fail.
        let _ = json.serialize_event(event);
        json.finish().unwrap_or_default()
    }
}

/// A member of an object in the text.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// Where its name stands, with the quotation marks.
    name_place: Range<usize>,
    /// Where its value stands.
    place: Range<usize>,
    /// The value, where it is a text.
    pub(crate) text: Option<String>,
    /// The value, where it is a whole number.
    pub(crate) number: Option<usize>,
    /// Whether json-c takes the value for true: a number that is not zero and a text that is not empty, too.
    pub(crate) is_true: bool,
}

/// The members of one object of the text.
#[derive(Debug, Default)]
pub(crate) struct Object {
    /// Behind its opening brace.
    inside: usize,
    pub(crate) members: Vec<Member>,
}

impl Object {
    /// Whether this is an object at all.
    pub(crate) fn is_there(&self) -> bool {
        self.inside > 0
    }

    /// The last member of this name, which readers take.
    pub(crate) fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().rev().find(|member| member.name == name)
    }
}

/// One step to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Member,
    Item,
}

/// The outermost object, and the objects of one array in it.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) root: Object,
    pub(crate) items: Vec<Object>,
}

/// What a value is, as far as it is looked at.
#[derive(Default)]
struct Read {
    text: Option<String>,
    number: Option<usize>,
    is_true: bool,
}

/// Where the parser is.
struct Level {
    step: Step,
    /// Of an array: whether it is the one whose objects are wanted.
    wanted: bool,
    start: usize,
}

impl Document {
    /// Reads a text whose outermost value is an object; `list` names the member whose items are wanted. `None` for anything else.
    pub(crate) fn read(json: &[u8], list: &str) -> Option<Self> {
        let json = &*without_comments(json);
        let mut parser = LowLevelJsonParser::new();
        let mut document = Self::default();
        let mut levels: Vec<Level> = Vec::new();
        let mut position = 0;
        loop {
            let result = parser.parse_next(json.get(position..)?, true);
            let event = result.event?.ok()?;
            let end = position + result.consumed_bytes;
            let place = start_of(json, position, end)..end;
            position = end;
            let depth = levels.len();
            match event {
                JsonEvent::Eof => return Some(document),
                JsonEvent::StartObject => {
                    match (depth, levels.last()) {
                        (0, _) => document.root.inside = place.end,
                        (2, Some(level)) if level.wanted => document.items.push(Object {
                            inside: place.end,
                            members: Vec::new(),
                        }),
                        _ => {}
                    }
                    levels.push(Level {
                        step: Step::Member,
                        wanted: depth == 2 && levels.last().is_some_and(|level| level.wanted),
                        start: place.start,
                    });
                }
                JsonEvent::StartArray => {
                    if depth == 0 {
                        return None;
                    }
                    let wanted = depth == 1 && document.root.members.last().is_some_and(|member| member.name == list);
                    if wanted {
                        // Of two members of one name the last one counts.
                        document.items.clear();
                    }
                    levels.push(Level {
                        step: Step::Item,
                        wanted,
                        start: place.start,
                    });
                }
                JsonEvent::EndObject | JsonEvent::EndArray => {
                    let ended = levels.pop()?;
                    document.value(&levels, ended.start..place.end, Read::default());
                }
                JsonEvent::ObjectKey(name) => {
                    let name = name.into_owned();
                    if let Some(object) = document.object(&levels) {
                        object.members.push(Member {
                            name,
                            name_place: place,
                            place: 0..0,
                            text: None,
                            number: None,
                            is_true: false,
                        });
                    }
                }
                JsonEvent::String(text) => {
                    let read = Read {
                        is_true: !text.is_empty(),
                        text: Some(text.into_owned()),
                        number: None,
                    };
                    document.value(&levels, place, read);
                }
                JsonEvent::Number(number) => {
                    let read = Read {
                        is_true: is_not_zero(&number),
                        number: number.parse().ok(),
                        text: None,
                    };
                    document.value(&levels, place, read);
                }
                JsonEvent::Boolean(is_true) => {
                    let read = Read {
                        is_true,
                        ..Read::default()
                    };
                    document.value(&levels, place, read);
                }
                JsonEvent::Null => document.value(&levels, place, Read::default()),
            }
            if levels.is_empty() && document.root.inside == 0 {
                return None;
            }
        }
    }

    /// The object that the parser is directly in, where it is a wanted one.
    fn object(&mut self, levels: &[Level]) -> Option<&mut Object> {
        match levels {
            [root] if root.step == Step::Member => Some(&mut self.root),
            [_, _, item] if item.wanted => self.items.last_mut(),
            _ => None,
        }
    }

    fn value(&mut self, levels: &[Level], place: Range<usize>, read: Read) {
        // An item that is no object has a number too.
        if let [_, list] = levels
            && list.wanted
            && self.items.last().is_none_or(|item| !place.contains(&item.inside))
        {
            self.items.push(Object::default());
        }
        if let Some(member) = self.object(levels).and_then(|object| object.members.last_mut()) {
            member.place = place;
            (member.text, member.number, member.is_true) = (read.text, read.number, read.is_true);
        }
    }
}

/// Whether a digit of a number is not zero, before its exponent.
fn is_not_zero(number: &str) -> bool {
    let digits = number.bytes().take_while(|octet| !matches!(octet, b'e' | b'E'));
    digits.into_iter().any(|octet| matches!(octet, b'1'..=b'9'))
}

/// The text with spaces for its comments, `/* … */` and `// …`, so that everything stands where it stood. json-c takes them wherever
/// white space may be.
fn without_comments(json: &[u8]) -> Cow<'_, [u8]> {
    let mut text = Cow::Borrowed(json);
    let mut place = 0;
    while let Some(rest) = json.get(place..).filter(|rest| !rest.is_empty()) {
        let comment = match rest {
            [b'/', b'*', inside @ ..] => match inside.windows(2).position(|octets| octets == b"*/") {
                Some(end) => Some(end + 4),
                // One that does not end is none, and the whole text will be refused.
                None => break,
            },
            [b'/', b'/', ..] => Some(rest.iter().position(|octet| *octet == b'\n').unwrap_or(rest.len())),
            [..] => None,
        };
        if let Some(octets) = comment.and_then(|length| text.to_mut().get_mut(place..place + length)) {
            for octet in octets.iter_mut().filter(|octet| !matches!(octet, b'\r' | b'\n')) {
                *octet = b' ';
            }
        }
        place += comment.unwrap_or_else(|| {
            if rest.starts_with(b"\"") {
                string_length(rest)
            } else {
                1
            }
        });
    }
    text
}

/// How long the string is with which the text begins, with its quotation marks.
fn string_length(json: &[u8]) -> usize {
    let mut place = 1;
    while let Some(octet) = json.get(place) {
        match octet {
            b'"' => return place + 1,
            b'\\' => place += 2,
            _ => place += 1,
        }
    }
    json.len()
}

/// Behind the white space, colons and commas that the parser has passed.
fn start_of(json: &[u8], from: usize, end: usize) -> usize {
    let passed = |octet: &u8| matches!(octet, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':');
    let octets = json.get(from..end).unwrap_or_default();
    from + octets.iter().take_while(|octet| passed(octet)).count()
}

/// The text with these members in some of its objects; a member that is not there is added behind the last one, in its manner.
pub(crate) fn with(json: &[u8], objects: &[&Object], values: &[(&str, Value<'_>)]) -> Vec<u8> {
    let mut replacements = Replacements::default();
    let uncommented = without_comments(json);
    for object in objects {
        object.replace(&uncommented, values, &mut replacements);
    }
    replacements.apply(json)
}

impl Object {
    fn replace(&self, json: &[u8], values: &[(&str, Value<'_>)], replacements: &mut Replacements) {
        let mut added = Vec::new();
        let slice = |range: Range<usize>| json.get(range).unwrap_or_default();
        let last = self.members.last();
        for (name, value) in values {
            if let Some(member) = self.member(name) {
                // What is already said is not said in another way.
                let same = matches!(value, Value::Text(text) if member.text.as_deref() == Some(text));
                if !same {
                    replacements.replace(member.place.clone(), value.json());
                }
                continue;
            }
            let (before, colon): (&[u8], &[u8]) = match last {
                Some(last) => {
                    let before_last = self.members.iter().rev().nth(1);
                    let begin = before_last.map_or(self.inside, |one| one.place.end);
                    let before = start_of_space(json, begin, last.name_place.start);
                    (
                        slice(before..last.name_place.start),
                        slice(last.name_place.end..last.place.start),
                    )
                }
                None => (b"", b":"),
            };
            if last.is_some() || !added.is_empty() {
                added.push(b',');
            }
            added.extend_from_slice(before);
            added.extend(Value::Text(name).json());
            added.extend_from_slice(colon);
            added.extend(value.json());
        }
        let end = last.map_or(self.inside, |last| last.place.end);
        replacements.replace(end..end, added);
    }
}

/// Where the white space before a name begins: behind the comma or the brace, or with the last line end behind it.
fn start_of_space(json: &[u8], from: usize, name: usize) -> usize {
    let between = json.get(from..name).unwrap_or_default();
    let start = between
        .iter()
        .position(|octet| *octet == b',')
        .map_or(0, |comma| comma + 1);
    let space = between.get(start..).unwrap_or_default();
    let line = match space.iter().rposition(|octet| *octet == b'\n') {
        Some(end) if end > 0 && space.get(end - 1) == Some(&b'\r') => end - 1,
        end => end.unwrap_or(0),
    };
    from + start + line
}
