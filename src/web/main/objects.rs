//! The objects of JavaScript that an inspection is told as. `objects.js` makes them of one text and some numbers: JSON would take a third
//! of the time of a `.crt`, and a call for each field no less.

use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::web::arguments::unusable;
use crate::{
    calendar::Timestamp,
    certificate::Certificate,
    eligibility::Eligibility,
    input::{Format, Lock, PasswordForm},
    inspection::{Identity, Inspection},
    positional::{self, Fields, Refused},
    renewal::presented::Presented,
};

#[wasm_bindgen(module = "/src/web/main/objects.js")]
extern "C" {
    #[wasm_bindgen(js_name = makeCertificate)]
    fn make_certificate(texts: &str, numbers: &[i32]) -> JsValue;
    #[wasm_bindgen(js_name = makeEligibility)]
    fn make_eligibility(texts: &str, numbers: &[i32]) -> JsValue;
    #[wasm_bindgen(js_name = makeInspection)]
    fn make_inspection(texts: &str, numbers: &[i32]) -> JsValue;
    #[wasm_bindgen(js_name = makePresented)]
    fn make_presented(texts: &str, numbers: &[i32]) -> JsValue;
}

/// What is told as an object of its own form.
pub(super) trait Told: Tsify {
    /// What `objects.js` reads, in this order.
    fn fields(&self) -> Result<Fields, Refused>;
    /// Makes the object.
    fn make(fields: &Fields) -> JsValue;
}

impl Told for Certificate {
    fn fields(&self) -> Result<Fields, Refused> {
        positional::fields(self)
    }

    fn make(Fields { texts, numbers }: &Fields) -> JsValue {
        make_certificate(texts, numbers)
    }
}

impl Told for Eligibility {
    fn fields(&self) -> Result<Fields, Refused> {
        positional::fields(self)
    }

    fn make(Fields { texts, numbers }: &Fields) -> JsValue {
        make_eligibility(texts, numbers)
    }
}

impl Told for Inspection {
    fn fields(&self) -> Result<Fields, Refused> {
        positional::fields(&InspectionFields::of(self))
    }

    fn make(Fields { texts, numbers }: &Fields) -> JsValue {
        make_inspection(texts, numbers)
    }
}

impl Told for Presented {
    fn fields(&self) -> Result<Fields, Refused> {
        positional::fields(&PresentedFields {
            verdict: &self.verdict,
            server_time: self.server_time,
            inspection: InspectionFields::of(&self.inspection),
        })
    }

    fn make(Fields { texts, numbers }: &Fields) -> JsValue {
        make_presented(texts, numbers)
    }
}

/// An inspection without what the first identity says as well: leaf, key and judgement. They would go over twice.
#[derive(Serialize)]
struct InspectionFields<'a> {
    format: Format,
    certificates: &'a [Certificate],
    unreadable: usize,
    has_private_key: bool,
    friendly_name: &'a Option<String>,
    locked: Option<Lock>,
    password_form: Option<PasswordForm>,
    identities: &'a [Identity],
}

impl<'a> InspectionFields<'a> {
    fn of(inspection: &'a Inspection) -> Self {
        Self {
            format: inspection.format,
            certificates: &inspection.certificates,
            unreadable: inspection.unreadable,
            has_private_key: inspection.has_private_key,
            friendly_name: &inspection.friendly_name,
            locked: inspection.locked,
            password_form: inspection.password_form,
            identities: &inspection.identities,
        }
    }
}

#[derive(Serialize)]
struct PresentedFields<'a> {
    verdict: &'a str,
    server_time: Option<Timestamp>,
    inspection: InspectionFields<'a>,
}

/// The object of JavaScript.
pub(super) fn tell<T: Told>(value: &T) -> Result<Ts<T>, JsValue> {
    let fields = value.fields().map_err(|_| unusable("result"))?;
    Ok(Ts::new_unchecked(T::make(&fields)))
}
