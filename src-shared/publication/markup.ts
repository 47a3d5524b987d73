 
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A text without the control characters that neither HTML nor XML can carry. */
export const printable = (text: string): string => text.replace(FORBIDDEN, '')

/** A text made safe for element content and quoted attributes, in HTML and XML. */
export const escapeMarkup = (text: string): string => printable(text).replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char)

/** JSON that can stand inside a script element: no character of it can end or open one. */
export const jsonForScript = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
