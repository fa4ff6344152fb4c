// One program at one job, timed by the clock of the engine it runs in: the same code in Node and in the browser.

/**
 * @typedef {{
 *   id: string,
 *   name: string,
 *   kind: "certificate" | "row" | "pkcs12",
 *   file: string,
 *   password: string,
 *   iterations: number,
 *   count: number,
 *   serialAt: number,
 *   rounds: number,
 * }} Job `count`: certificates in a row, which differ in the octets at `serialAt`
 */

/**
 * How long a stint of a short job is, so that a clock of 0.1 ms does not show; and how long a program warms up for it.
 */
const STINT_MILLISECONDS = 40;
const WARM_UP_MILLISECONDS = 200;
const MOST_REPETITIONS = 5_000;

/**
 * @param {Record<string, import("./contestants.js").Program>} programs
 * @param {(file: string) => Promise<Uint8Array>} read
 */
export function engine(programs, read) {
  /** @type {Map<string, Promise<Uint8Array[]>>} */
  const inputs = new Map();

  /** @param {Job} job */
  function inputsOf(job) {
    let found = inputs.get(job.id);
    if (!found) {
      found = read(job.file).then((bytes) => (job.kind === "row" ? row(bytes, job) : [bytes]));
      inputs.set(job.id, found);
    }
    return found;
  }

  /**
   * The milliseconds of one repetition, and what was told last.
   * @param {string} name
   * @param {Job} job
   * @param {number} repetitions
   */
  async function stint(name, job, repetitions) {
    const program = programs[name];
    if (!program) throw new Error(`there is no ${name}`);
    const files = await inputsOf(job);
    // What the last program left behind is not this one's.
    /** @type {any} */ (globalThis).gc?.();
    let facts;
    const start = performance.now();
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      for (const bytes of files) {
        const told = job.kind === "pkcs12" ? program.pkcs12(bytes, job.password) : program.certificate(bytes);
        facts = told instanceof Promise ? await told : told;
      }
    }
    return { milliseconds: (performance.now() - start) / repetitions, facts };
  }

  /** Does the job once, warms up, and tells how often to repeat it in a stint. @param {string} name @param {Job} job */
  async function prepare(name, job) {
    const first = await stint(name, job, 1);
    let { milliseconds } = first;
    for (let spent = milliseconds; spent < WARM_UP_MILLISECONDS; ) {
      const repetitions = Math.max(
        1,
        Math.min(MOST_REPETITIONS, Math.ceil(STINT_MILLISECONDS / Math.max(milliseconds, 0.001))),
      );
      ({ milliseconds } = await stint(name, job, repetitions));
      spent += Math.max(milliseconds * repetitions, 1);
    }
    const repetitions = Math.round(STINT_MILLISECONDS / Math.max(milliseconds, 0.001));
    return {
      repetitions: Math.max(1, Math.min(MOST_REPETITIONS, repetitions)),
      milliseconds,
      facts: meaning(first.facts),
    };
  }

  return {
    stint: async (/** @type {string} */ name, /** @type {Job} */ job, /** @type {number} */ repetitions) =>
      (await stint(name, job, repetitions)).milliseconds,
    prepare,
  };
}

/** Certificates that differ in their serial number. @param {Uint8Array} bytes @param {Job} job */
function row(bytes, { count, serialAt }) {
  return Array.from({ length: count }, (_, number) => {
    const certificate = bytes.slice();
    new DataView(certificate.buffer).setUint32(serialAt, number);
    return certificate;
  });
}

/**
 * What programs must agree over, whatever form they tell it in.
 * @param {import("./contestants.js").Facts | undefined} facts
 */
function meaning(facts) {
  if (!facts) throw new Error("it told nothing");
  const instant = (/** @type {string | Date} */ date) => new Date(date).toISOString();
  const digits = (/** @type {string} */ number) => number.replaceAll(":", "").toLowerCase().replace(/^0+/, "");
  const { commonName, bits, isCa, clientAuth } = facts;
  return JSON.stringify([
    commonName,
    digits(facts.serialNumber),
    instant(facts.notBefore),
    instant(facts.notAfter),
    digits(facts.sha256),
    bits,
    isCa,
    clientAuth,
  ]);
}
