//! Reads the options of the exports, field by field. What serde derives for them costs 14 kB brotli: mostly texts of errors that
//! no one sees, since each mistake becomes an `invalid-argument`.

use js_sys::Reflect;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::arguments::invalid_argument;
use crate::{calendar::Timestamp, error::Error};

/// What a caller gives as an object.
pub(super) trait Options: Sized {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error>;
}

/// Reads options; what has another type than TypeScript says is refused, what is not known is not looked at.
pub(super) fn read<T: Options + Tsify>(options: &Ts<T>) -> Result<T, Error> {
    T::from_fields(&OptionFields::of(options.js_value()).ok_or_else(|| invalid_argument("options"))?)
}

/// The fields of an object.
pub(super) struct OptionFields {
    object: JsValue,
    /// What its fields are called by in an error: their own names behind this.
    prefix: String,
}

impl OptionFields {
    fn of(object: JsValue) -> Option<Self> {
        let prefix = String::new();
        object.is_object().then_some(Self { object, prefix })
    }

    /// The error that names a field.
    pub(super) fn invalid(&self, name: &str) -> Error {
        invalid_argument(&[&self.prefix, name].concat())
    }

    /// A field as it is; `undefined` where it is missing.
    pub(super) fn value(&self, name: &str) -> Result<JsValue, Error> {
        Reflect::get(&self.object, &name.into()).map_err(|_| self.invalid(name))
    }

    /// A field that may be missing, `undefined` or `null`; one that `read` does not understand is an error.
    pub(super) fn given<T>(&self, name: &str, read: impl FnOnce(JsValue) -> Option<T>) -> Result<Option<T>, Error> {
        let value = self.value(name)?;
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        read(value).map(Some).ok_or_else(|| self.invalid(name))
    }

    /// A field that must be there: `fields.required("notAfter", OptionFields::instant)`.
    pub(super) fn required<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Self, &str) -> Result<Option<T>, Error>,
    ) -> Result<T, Error> {
        read(self, name)?.ok_or_else(|| self.invalid(name))
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Error> {
        self.given(name, |value| value.as_string())
    }

    pub(super) fn whole_number<T: TryFrom<u32>>(&self, name: &str) -> Result<Option<T>, Error> {
        self.given(name, |value| {
            let number = value.as_f64()?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "compared afterwards"
            )]
            let whole = number as u32;
            T::try_from(whole).ok().filter(|_| f64::from(whole) == number)
        })
    }

    pub(super) fn instant(&self, name: &str) -> Result<Option<Timestamp>, Error> {
        self.given(name, |value| Timestamp::parse(&value.as_string()?))
    }

    pub(super) fn object<T: Options>(&self, name: &str) -> Result<Option<T>, Error> {
        let Some(fields) = self.given(name, Self::of)? else {
            return Ok(None);
        };
        let prefix = [&self.prefix, name, "."].concat();
        T::from_fields(&Self { prefix, ..fields }).map(Some)
    }
}
