import type { Outcome } from '../../../src-shared/outcome'

/**
 * Prints a page that stands in a file, its pictures beside it, to a tagged PDF with its fonts inside. Each shell has its own way; all are Chromium's. Refuses
 * `print-no-browser` where there is nothing to print with, `print-failed` {reason}.
 */
export type PrintPdf = (file: string) => Promise<Outcome<Uint8Array>>
