//! The texts of a JSON object (RFC 8259): all that is asked of a server's answers. What is no JSON is refused, however deep it is hidden.
//! The readers of serde_json and json-event-parser would add several kB brotli.

use zeroize::Zeroizing;

/// How deeply objects and arrays may be nested. There is no recursion here; each level takes an octet.
const MOST_LEVELS: usize = 65_537;

/// The members of a JSON object, in their order: names, and values where these are texts. None for any other JSON.
#[derive(Debug, Default)]
pub(crate) struct Object(Vec<(Zeroizing<String>, Option<Zeroizing<String>>)>);

impl Object {
    /// `None` where it is no JSON. A byte order mark before it is left out.
    pub(crate) fn read(json: &[u8]) -> Option<Self> {
        let mut rest = Rest(json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json));
        let mut members = Vec::new();
        // The brackets that close what is open.
        let mut open = Vec::new();
        loop {
            // A value, or the name of a member and the beginning of its value.
            let first = rest.token()?;
            match first {
                b'{' | b'[' if open.len() == MOST_LEVELS => return None,
                b'{' | b'[' => open.push(if first == b'{' { b'}' } else { b']' }),
                b'"' => {
                    let text = rest.text()?;
                    if let ([b'}'], Some((_, value))) = (&*open, members.last_mut()) {
                        *value = Some(text);
                    }
                }
                b't' => rest.literal(b"rue")?,
                b'f' => rest.literal(b"alse")?,
                b'n' => rest.literal(b"ull")?,
                _ => rest.number(first)?,
            }
            // What closes, and the comma before the next value.
            let mut is_first = matches!(first, b'{' | b'[');
            loop {
                let Some(closing) = open.last() else {
                    return rest.is_at_end().then_some(Self(members));
                };
                if rest.skips(*closing) {
                    open.pop();
                    is_first = false;
                    continue;
                }
                if !is_first && rest.token()? != b',' {
                    return None;
                }
                break;
            }
            if open.last() == Some(&b'}') {
                if rest.token()? != b'"' {
                    return None;
                }
                let name = rest.text()?;
                if rest.token()? != b':' {
                    return None;
                }
                if open.len() == 1 {
                    members.push((name, None));
                }
            }
        }
    }

    /// Takes out the text of this name; `None` where it is missing, is no text, or is there twice.
    pub(crate) fn take_text(&mut self, name: &str) -> Option<Zeroizing<String>> {
        let mut found = self.0.iter_mut().filter(|(other, _)| other.as_str() == name);
        let (_, text) = found.next()?;
        if found.next().is_some() { None } else { text.take() }
    }
}

/// What is not read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn skip_space(&mut self) {
        while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = self.0 {
            self.0 = rest;
        }
    }

    /// The first octet that is no space.
    fn token(&mut self) -> Option<u8> {
        self.skip_space();
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// Takes an octet and the space before it, where it is there.
    fn skips(&mut self, octet: u8) -> bool {
        self.skip_space();
        let rest = self.0.strip_prefix(&[octet]);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn is_at_end(&mut self) -> bool {
        self.skip_space();
        self.0.is_empty()
    }

    fn literal(&mut self, octets: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(octets)?;
        Some(())
    }

    /// A number (RFC 8259 §6) of which the first octet is read already.
    fn number(&mut self, first: u8) -> Option<()> {
        let first = if first == b'-' {
            let (digit, rest) = self.0.split_first()?;
            self.0 = rest;
            *digit
        } else {
            first
        };
        match first {
            b'0' => {}
            b'1'..=b'9' => self.skip_digits(),
            _ => return None,
        }
        if let [b'.', rest @ ..] = self.0 {
            self.0 = rest;
            self.digits()?;
        }
        if let [b'e' | b'E', b'+' | b'-', rest @ ..] | [b'e' | b'E', rest @ ..] = self.0 {
            self.0 = rest;
            self.digits()?;
        }
        Some(())
    }

    fn skip_digits(&mut self) {
        while let [b'0'..=b'9', rest @ ..] = self.0 {
            self.0 = rest;
        }
    }

    /// One digit or more.
    fn digits(&mut self) -> Option<()> {
        let before = self.0.len();
        self.skip_digits();
        (self.0.len() < before).then_some(())
    }

    /// A string (RFC 8259 §7) behind its first quotation mark.
    fn text(&mut self) -> Option<Zeroizing<String>> {
        let mut is_escaped = false;
        let length = self.0.iter().position(|octet| {
            let is_end = *octet == b'"' && !is_escaped;
            is_escaped = *octet == b'\\' && !is_escaped;
            is_end
        })?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest.get(1..)?;
        unescaped(text)
    }
}

/// No text is longer than its escaped form: nothing is moved, and no copy is left behind.
fn unescaped(mut rest: &[u8]) -> Option<Zeroizing<String>> {
    let mut text = Zeroizing::new(Vec::with_capacity(rest.len()));
    while let Some((octet, behind)) = rest.split_first() {
        rest = behind;
        match octet {
            0..=0x1f => return None,
            b'\\' => {
                let (character, behind) = escape(rest)?;
                text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                rest = behind;
            }
            octet => text.push(*octet),
        }
    }
    std::str::from_utf8(&text).ok()?;
    String::from_utf8(std::mem::take(&mut *text)).ok().map(Zeroizing::new)
}

/// The character of what stands behind a backslash, and what follows.
fn escape(escape: &[u8]) -> Option<(char, &[u8])> {
    let (kind, rest) = escape.split_first()?;
    let character = match kind {
        b'"' | b'\\' | b'/' => char::from(*kind),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let (unit, rest) = code_unit(rest)?;
            if let Some(character) = char::from_u32(unit.into()) {
                return Some((character, rest));
            }
            // A surrogate needs its other half.
            let (low, rest) = code_unit(rest.strip_prefix(b"\\u")?)?;
            let character = char::decode_utf16([unit, low]).next()?.ok()?;
            return Some((character, rest));
        }
        _ => return None,
    };
    Some((character, rest))
}

/// Four hexadecimal digits.
fn code_unit(digits: &[u8]) -> Option<(u16, &[u8])> {
    let (digits, rest) = digits.split_first_chunk::<4>()?;
    let mut unit = 0;
    for digit in digits {
        unit = unit * 16 + u16::try_from(char::from(*digit).to_digit(16)?).ok()?;
    }
    Some((unit, rest))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

    use super::Object;

    #[test]
    fn what_is_json_and_what_its_texts_are_is_as_serde_json_has_it() {
        for json in [
            "",
            " ",
            "{",
            "}",
            "{}",
            " {\t}\r\n",
            "{}{}",
            "{},",
            "[]",
            "[1,]",
            "[,1]",
            "[[1,{\"a\":[]}],2]",
            "nul",
            "null",
            "\u{a0}{}",
            "'a'",
            "\"a",
            "\"a\"",
            "tru",
            "true",
            "1",
            "-1",
            "-",
            "+1",
            "01",
            "-0",
            "1.",
            ".1",
            "1.5",
            "1e",
            "1e5",
            "1E+5",
            "1e-05",
            "1e+",
            "0x1",
            "NaN",
            r#"{"a":"b"}"#,
            r#"{ "a" : "b" , "c" : 1 , "d" : "e" }"#,
            r#"{"a":"b",}"#,
            r#"{"a" "b"}"#,
            r#"{"a":}"#,
            r#"{a:"b"}"#,
            r#"{"a":"b" "c":"d"}"#,
            r#"{"a":{"b":"c"},"d":["e"],"f":null,"g":false}"#,
            r#"{"":""}"#,
            r#"{"a":"更新😀"}"#,
            r#"{"a":"\"\\\/\b\f\n\r\t"}"#,
            r#"{"\u0061":"\u66f4\u65b0\uD83D\ude00"}"#,
            r#"{"a":"\ud83d"}"#,
            r#"{"a":"\ude00"}"#,
            r#"{"a":"\ud83d\u0041"}"#,
            r#"{"a":"\ud83dx"}"#,
            r#"{"a":"\u12"}"#,
            r#"{"a":"\u12g4"}"#,
            r#"{"a":"\x"}"#,
            "{\"a\":\"\t\"}",
            "{\"a\":\"\u{7f}\"}",
            "/**/{}",
        ] {
            let texts = Object::read(json.as_bytes()).map(|Object(members)| {
                let texts = members
                    .into_iter()
                    .filter_map(|(name, text)| Some((name.to_string(), text?.to_string())));
                texts.collect::<Vec<_>>()
            });
            let judged = serde_json::from_str::<serde_json::Value>(json).ok().map(|value| {
                let members = value.as_object().into_iter().flatten();
                let texts = members.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
                texts.collect::<Vec<_>>()
            });
            assert_eq!(texts, judged, "{json}");
        }
        assert!(Object::read(b"{\"a\":\"\xff\"}").is_none());
    }

    #[test]
    fn a_text_is_taken_where_it_is_there_once() {
        let mut object = Object::read(br#"{"a":"1","b":"2","b":"3","c":4,"c":"5"}"#).unwrap();
        let taken = ["a", "b", "c", "d"].map(|name| object.take_text(name).map(|text| text.to_string()));
        assert_eq!(taken, [Some("1".to_owned()), None, None, None]);
    }

    type Members = Vec<(String, Option<String>)>;

    fn own(json: &[u8]) -> Option<Members> {
        let Object(members) = Object::read(json)?;
        let members = members.into_iter();
        Some(
            members
                .map(|(name, text)| (name.to_string(), text.map(|text| text.to_string())))
                .collect(),
        )
    }

    /// As json-event-parser reads it.
    fn judged(json: &[u8]) -> Option<Members> {
        use json_event_parser::{JsonEvent, SliceJsonParser};

        let mut parser = SliceJsonParser::new(json);
        let mut members: Members = Vec::new();
        let mut depth = 0_usize;
        loop {
            match parser.parse_next().ok()? {
                JsonEvent::Eof => return Some(members),
                JsonEvent::StartObject | JsonEvent::StartArray => depth += 1,
                JsonEvent::EndObject | JsonEvent::EndArray => depth -= 1,
                JsonEvent::ObjectKey(name) if depth == 1 => members.push((name.into_owned(), None)),
                JsonEvent::String(text) if depth == 1 => {
                    if let Some((_, value)) = members.last_mut() {
                        *value = Some(text.into_owned());
                    }
                }
                JsonEvent::ObjectKey(_)
                | JsonEvent::String(_)
                | JsonEvent::Number(_)
                | JsonEvent::Boolean(_)
                | JsonEvent::Null => {}
            }
        }
    }

    /// Whether serde_json reads it, which refuses a byte order mark and more than 127 levels. `None` at a number that it has no type for.
    fn is_json(json: &[u8]) -> Option<bool> {
        match serde_json::from_slice::<serde_json::Value>(json) {
            Ok(_) => Some(true),
            Err(error) if error.to_string().starts_with("number out of range") => None,
            Err(_) => Some(false),
        }
    }

    #[test]
    fn what_is_json_and_its_members_are_as_others_have_it_whatever_is_changed_in_it() {
        const JSON: [&str; 7] = [
            r#"{"uri":"https://example.jp/cert/1","pass":"secret"}"#,
            r#" { "uri" : "\u0068ttps:\/\/x" , "n" : -0.5e+10, "pass":"\ud83d\ude00\n" } "#,
            r#"{"a":{"b":["c",{"d":null}],"uri":"no"},"b":[],"c":{},"uri":"更新😀","uri":"twice"}"#,
            r#"[{"uri":"x"},"y",1,2.5,-3e7,0,true,false,null]"#,
            "\u{feff}{\"a\":\"\"}",
            r#""text""#,
            r#"[[[[[[[[{"a":[[[]]]}]]]]]]]]"#,
        ];
        const OTHERS: &[u8] = b"{}[],:\"\\/ubtn0123456789-+.eEtrualsdD \t\n\r\0\x1f\x7f\xef\xbb\xbf\xc3\xe3\xff";
        let mut state = 1_u64;
        let mut below = |most: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % most
        };
        let (mut read, mut refused) = (0, 0);
        for round in 0..300_000 {
            let mut json = JSON[round % JSON.len()].as_bytes().to_vec();
            for _ in 0..below(4) {
                let place = below(json.len().max(1)).min(json.len());
                let end = (place + 1 + below(4)).min(json.len());
                match below(5) {
                    0 => json.insert(place, OTHERS[below(OTHERS.len())]),
                    1 if place < json.len() => json[place] = OTHERS[below(OTHERS.len())],
                    2 => drop(json.drain(place..end)),
                    3 => {
                        let copied = json[place..end].to_vec();
                        let to = below(json.len() + 1);
                        json.splice(to..to, copied);
                    }
                    _ => json.truncate(place + below(json.len() + 1 - place)),
                }
            }
            let members = own(&json);
            assert_eq!(members, judged(&json), "{}", json.escape_ascii());
            let is_read = members.is_some();
            let has_mark = json.starts_with(b"\xef\xbb\xbf");
            if let Some(is_json) = is_json(&json) {
                assert_eq!(is_read && !has_mark, is_json, "{}", json.escape_ascii());
            }
            *(if is_read { &mut read } else { &mut refused }) += 1;
        }
        assert!(read > 30_000 && refused > 30_000, "{read} {refused}");
    }

    #[test]
    fn what_is_nested_too_deeply_is_refused() {
        for (levels, is_read) in [(128, true), (super::MOST_LEVELS, true), (super::MOST_LEVELS + 1, false)] {
            for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
                let inner = if open == "[" { "" } else { "1" };
                let json = [&open.repeat(levels), inner, &close.repeat(levels)].concat();
                assert_eq!(Object::read(json.as_bytes()).is_some(), is_read, "{levels} of {open}");
                assert_eq!(judged(json.as_bytes()).is_some(), is_read, "{levels} of {open}");
            }
        }
    }
}
