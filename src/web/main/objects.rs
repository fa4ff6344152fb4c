//! The objects of JavaScript that an inspection is told as. `objects.js` makes them of one text and some numbers: JSON would take a third
//! of the time of a `.crt`, and a call for each field no less.

use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::web::arguments::unusable;
use crate::{
    certificate::Certificate,
    eligibility::Eligibility,
    inspection::Inspection,
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
        positional::fields(self)
    }

    fn make(Fields { texts, numbers }: &Fields) -> JsValue {
        make_inspection(texts, numbers)
    }
}

impl Told for Presented {
    fn fields(&self) -> Result<Fields, Refused> {
        positional::fields(self)
    }

    fn make(Fields { texts, numbers }: &Fields) -> JsValue {
        make_presented(texts, numbers)
    }
}

/// The object of JavaScript.
pub(super) fn tell<T: Told>(value: &T) -> Result<Ts<T>, JsValue> {
    let fields = value.fields().map_err(|_| unusable("result"))?;
    Ok(Ts::new_unchecked(T::make(&fields)))
}
