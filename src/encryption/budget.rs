//! How much work a file may ask for.

use crate::{
    error::{Error, Resource},
    limits::LIMITS,
};

/// Counts what a file has asked for.
#[derive(Clone, Default)]
pub(crate) struct Budget {
    iterations: u64,
}

impl Budget {
    /// Allows a key derivation of so many iterations, or refuses with the number.
    pub(crate) fn iterations(requested: u64) -> Result<u32, Error> {
        if requested > LIMITS.iterations {
            return Err(refuse(requested, LIMITS.iterations));
        }
        u32::try_from(requested).map_err(|_| refuse(requested, LIMITS.iterations))
    }

    /// Counts a key derivation: its iterations run once for each block of its output.
    pub(crate) fn charge(&mut self, iterations: u32, blocks: usize) -> Result<(), Error> {
        let blocks = u64::try_from(blocks.max(1)).unwrap_or(u64::MAX);
        self.iterations = self
            .iterations
            .saturating_add(u64::from(iterations).saturating_mul(blocks));
        if self.iterations <= LIMITS.iterations_of_a_file {
            return Ok(());
        }
        Err(refuse(self.iterations, LIMITS.iterations_of_a_file))
    }

    /// Allows scrypt (RFC 7914) with these parameters, or refuses with the number. One of its rounds over `128 · r` octets costs
    /// about as much as an iteration of PBKDF2 for each 128 of them.
    pub(crate) fn scrypt(cost: u64, block_size: u64, parallelization: u64) -> Result<u32, Error> {
        let memory = [cost, block_size]
            .into_iter()
            .fold(128, u64::saturating_mul)
            .saturating_add(parallelization.saturating_mul(block_size).saturating_mul(128));
        if memory > LIMITS.memory_bytes {
            return Err(Error::TooMuchWork {
                resource: Resource::Memory,
                requested: memory,
                limit: LIMITS.memory_bytes,
            });
        }
        let work = cost.saturating_mul(block_size).saturating_mul(parallelization);
        Self::iterations(work)
    }
}

fn refuse(requested: u64, limit: u64) -> Error {
    Error::TooMuchWork {
        resource: Resource::Iterations,
        requested,
        limit,
    }
}
