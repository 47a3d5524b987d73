import { feed } from './feed/feed'
import type { Format } from './format'
import { iptc7901 } from './iptc7901/iptc7901'
import { markdown } from './markdown/markdown'
import { wechat } from './wechat/wechat'

/** Every format a package holds besides its page and its plain text, in the order the manifest names them. */
export const FORMATS: readonly Format[] = [markdown, feed, iptc7901, wechat]
