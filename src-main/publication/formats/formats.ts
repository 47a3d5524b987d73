import { docx } from './docx/docx'
import { epub } from './epub/epub'
import { feed } from './feed/feed'
import type { Format } from './format'
import { icml } from './icml/icml'
import { iptc7901 } from './iptc7901/iptc7901'
import { markdown } from './markdown/markdown'
import { newsml } from './newsml/newsml'
import { ninjs } from './ninjs/ninjs'
import { nitf } from './nitf/nitf'
import { wechat } from './wechat/wechat'

/** Every format a package holds besides its page and its plain text, in the order the manifest names them. */
export const FORMATS: readonly Format[] = [markdown, ninjs, nitf, newsml, docx, epub, icml, feed, iptc7901, wechat]
