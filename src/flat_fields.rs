//! A value as a flat list of its fields in their order, without their names: the form in which `web` hands results to JavaScript.

use std::fmt;

use serde::ser::{self, Impossible, Serialize};

/// Stands for `None`.
pub(crate) const NULL: i32 = i32::MIN;

/// The fields of a value.
#[derive(Debug, Default)]
pub(crate) struct FlatFields {
    /// The texts, behind each other.
    pub(crate) texts: String,
    /// For each field in its order: a number, 1 or 0 for a boolean, where a text ends (in UTF-16 code units of `texts`), [`NULL`] for
    /// `None`, how many elements follow of a list; nothing for a structure but its own fields.
    pub(crate) numbers: Vec<i32>,
}

/// The fields of `value`. Numbers that do not fit and forms that nothing here has are refused.
pub(crate) fn flat_fields<T: Serialize>(value: &T) -> Result<FlatFields, Refused> {
    let mut writer = Writer {
        // What one certificate with its judgement takes.
        fields: FlatFields {
            texts: String::with_capacity(1024),
            numbers: Vec::with_capacity(64),
        },
        end: 0,
    };
    value.serialize(&mut writer)?;
    Ok(writer.fields)
}

/// A value that has no form here.
#[derive(Debug)]
pub(crate) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no form for this value")
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Writer {
    fields: FlatFields,
    /// The end of the last text, in UTF-16 code units.
    end: i32,
}

impl Writer {
    fn number(&mut self, number: impl TryInto<i32>) -> Result<(), Refused> {
        let number = number.try_into().map_err(|_| Refused)?;
        if number == NULL {
            return Err(Refused);
        }
        self.fields.numbers.push(number);
        Ok(())
    }
}

impl<'a> ser::Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = &'a mut Writer;
    type SerializeTuple = Impossible<(), Refused>;
    type SerializeTupleStruct = Impossible<(), Refused>;
    type SerializeTupleVariant = Impossible<(), Refused>;
    type SerializeMap = &'a mut Writer;
    type SerializeStruct = &'a mut Writer;
    type SerializeStructVariant = Impossible<(), Refused>;

    fn serialize_bool(self, value: bool) -> Result<(), Refused> {
        self.number(value)
    }

    fn serialize_i8(self, value: i8) -> Result<(), Refused> {
        self.number(value)
    }

    fn serialize_i16(self, value: i16) -> Result<(), Refused> {
        self.number(value)
    }

    fn serialize_i32(self, value: i32) -> Result<(), Refused> {
        self.number(value)
    }

    fn serialize_i64(self, value: i64) -> Result<(), Refused> {
        self.number(value)
    }

    fn serialize_u8(self, value: u8) -> Result<(), Refused> {
        self.number(value)
    }

    fn serialize_u16(self, value: u16) -> Result<(), Refused> {
        self.number(value)
    }

    fn serialize_u32(self, value: u32) -> Result<(), Refused> {
        self.number(value)
    }

    fn serialize_u64(self, value: u64) -> Result<(), Refused> {
        self.number(value)
    }

    fn serialize_f32(self, _: f32) -> Result<(), Refused> {
        Err(Refused)
    }

    fn serialize_f64(self, _: f64) -> Result<(), Refused> {
        Err(Refused)
    }

    fn serialize_char(self, _: char) -> Result<(), Refused> {
        Err(Refused)
    }

    fn serialize_str(self, text: &str) -> Result<(), Refused> {
        let units = if text.is_ascii() {
            text.len()
        } else {
            text.encode_utf16().count()
        };
        let units = i32::try_from(units).map_err(|_| Refused)?;
        self.end = self.end.checked_add(units).ok_or(Refused)?;
        self.fields.texts.push_str(text);
        self.fields.numbers.push(self.end);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Refused> {
        Err(Refused)
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.fields.numbers.push(NULL);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        Err(Refused)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        Err(Refused)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Refused> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Refused> {
        Err(Refused)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, Refused> {
        self.number(length.ok_or(Refused)?)?;
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Refused> {
        Err(Refused)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Refused> {
        Err(Refused)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Refused> {
        Err(Refused)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Refused> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Refused> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Refused> {
        Err(Refused)
    }
}

impl ser::SerializeSeq for &mut Writer {
    type Ok = ();
    type Error = Refused;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Refused> {
        Ok(())
    }
}

impl ser::SerializeStruct for &mut Writer {
    type Ok = ();
    type Error = Refused;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Result<(), Refused> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Refused> {
        Ok(())
    }
}

/// A structure into which another is flattened comes as a map.
impl ser::SerializeMap for &mut Writer {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Refused> {
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Refused> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use serde::Serialize;

    use super::{NULL, flat_fields};

    #[derive(Serialize)]
    struct Inner {
        text: Option<&'static str>,
        number: i64,
        open: bool,
    }

    #[derive(Serialize)]
    struct Outer {
        name: &'static str,
        #[serde(flatten)]
        inner: Inner,
        list: Vec<Inner>,
        none: Option<Inner>,
    }

    #[test]
    fn fields_come_in_their_order_and_texts_by_where_they_end_in_utf_16() {
        let inner = |text, number| Inner {
            text,
            number,
            open: number > 0,
        };
        let flat = flat_fields(&Outer {
            name: "更新😀",
            inner: inner(Some("ab"), -1),
            list: vec![inner(None, 7), inner(Some(""), 0)],
            none: None,
        });
        let flat = flat.unwrap();
        assert_eq!(flat.texts, "更新😀ab");
        assert_eq!(flat.numbers, [4, 6, -1, 0, 2, NULL, 7, 1, 6, 0, 0, NULL]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(flat_fields(&i64::from(NULL)).is_err());
        assert!(flat_fields(&(i64::from(i32::MAX) + 1)).is_err());
        assert!(flat_fields(&1.5).is_err());
        assert!(flat_fields(&()).is_err());
        assert!(flat_fields(&(1, 2)).is_err());
        assert!(flat_fields(&Some(Some("a"))).is_ok());
    }
}
