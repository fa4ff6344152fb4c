//! Results as objects of JavaScript. `objects.js` makes them from one text and some numbers: by JSON it would take a third of the time of a
//! `.crt`, and no less by a call for each field.

use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::web::arguments::invalid_argument;
use crate::{
    certificate::Certificate,
    eligibility::Eligibility,
    flat_fields::{FlatFields, Refused, flat_fields},
    inspection::Inspection,
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

/// A result that becomes an object.
pub(super) trait ToObject: Tsify {
    /// Its fields, as `objects.js` reads them.
    fn fields(&self) -> Result<FlatFields, Refused>;
    /// Makes the object.
    fn make(fields: &FlatFields) -> JsValue;
}

impl ToObject for Certificate {
    fn fields(&self) -> Result<FlatFields, Refused> {
        flat_fields(self)
    }

    fn make(FlatFields { texts, numbers }: &FlatFields) -> JsValue {
        make_certificate(texts, numbers)
    }
}

impl ToObject for Eligibility {
    fn fields(&self) -> Result<FlatFields, Refused> {
        flat_fields(self)
    }

    fn make(FlatFields { texts, numbers }: &FlatFields) -> JsValue {
        make_eligibility(texts, numbers)
    }
}

impl ToObject for Inspection {
    fn fields(&self) -> Result<FlatFields, Refused> {
        flat_fields(self)
    }

    fn make(FlatFields { texts, numbers }: &FlatFields) -> JsValue {
        make_inspection(texts, numbers)
    }
}

impl ToObject for Presented {
    fn fields(&self) -> Result<FlatFields, Refused> {
        flat_fields(self)
    }

    fn make(FlatFields { texts, numbers }: &FlatFields) -> JsValue {
        make_presented(texts, numbers)
    }
}

/// The object of JavaScript.
pub(super) fn to_object<T: ToObject>(value: &T) -> Result<Ts<T>, JsValue> {
    let fields = value.fields().map_err(|_| invalid_argument("result"))?;
    Ok(Ts::new_unchecked(T::make(&fields)))
}
