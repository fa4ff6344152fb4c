//! Reads the options of the exports, field by field. What serde derives for them costs 14 kB brotli: mostly texts of errors that
//! no one sees, since each mistake is told as an `invalid-argument`.

use js_sys::{Reflect, Uint8Array};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::{arguments::unusable, time_zone};
use crate::{
    calendar::Timestamp,
    eligibility::Policy,
    error::Error,
    renewal::expectation::{Expectation, OldKey},
    secret::SecretBytes,
};

/// What a caller gives as an object.
pub(super) trait Options: Sized {
    fn from_fields(fields: &Fields) -> Result<Self, Error>;
}

/// Reads options; what has another type than TypeScript says is refused, what is not known is not looked at.
pub(super) fn read<T: Options + Tsify>(options: &Ts<T>) -> Result<T, Error> {
    T::from_fields(&Fields::of(options.js_value()).ok_or_else(|| unusable("options"))?)
}

impl Options for Policy {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            reminder_months: fields.whole_number("reminderMonths")?,
            renewal_months: fields.whole_number("renewalMonths")?,
            monsiaj_months: fields.whole_number("monsiajMonths")?,
            glclient2_months: fields.whole_number("glclient2Months")?,
            receview_months: fields.whole_number("receviewMonths")?,
            receview_days: fields.whole_number("receviewDays")?,
            time_zone: fields.given("timeZone", |zone| time_zone::named(&zone.as_string()?))?,
        })
    }
}

impl Options for Expectation {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            common_name: fields.text("commonName")?,
            subject: fields.text("subject")?,
            issuer: fields.text("issuer")?,
            serial_number: fields.text("serialNumber")?,
            not_after: fields.instant("notAfter")?,
            public_key: fields.object("publicKey")?,
            public_key_sha256: fields.text("publicKeySha256")?,
        })
    }
}

impl Options for OldKey {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            algorithm: fields.text("algorithm")?,
            bits: fields.whole_number("bits")?,
        })
    }
}

/// Octets that may be secret.
pub struct Bytes(pub(super) SecretBytes);

impl Bytes {
    pub(super) fn of(value: &JsValue) -> Option<Self> {
        let bytes: &Uint8Array = value.dyn_ref()?;
        Some(Self(SecretBytes::new(bytes.to_vec())))
    }
}

/// The fields of an object.
pub(super) struct Fields {
    object: JsValue,
    /// What its fields are called by in an error: their own names behind this.
    prefix: String,
}

impl Fields {
    fn of(object: JsValue) -> Option<Self> {
        let prefix = String::new();
        object.is_object().then_some(Self { object, prefix })
    }

    /// The error that names a field.
    pub(super) fn unusable(&self, name: &str) -> Error {
        unusable(&[&self.prefix, name].concat())
    }

    /// A field as it is; `undefined` where it is missing.
    pub(super) fn value(&self, name: &str) -> Result<JsValue, Error> {
        Reflect::get(&self.object, &name.into()).map_err(|_| self.unusable(name))
    }

    /// A field that may be missing, `undefined` or `null`; one that `read` does not understand is an error.
    pub(super) fn given<T>(&self, name: &str, read: impl FnOnce(JsValue) -> Option<T>) -> Result<Option<T>, Error> {
        let value = self.value(name)?;
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        read(value).map(Some).ok_or_else(|| self.unusable(name))
    }

    /// A field that must be there: `fields.required("notAfter", Fields::instant)`.
    pub(super) fn required<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Self, &str) -> Result<Option<T>, Error>,
    ) -> Result<T, Error> {
        read(self, name)?.ok_or_else(|| self.unusable(name))
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Error> {
        self.given(name, |value| value.as_string())
    }

    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>, Error> {
        self.given(name, |value| value.as_bool())
    }

    pub(super) fn bytes(&self, name: &str) -> Result<Option<Bytes>, Error> {
        self.given(name, |value| Bytes::of(&value))
    }

    /// The texts of an array, or of whatever else can be iterated.
    pub(super) fn texts(&self, name: &str) -> Result<Option<Vec<String>>, Error> {
        self.given(name, |list| {
            let mut items = js_sys::try_iter(&list).ok()??;
            items.try_fold(Vec::new(), |mut texts, item| {
                texts.push(item.ok()?.as_string()?);
                Some(texts)
            })
        })
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

    /// A whole number of minutes that is less than a day, forwards or backwards.
    pub(super) fn minutes_of_a_day(&self, name: &str) -> Result<Option<i32>, Error> {
        self.given(name, |value| {
            let number = value.as_f64()?;
            #[expect(clippy::cast_possible_truncation, reason = "compared afterwards")]
            let whole = number as i32;
            (f64::from(whole) == number && whole.abs() < 24 * 60).then_some(whole)
        })
    }

    pub(super) fn object<T: Options>(&self, name: &str) -> Result<Option<T>, Error> {
        let Some(fields) = self.given(name, Self::of)? else {
            return Ok(None);
        };
        let prefix = [&self.prefix, name, "."].concat();
        T::from_fields(&Self { prefix, ..fields }).map(Some)
    }
}
