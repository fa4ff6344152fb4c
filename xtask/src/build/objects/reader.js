/** Stands for null: the least number of 32 bits. */
const NULL = -0x8000_0000;

/** Reads the fields one after the other: a number as it is, a text by where it ends. */
class Fields {
  /** @param {string} texts @param {Int32Array} numbers */
  constructor(texts, numbers) {
    this.all = texts;
    this.numbers = numbers;
    this.place = 0;
    this.begin = 0;
  }

  number() {
    return /** @type {number} */ (this.numbers[this.place++]);
  }

  numberOrNull() {
    const number = this.number();
    return number === NULL ? null : number;
  }

  boolean() {
    return this.number() === 1;
  }

  booleanOrNull() {
    const number = this.number();
    return number === NULL ? null : number === 1;
  }

  text() {
    const end = this.number();
    const text = this.all.substring(this.begin, end);
    this.begin = end;
    return text;
  }

  textOrNull() {
    return this.isNull() ? null : this.text();
  }

  /** A name of an enumeration. @returns {any} */
  name() {
    return this.text();
  }

  /** @returns {any} */
  nameOrNull() {
    return this.textOrNull();
  }

  texts() {
    const list = [];
    for (let left = this.number(); left > 0; left -= 1) list.push(this.text());
    return list;
  }

  /** @returns {any[]} */
  names() {
    return this.texts();
  }

  /**
   * @template T
   * @param {(fields: Fields) => T} read
   * @returns {T[]}
   */
  list(read) {
    const list = [];
    for (let left = this.number(); left > 0; left -= 1) list.push(read(this));
    return list;
  }

  /**
   * @template T
   * @param {(fields: Fields) => T} read
   * @returns {T | null}
   */
  objectOrNull(read) {
    return this.isNull() ? null : read(this);
  }

  /** Whether null comes next, which is then passed. */
  isNull() {
    const isNull = this.numbers[this.place] === NULL;
    if (isNull) this.place += 1;
    return isNull;
  }
}
