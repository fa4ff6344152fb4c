// A style sheet as a text: `cargo xtask` writes such a script beside each style sheet that elements have.
declare module "*.css.js" {
  const text: string;
  export default text;
}
