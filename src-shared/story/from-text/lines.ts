/** Sentence ends of Chinese copy, half- and full-width. */
const ENDS = '\u3002!?\uff01\uff1f\u2026'
const CLOSERS = '\u201d\u2019"\'\u300d\u300f\uff09)\u300b'
const ENDS_SENTENCE = new RegExp(`[${ENDS}.\uff1b][${CLOSERS}]*$`)
/** "(记者 刘强)" behind the last sentence. */
const SIGNED = /\s*[(\uff08][^()\uff08\uff09]{2,60}[)\uff09]$/
const HAN = /\p{Script=Han}/u

/** The text's lines that say anything: NFC, typed indents and invisible characters gone, every inner space a plain one. */
export const readLines = (text: string): string[] =>
  text
    .toWellFormed()
    .normalize('NFC')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    // Control and zero-width characters carry no words and would make two equal texts differ.
    .map((line) => line.replace(/[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b\u2060\ufeff]/g, '').replace(/[^\S\n]/g, ' ').trim())
    .filter((line) => line !== '')

/** True for a line in Chinese, false for one in a Latin script. */
export const isHan = (line: string): boolean => HAN.test(line)

/** True where the line ends as a sentence does. */
export const endsSentence = (line: string): boolean => ENDS_SENTENCE.test(line)

/** How many sentence ends stand inside the line, its own last one not counted. */
export const innerEnds = (line: string): number => (line.replace(ENDS_SENTENCE, '').match(new RegExp(`[${ENDS}]`, 'g')) ?? []).length

/** True for running text: a line that ends as a sentence and is as long as a paragraph, not a title. */
export const isProse = (line: string): boolean => endsSentence(line.replace(SIGNED, '')) && line.length >= (isHan(line) ? 40 : 80)
