declare module 'vnu-jar' {
  /** Where the checker's jar is. The package brings no types; it exports a String object. */
  const jar: { toString: () => string }
  export default jar
}
