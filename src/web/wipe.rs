//! Leaves no password and no key behind in the module's memory.
//!
//! What a library copies to the heap is wiped when it is freed; what it copies to the stack is overwritten when a call ends.

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// More of the stack than any call here uses, in octets.
const DEPTH: usize = 64 << 10;

/// Runs `call`, then overwrites the stack that it has used.
pub(super) fn afterwards<T>(call: impl FnOnce() -> T) -> T {
    afterwards_unless(|_| false, call)
}

/// [`afterwards`], unless the result shows that no secret was there.
pub(super) fn afterwards_unless<T>(secretless: impl FnOnce(&T) -> bool, call: impl FnOnce() -> T) -> T {
    let result = apart(call);
    if !secretless(&result) {
        overwrite();
    }
    result
}

/// A frame of its own, so that what follows can overwrite it.
#[inline(never)]
fn apart<T>(call: impl FnOnce() -> T) -> T {
    call()
}

#[inline(never)]
fn overwrite() {
    let mut frame = [0_u8; DEPTH];
    std::hint::black_box(&mut frame);
}
