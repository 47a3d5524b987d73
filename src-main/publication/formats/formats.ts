import { epub } from './epub/epub'
import type { Format } from './format'
import { markdown } from './markdown/markdown'

/** Every format a package holds besides its page and its plain text, in the order the manifest names them. */
export const FORMATS: readonly Format[] = [markdown, epub]
