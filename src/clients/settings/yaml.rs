//! Edits the outermost mapping of a YAML file, as Ruby's Psych writes settings, and leaves every other octet as it is. It takes one value
//! on one line. What YAML can say in other ways is refused rather than guessed at: the crates for this format write a file anew.

use std::ops::Range;

use super::replacements::Replacements;

/// What stands behind a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// A text, without quotation marks and escapes.
    Text(String),
    /// Nothing: `key:`, `~` or `null`.
    Null,
    /// A number, a date, a boolean or a symbol, which is no text for Ruby.
    Other,
    /// A form that is not changed here: more than one line, an anchor, an alias, a tag, a collection.
    Unsupported,
}

/// A key of the outermost mapping.
#[derive(Debug)]
struct Entry {
    /// Without the colon with which a symbol of Ruby begins.
    key: String,
    is_symbol: bool,
    /// Where its line begins.
    line: usize,
    /// Where the value stands; empty where there is none.
    place: Range<usize>,
    value: Value,
}

/// The outermost mapping of a file.
#[derive(Debug)]
pub(crate) struct Mapping<'a> {
    text: &'a str,
    entries: Vec<Entry>,
}

impl<'a> Mapping<'a> {
    /// `None` for what is no single document with a mapping in it, or may be read in more than one way.
    pub(crate) fn read(octets: &'a [u8]) -> Option<Self> {
        let text = std::str::from_utf8(octets).ok()?;
        if text.contains(is_refused) {
            return None;
        }
        let mut reader = Reader {
            entries: Vec::new(),
            has_begun: false,
            has_ended: false,
            quotation: None,
        };
        let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        for line in text.get(start..)?.split_inclusive('\n') {
            let whole = line.trim_end_matches('\n');
            // One that ends a line by itself would be read otherwise.
            let content = whole.strip_suffix('\r').unwrap_or(whole);
            (!content.contains('\r')).then_some(())?;
            reader.line(content, start)?;
            start += line.len();
        }
        let is_whole = reader.quotation.is_none() && !reader.entries.is_empty();
        is_whole.then_some(Self {
            text,
            entries: reader.entries,
        })
    }

    /// The value of a key; of several the last one counts.
    pub(crate) fn value(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|entry| &entry.value)
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.key == key)
    }

    /// The file with this text behind a key. Where the key is missing its line is put before that of `other`. `None` where its value
    /// cannot be changed.
    pub(crate) fn with(&self, key: &str, text: &str, other: &str) -> Option<Vec<u8>> {
        let mut replacements = Replacements::default();
        match self.entry(key) {
            Some(entry) if entry.value == Value::Unsupported => return None,
            // What is already said is not said in another way.
            Some(Entry {
                value: Value::Text(present),
                ..
            }) if present == text => {}
            Some(entry) => {
                let behind_colon = self.text.get(..entry.place.start)?.ends_with(':');
                let space = if behind_colon { " " } else { "" };
                replacements.replace(entry.place.clone(), [space, &quoted(text)].concat().into_bytes());
            }
            None => {
                let beside = self.entry(other)?;
                let colon = if beside.is_symbol { ":" } else { "" };
                let line_end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
                let line = [colon, key, ": ", &quoted(text), line_end].concat();
                replacements.replace(beside.line..beside.line, line.into_bytes());
            }
        }
        Some(replacements.apply(self.text.as_bytes()))
    }
}

/// Controls, and the line ends of YAML 1.1 that no editor shows: libyaml ends a line there.
fn is_refused(character: char) -> bool {
    let is_plain = matches!(character, '\t' | '\n' | '\r');
    character.is_control() && !is_plain || matches!(character, '\u{2028}' | '\u{2029}')
}

struct Reader {
    entries: Vec<Entry>,
    has_begun: bool,
    has_ended: bool,
    /// The quotation mark of a text that goes on in the next line.
    quotation: Option<char>,
}

impl Reader {
    fn line(&mut self, line: &str, start: usize) -> Option<()> {
        let content = line.trim_start_matches([' ', '\t']);
        let is_indented = content.len() < line.len();
        if let Some(mark) = self.quotation {
            if !content.is_empty() && !is_indented {
                return None;
            }
            if let Some(end) = end_of_quotation(line, mark) {
                is_rest(line.get(end..)?).then_some(())?;
                self.quotation = None;
            }
            return Some(());
        }
        if content.is_empty() || content.starts_with('#') {
            return Some(());
        }
        if self.has_ended {
            return None;
        }
        if is_marker(line, "---") {
            // A tag names the class of the whole.
            let rest = line.get(3..)?.trim_matches([' ', '\t']);
            let is_tag = rest.starts_with('!') && !rest.contains([' ', '\t']);
            let is_first = !self.has_begun && self.entries.is_empty();
            self.has_begun = true;
            return (is_first && (rest.is_empty() || rest.starts_with('#') || is_tag)).then_some(());
        }
        if is_marker(line, "...") {
            self.has_ended = true;
            return is_rest(line.get(3..)?).then_some(());
        }
        if is_indented || is_marker(line, "-") {
            let last = self.entries.last_mut()?;
            last.value = Value::Unsupported;
            return Some(());
        }
        self.entry(line, start)
    }

    fn entry(&mut self, line: &str, start: usize) -> Option<()> {
        let (key, end) = key(line)?;
        let rest = line.get(end..)?;
        let from = end + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
        let content = line.get(from..)?;
        let (length, value) = match content.chars().next() {
            None => (0, Value::Null),
            Some('#') if from > end => (0, Value::Null),
            Some(mark @ ('"' | '\'')) => {
                let inside = content.get(1..)?;
                match end_of_quotation(inside, mark) {
                    Some(length) if is_rest(inside.get(length..)?) => {
                        let text = unquoted(inside.get(..length - 1)?, mark)?;
                        (1 + length, Value::Text(text))
                    }
                    Some(_) => return None,
                    None => {
                        self.quotation = Some(mark);
                        (content.len(), Value::Unsupported)
                    }
                }
            }
            Some('|' | '>') => (content.len(), Value::Unsupported),
            Some('&' | '*' | '!') => {
                // What follows these may go on in the next line.
                (!content.contains(['"', '\'', '{', '['])).then_some((content.len(), Value::Unsupported))?
            }
            Some('[' | '{') => {
                let ends = content.trim_end_matches([' ', '\t']);
                matches!(ends, "[]" | "{}").then_some((content.len(), Value::Unsupported))?
            }
            Some('@' | '`' | '%' | ',' | ']' | '}') => return None,
            Some(_) => plain(content)?,
        };
        // Without a value, what is put in stands behind the colon.
        let place = if value == Value::Null && length == 0 {
            end..end
        } else {
            from..from + length
        };
        self.entries.push(Entry {
            key: key.strip_prefix(':').unwrap_or(&key).to_owned(),
            is_symbol: key.starts_with(':'),
            line: start,
            place: start + place.start..start + place.end,
            value,
        });
        Some(())
    }
}

/// Whether a line is this mark, or begins with it and a space.
fn is_marker(line: &str, mark: &str) -> bool {
    let rest = line.strip_prefix(mark);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Whether nothing or a comment stands behind a value.
fn is_rest(text: &str) -> bool {
    let content = text.trim_start_matches([' ', '\t']);
    content.is_empty() || content.starts_with('#') && content.len() < text.len()
}

/// The key of a line, and where it ends behind its colon.
fn key(line: &str) -> Option<(String, usize)> {
    let mark = line.chars().next()?;
    if matches!(mark, '"' | '\'') {
        let inside = line.get(1..)?;
        let length = end_of_quotation(inside, mark)?;
        let text = unquoted(inside.get(..length - 1)?, mark)?;
        let rest = line.get(1 + length..)?.trim_start_matches([' ', '\t']);
        return is_marker(rest, ":").then_some((text, line.len() - rest.len() + 1));
    }
    if matches!(
        mark,
        '?' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`' | '{' | '}' | '[' | ']' | ','
    ) {
        return None;
    }
    let mut colons = line.match_indices(':').map(|(place, _)| place);
    let end = colons.find(|place| line.get(*place..).is_some_and(|rest| is_marker(rest, ":")))?;
    let key = line.get(..end).filter(|key| !key.is_empty() && !key.contains(" #"))?;
    Some((key.trim_end_matches([' ', '\t']).to_owned(), end + 1))
}

/// A text without quotation marks: its length, and what it is.
fn plain(content: &str) -> Option<(usize, Value)> {
    let end = [" #", "\t#"].iter().filter_map(|comment| content.find(comment)).min();
    let text = content
        .get(..end.unwrap_or(content.len()))?
        .trim_end_matches([' ', '\t']);
    let is_mapping = text.ends_with(':') || text.contains(": ") || text.contains(":\t");
    let is_indicator = ["-", "?", ":"].iter().any(|mark| is_marker(text, mark));
    (!is_mapping && !is_indicator).then(|| (text.len(), of_plain(text)))
}

/// What Ruby makes of a text without quotation marks; what might be no text is taken for none.
fn of_plain(text: &str) -> Value {
    const WORDS: [&str; 8] = ["yes", "no", "true", "false", "on", "off", "y", "n"];
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "~" | "null") {
        return Value::Null;
    }
    if is_number(&lower) || is_date(&lower) || WORDS.contains(&lower.as_str()) || text.starts_with([':', '=', '<']) {
        return Value::Other;
    }
    Value::Text(text.to_owned())
}

/// Numbers of any base and to base 60, in the forms that any version of Psych has taken for one (`Psych::ScalarScanner`).
fn is_number(lower: &str) -> bool {
    let text = lower.strip_prefix(['+', '-']).unwrap_or(lower);
    let all = |text: &str, digits: &str| text.chars().all(|one| digits.contains(one));
    if let Some(digits) = text.strip_prefix("0x") {
        return all(digits, "0123456789abcdef_,");
    }
    if let Some(digits) = text.strip_prefix("0b") {
        return all(digits, "01_,");
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return all(digits, "01234567_,");
    }
    if matches!(text, ".inf" | ".nan") {
        return true;
    }
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_exponent = !exponent.is_empty() && all(exponent, "0123456789");
    is_exponent
        && mantissa.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && all(mantissa, "0123456789_,.:")
}

/// `2026-11-29`, with or without a time behind it.
fn is_date(lower: &str) -> bool {
    let date = lower.split(['t', ' ', '\t']).next().unwrap_or_default();
    let date = date.strip_prefix('-').unwrap_or(date);
    let lengths: Vec<usize> = date.split('-').map(str::len).collect();
    let is_digits = date.bytes().all(|octet| octet.is_ascii_digit() || octet == b'-');
    is_digits && matches!(lengths.as_slice(), [4, 1..=2, 1..=2])
}

/// Where a text in quotation marks ends, behind the closing one; `None` where it does not end in this line.
fn end_of_quotation(text: &str, mark: char) -> Option<usize> {
    let mut characters = text.char_indices().peekable();
    while let Some((place, character)) = characters.next() {
        if mark == '"' && character == '\\' {
            characters.next();
        } else if character == mark {
            // Two of these marks are one.
            if mark == '\'' && characters.next_if(|(_, next)| *next == '\'').is_some() {
                continue;
            }
            return Some(place + 1);
        }
    }
    None
}

/// The text between quotation marks.
fn unquoted(inside: &str, mark: char) -> Option<String> {
    if mark == '\'' {
        return Some(inside.replace("''", "'"));
    }
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        text.push(match rest.next()? {
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            't' | '\t' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            'e' => '\u{1b}',
            'N' => '\u{85}',
            '_' => '\u{a0}',
            'L' => '\u{2028}',
            'P' => '\u{2029}',
            'x' => by_number(&mut rest, 2)?,
            'u' => by_number(&mut rest, 4)?,
            'U' => by_number(&mut rest, 8)?,
            plain @ (' ' | '"' | '/' | '\\') => plain,
            _ => return None,
        });
    }
    Some(text)
}

/// A character by its number, in so many hexadecimal digits.
fn by_number(rest: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let digits_there: String = rest.take(digits).collect();
    let is_whole = digits_there.len() == digits && digits_there.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = u32::from_str_radix(&digits_there, 16).ok().filter(|_| is_whole)?;
    char::from_u32(number)
}

/// A text in the quotation marks that need the fewest escapes.
fn quoted(text: &str) -> String {
    let needs_escape = |character: char| character.is_control() || "\u{feff}\u{2028}\u{2029}".contains(character);
    let is_plain = !text.contains(needs_escape);
    let mark = if is_plain { '\'' } else { '"' };
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push(mark);
    for character in text.chars() {
        if needs_escape(character) {
            quoted.push_str("\\u");
            for shift in [12, 8, 4, 0] {
                quoted.extend(char::from_digit(u32::from(character) >> shift & 0xf, 16));
            }
            continue;
        }
        match character {
            '\'' if is_plain => quoted.push(mark),
            '"' | '\\' if !is_plain => quoted.push('\\'),
            _ => {}
        }
        quoted.push(character);
    }
    quoted.push(mark);
    quoted
}
