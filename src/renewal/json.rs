//! The texts of a JSON object (RFC 8259): all that is asked of a server's answers. serde_json's reader would add several kB brotli.

use json_event_parser::{JsonEvent, JsonSyntaxError, SliceJsonParser};
use zeroize::Zeroizing;

/// The members of a JSON object, in their order: names, and values where these are texts. None for any other JSON.
#[derive(Debug, Default)]
pub(crate) struct Object(Vec<(String, Option<Zeroizing<String>>)>);

impl Object {
    pub(crate) fn read(json: &[u8]) -> Result<Self, JsonSyntaxError> {
        let mut parser = SliceJsonParser::new(json);
        let mut members: Vec<(String, Option<Zeroizing<String>>)> = Vec::new();
        let mut depth = 0_usize;
        loop {
            match parser.parse_next()? {
                JsonEvent::Eof => return Ok(Self(members)),
                JsonEvent::StartObject | JsonEvent::StartArray => depth += 1,
                JsonEvent::EndObject | JsonEvent::EndArray => depth -= 1,
                JsonEvent::ObjectKey(name) if depth == 1 => members.push((name.into_owned(), None)),
                // In an array there is no member to give it to.
                JsonEvent::String(text) if depth == 1 => {
                    if let Some((_, value)) = members.last_mut() {
                        *value = Some(Zeroizing::new(text.into_owned()));
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

    /// Takes out the text of this name; `None` where it is missing, is no text, or is there twice.
    pub(crate) fn take_text(&mut self, name: &str) -> Option<Zeroizing<String>> {
        let mut found = self.0.iter_mut().filter(|(other, _)| other == name);
        let (_, text) = found.next()?;
        if found.next().is_some() { None } else { text.take() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

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
            let texts = Object::read(json.as_bytes()).ok().map(|Object(members)| {
                let texts = members
                    .into_iter()
                    .filter_map(|(name, text)| Some((name, text?.to_string())));
                texts.collect::<Vec<_>>()
            });
            let judged = serde_json::from_str::<serde_json::Value>(json).ok().map(|value| {
                let members = value.as_object().into_iter().flatten();
                let texts = members.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
                texts.collect::<Vec<_>>()
            });
            assert_eq!(texts, judged, "{json}");
        }
        assert!(Object::read(b"{\"a\":\"\xff\"}").is_err());
    }

    #[test]
    fn a_text_is_taken_where_it_is_there_once() {
        let mut object = Object::read(br#"{"a":"1","b":"2","b":"3","c":4,"c":"5"}"#).unwrap();
        let taken = ["a", "b", "c", "d"].map(|name| object.take_text(name).map(|text| text.to_string()));
        assert_eq!(taken, [Some("1".to_owned()), None, None, None]);
    }
}
