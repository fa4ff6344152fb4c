//! Reads the options of the exports, field by field. What serde derives for them costs 14 kB brotli: mostly texts of errors that
//! no one sees, since each mistake is told as an `invalid-argument`.

use js_sys::{Reflect, Uint8Array};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::{
    converting::{ConvertOptions, FilesOptions},
    exports::{InspectOptions, PresentedOptions},
    judging::JudgeOptions,
    reminding::ReminderOptions,
    renewing::{ExchangeOptions, Issued, RenewOptions, ResumeOptions},
    time_zone,
};
use crate::{
    eligibility::Policy,
    error::Error,
    expectation::{Expectation, OldKey},
    secret::SecretBytes,
    timestamp::Timestamp,
};

/// What a caller gives as an object.
pub(super) trait Options: Sized {
    fn from_fields(fields: &Fields) -> Result<Self, Error>;
}

/// Reads options; what has another type than TypeScript says is refused, what is not known is not looked at.
pub(super) fn read<T: Options + Tsify>(options: &Ts<T>) -> Result<T, Error> {
    T::from_fields(&Fields::of(options.js_value()).ok_or_else(unusable)?)
}

impl Options for InspectOptions {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            password: fields.text("password")?,
            second_password: fields.text("secondPassword")?,
            file_name: fields.text("fileName")?,
            now: fields.value("now")?,
            policy: fields.object("policy")?,
        })
    }
}

impl Options for PresentedOptions {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            url: fields.text("url")?.ok_or_else(unusable)?,
            now: fields.value("now")?,
            policy: fields.object("policy")?,
            signal: fields.value("signal")?,
            timeout_seconds: fields.whole_number("timeoutSeconds")?,
        })
    }
}

impl Options for ExchangeOptions {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            link_hosts: fields.texts("linkHosts")?,
            issuers: fields.texts("issuers")?,
            now: fields.value("now")?,
            signal: fields.value("signal")?,
            timeout_seconds: fields.whole_number("timeoutSeconds")?,
            attempts: fields.whole_number("attempts")?,
            on_progress: fields.value("onProgress")?,
        })
    }
}

impl Options for RenewOptions {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            endpoint: fields.text("endpoint")?.ok_or_else(unusable)?,
            expect: fields.object("expect")?,
            on_issued: fields.value("onIssued")?,
            exchange: ExchangeOptions::from_fields(fields)?,
        })
    }
}

impl Options for ResumeOptions {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            issued: fields.object("issued")?.ok_or_else(unusable)?,
            exchange: ExchangeOptions::from_fields(fields)?,
        })
    }
}

impl Options for FilesOptions {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            now: fields.value("now")?,
            new_password: fields.text("newPassword")?,
            protection: fields.text("protection")?,
            plain_key: fields.given("plainKey", |value| value.as_bool())?,
            settings: fields.given("settings", |value| match value.as_string() {
                Some(text) => Some(Bytes(SecretBytes::new(text.into_bytes()))),
                None => Bytes::of(&value),
            })?,
            connection: fields.whole_number("connection")?,
            same_certificate: fields.given("sameCertificate", |value| value.as_bool())?,
            folder: fields.text("folder")?,
            old_file: fields.given("oldFile", present_file)?,
            old_key_file: fields.given("oldKeyFile", present_file)?,
            password_file: fields.given("passwordFile", |value| value.as_bool())?,
            language: fields.text("language")?,
        })
    }
}

/// A file that a client has now; as `ClientFile` has it, or as a `File` has its name.
fn present_file(file: JsValue) -> Option<(String, Bytes)> {
    let file = Fields::of(file)?;
    let name = file.text("path").ok()?.or(file.text("name").ok()?)?;
    Some((name, Bytes::of(&file.value("bytes").ok()?)?))
}

impl Options for ConvertOptions {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            to: fields.text("to")?.ok_or_else(unusable)?,
            password: fields.text("password")?,
            second_password: fields.text("secondPassword")?,
            fingerprint_sha256: fields.text("fingerprintSha256")?,
            key: fields.given("key", |value| Bytes::of(&value))?,
            key_password: fields.text("keyPassword")?,
            files: FilesOptions::from_fields(fields)?,
        })
    }
}

impl Options for Issued {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            endpoint: fields.text("endpoint")?.ok_or_else(unusable)?,
            link: fields.text("link")?.ok_or_else(unusable)?,
            password: fields.text("password")?.ok_or_else(unusable)?,
            expect: fields.object("expect")?.unwrap_or_default(),
        })
    }
}

impl Options for JudgeOptions {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            common_name: fields.text("commonName")?,
            not_before: fields.instant("notBefore")?.ok_or_else(unusable)?,
            not_after: fields.instant("notAfter")?.ok_or_else(unusable)?,
            now: fields.value("now")?,
            policy: fields.object("policy")?,
        })
    }
}

impl Options for ReminderOptions {
    fn from_fields(fields: &Fields) -> Result<Self, Error> {
        Ok(Self {
            common_name: fields.text("commonName")?,
            fingerprint_sha256: fields.text("fingerprintSha256")?.ok_or_else(unusable)?,
            not_after: fields.instant("notAfter")?.ok_or_else(unusable)?,
            opens_on: fields.instant("opensOn")?.ok_or_else(unusable)?,
            language: fields.text("language")?,
            utc_offset_minutes: fields.minutes_of_a_day("utcOffsetMinutes")?,
            now: fields.value("now")?,
        })
    }
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
            time_zone: fields
                .text("timeZone")?
                .map(|zone| time_zone::named(&zone).ok_or_else(|| super::exports::unusable("policy.timeZone")))
                .transpose()?,
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
    fn of(value: &JsValue) -> Option<Self> {
        let bytes: &Uint8Array = value.dyn_ref()?;
        Some(Self(SecretBytes::new(bytes.to_vec())))
    }
}

/// The fields of an object.
pub(super) struct Fields(JsValue);

impl Fields {
    fn of(value: JsValue) -> Option<Self> {
        value.is_object().then_some(Self(value))
    }

    /// A field as it is; `undefined` where it is missing.
    fn value(&self, name: &str) -> Result<JsValue, Error> {
        Reflect::get(&self.0, &name.into()).map_err(|_| unusable())
    }

    /// A field that may be missing, `undefined` or `null`; one that `read` does not understand is an error.
    fn given<T>(&self, name: &str, read: impl FnOnce(JsValue) -> Option<T>) -> Result<Option<T>, Error> {
        let value = self.value(name)?;
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        read(value).map(Some).ok_or_else(unusable)
    }

    fn text(&self, name: &str) -> Result<Option<String>, Error> {
        self.given(name, |value| value.as_string())
    }

    /// The texts of an array, or of whatever else can be iterated.
    fn texts(&self, name: &str) -> Result<Option<Vec<String>>, Error> {
        self.given(name, |list| {
            let mut items = js_sys::try_iter(&list).ok()??;
            items.try_fold(Vec::new(), |mut texts, item| {
                texts.push(item.ok()?.as_string()?);
                Some(texts)
            })
        })
    }

    fn whole_number<T: TryFrom<u32>>(&self, name: &str) -> Result<Option<T>, Error> {
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

    fn instant(&self, name: &str) -> Result<Option<Timestamp>, Error> {
        self.given(name, |value| Timestamp::parse(&value.as_string()?))
    }

    /// A whole number of minutes that is less than a day, forwards or backwards.
    fn minutes_of_a_day(&self, name: &str) -> Result<Option<i32>, Error> {
        self.given(name, |value| {
            let number = value.as_f64()?;
            #[expect(clippy::cast_possible_truncation, reason = "compared afterwards")]
            let whole = number as i32;
            (f64::from(whole) == number && whole.abs() < 24 * 60).then_some(whole)
        })
    }

    fn object<T: Options>(&self, name: &str) -> Result<Option<T>, Error> {
        self.given(name, Self::of)?
            .map(|fields| T::from_fields(&fields))
            .transpose()
    }
}

fn unusable() -> Error {
    Error::InvalidArgument {
        argument: "options".to_owned(),
    }
}
