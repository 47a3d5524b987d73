import type { Format } from './format'
import { markdown } from './markdown/markdown'
import { wechat } from './wechat/wechat'

/** Every format a package holds besides its page and its plain text, in the order the manifest names them. */
export const FORMATS: readonly Format[] = [markdown, wechat]
