import { docx } from './docx/docx'
import type { Format } from './format'
import { icml } from './icml/icml'
import { markdown } from './markdown/markdown'

/** Every format a package holds besides its page and its plain text, in the order the manifest names them. */
export const FORMATS: readonly Format[] = [markdown, docx, icml]
