import type { Element } from './parse'
import type { LineLook, ListPlace } from './pieces'
import { boldOf, isHeadFace, italicOf, points, stylesOf, type ClassStyles, type Styles } from './styles'
import { attr, classesOf, hasAttr } from './tree'
import { isSafeLink } from '../body/attributes'

/** How words look where the walk stands: what is inherited from every element around them. `room` is how many more containers may nest. */
export type Look = Omit<LineLook, 'size' | 'face' | 'indented'> & {
  bold: boolean
  italic: boolean
  href: string | null
  size: number
  face: boolean
  pre: boolean
  script: '' | 'sup' | 'sub'
  changed: { kind: 'insertion' | 'deletion'; by: string; at: string } | null
  comments: readonly string[]
  room: number
}

/** Containers nest no deeper than this; deeper ones lie flat in the last. */
const ROOM = 7

export const PLAIN_LOOK: Look = {
  bold: false, italic: false, href: null, size: 0, face: false, pre: false, script: '', changed: null, comments: [], head: 0, item: null, caption: false, centred: false, room: ROOM,
}

const BOLD: ReadonlySet<string> = new Set(['b', 'strong'])
const ITALIC: ReadonlySet<string> = new Set(['i', 'em'])
const PRE: ReadonlySet<string> = new Set(['pre', 'textarea', 'listing', 'xmp', 'plaintext'])
const HEADING_CLASS = /^(?:MsoHeading|Heading)(\d)$/i
const CAPTION_CLASS = /^(?:MsoCaption|wp-caption-text|(?:image|photo|img|pic)[-_]?(?:caption|desc|note|explain)|caption|sdcaption|pictext)$/i

const headOf = (element: Element, styles: Styles, classes: readonly string[]): number => {
  const tag = /^h([1-6])$/.exec(element.tagName)
  if (tag) return Number(tag[1])
  const outline = styles.get('mso-outline-level')
  if (outline !== undefined && /^[1-9]$/.test(outline)) return Number(outline)
  if (attr(element, 'role') === 'heading') return Math.min(6, Math.max(1, Number.parseInt(attr(element, 'aria-level') || '2', 10) || 2))
  for (const name of classes) {
    const level = HEADING_CLASS.exec(name)?.[1]
    if (level !== undefined) return Number(level)
    if (name === 'MsoTitle') return 1
  }
  return 0
}

const itemOf = (styles: Styles): ListPlace | null => {
  const level = /(?:^|\s)level(\d)/i.exec(styles.get('mso-list') ?? '')?.[1]
  return level === undefined ? null : { level: Number(level), ordered: false, number: 0 }
}

/** Addresses as they are copied: spaces around them gone, spaces in them written as addresses write them. Null where Stet keeps no such link. */
const hrefOf = (element: Element): string | null => {
  const href = attr(element, 'href').trim().replace(/ /g, '%20')
  return isSafeLink(href) ? href : null
}

const changeOf = (element: Element): Look['changed'] => {
  const by = attr(element, 'data-by') || attr(element, 'cite').replace(/^mailto:/i, '')
  const at = attr(element, 'data-at') || attr(element, 'datetime')
  if (by === '' && at === '') return null
  let name = by
  try {
    name = decodeURIComponent(by)
  } catch {
    // A name with a percent sign in it is a name all the same.
  }
  return { kind: element.tagName === 'ins' ? 'insertion' : 'deletion', by: name.slice(0, 200), at: at.slice(0, 40) }
}

/** The look inside an element. `block` is whether it begins a line of its own: only then it says what the line is. */
export const lookInside = (element: Element, around: Look, sheets: ClassStyles, block: boolean): Look => {
  const tag = element.tagName
  const look = { ...around }
  if (BOLD.has(tag)) look.bold = true
  if (ITALIC.has(tag)) look.italic = true
  if (PRE.has(tag)) look.pre = true
  if (tag === 'sup' || tag === 'sub') look.script = tag
  if (tag === 'a') look.href = hrefOf(element) ?? look.href
  if (tag === 'ins' || tag === 'del') look.changed = changeOf(element) ?? look.changed
  if (tag === 'center') look.centred = true
  if (tag === 'figcaption') look.caption = true
  if (!hasAttr(element, 'style') && !hasAttr(element, 'class') && !hasAttr(element, 'align') && !hasAttr(element, 'role')) {
    if (block) look.head = headOf(element, new Map(), []) || look.head
    return look
  }
  const styles = stylesOf(element, sheets)
  look.bold = boldOf(styles) ?? look.bold
  look.italic = italicOf(styles) ?? look.italic
  look.size = points(styles.get('font-size')) ?? look.size
  look.face = isHeadFace(styles) ?? look.face
  const align = styles.get('text-align') ?? attr(element, 'align')
  if (align !== '') look.centred = /^center$/i.test(align)
  if (!block) return look
  const classes = classesOf(element)
  look.head = headOf(element, styles, classes) || look.head
  look.item = itemOf(styles) ?? (styles.has('mso-list') ? null : look.item)
  if (classes.some((name) => CAPTION_CLASS.test(name))) look.caption = true
  return look
}
