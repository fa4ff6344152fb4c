// What scripts import and is made when the page is put together.

// A style sheet as a text: `cargo xtask` writes such a script beside each style sheet that elements have.
declare module "*.css.js" {
  const text: string;
  export default text;
}

// A script, joined with all that it imports, as a text.
declare module "*?text" {
  const text: string;
  export default text;
}

// The same as a function, which runs it anew and gives what it exports.
declare module "*?fresh" {
  const run: () => object;
  export default run;
}

// The code of a module, as a data: URL.
declare module "*.wasm" {
  const url: string;
  export default url;
}
