import type { Element } from './parse'
import { attr, classesOf, rawText } from './tree'

/** CSS declarations by name; names in lower case, values trimmed. */
export type Styles = ReadonlyMap<string, string>

const NONE: Styles = new Map()

/** The declarations a reading asks about; the others would only fill the memory. */
const ASKED: ReadonlySet<string> = new Set(['font', 'font-weight', 'font-style', 'font-size', 'font-family', 'mso-fareast-font-family', 'text-align', 'mso-outline-level', 'mso-list', 'mso-element', 'white-space'])

/** Reads `a: b; c: d` as far as a reading asks about it. Never fails: what is no declaration is left out. */
export const readDeclarations = (text: string): Styles => {
  if (text === '') return NONE
  const found = new Map<string, string>()
  for (const part of text.split(';')) {
    const colon = part.indexOf(':')
    const name = colon > 0 && colon < 60 ? part.slice(0, colon).trim().toLowerCase() : ''
    if (ASKED.has(name)) found.set(name, part.slice(colon + 1).trim())
  }
  return found
}

/** Declarations by class, from a page's own <style>: only what selects by one class. */
export type ClassStyles = ReadonlyMap<string, Styles>

/** Spreadsheets and word processors write their formats as classes; a long sheet is a site's, and of no use. */
const SHEET_LIMIT = 400_000

const ONE_CLASS = /^[a-z0-9]*\.([\w\u0080-\uffff-]+)$/i

const withoutComments = (sheet: string): string => {
  const kept: string[] = []
  let from = 0
  for (let at = sheet.indexOf('/*'); at >= 0; at = sheet.indexOf('/*', from)) {
    kept.push(sheet.slice(from, at))
    const end = sheet.indexOf('*/', at + 2)
    if (end < 0) return kept.join('')
    from = end + 2
  }
  return [...kept, sheet.slice(from)].join('').replace(/<!--|-->/g, '')
}

/** The class rules of every <style> among the elements. Rules inside @media and the like are left out with the rest. */
export const readSheets = (elements: readonly Element[]): ClassStyles => {
  const found = new Map<string, Styles>()
  let room = SHEET_LIMIT
  for (const element of elements) {
    if (element.tagName !== 'style' || room <= 0) continue
    const sheet = withoutComments(rawText(element, room))
    room -= sheet.length
    if (/@media|@supports/.test(sheet)) continue
    for (const rule of sheet.split('}')) {
      const brace = rule.indexOf('{')
      if (brace < 0) continue
      for (const selector of rule.slice(0, brace).split(',')) {
        const name = ONE_CLASS.exec(selector.slice(0, 200).trim())?.[1]
        if (name !== undefined) found.set(name, new Map([...(found.get(name) ?? []), ...readDeclarations(rule.slice(brace + 1))]))
      }
    }
  }
  return found
}

/** An element's declarations: its classes', then its own. */
export const stylesOf = (element: Element, sheets: ClassStyles): Styles => {
  const own = readDeclarations(attr(element, 'style'))
  if (sheets.size === 0) return own
  const named = classesOf(element).flatMap((name) => [...(sheets.get(name) ?? [])])
  return named.length === 0 ? own : new Map([...named, ...own])
}

const POINTS: Record<string, number> = { pt: 1, px: 0.75, pc: 12, in: 72, cm: 28.35, mm: 2.835 }

/** A length in points; null where it is relative or none. */
export const points = (value: string | undefined): number | null => {
  const found = /^(\d{1,5}(?:\.\d{1,6})?)(pt|px|pc|in|cm|mm)\b/i.exec(value ?? '')
  return found?.[1] && found[2] ? Number(found[1]) * (POINTS[found[2].toLowerCase()] ?? 1) : null
}

const SHORTHAND = /(?:^|\s)(bold|bolder|[6-9]00)(?:\s|$)/i

/** What the declarations say of weight: true from 600 up, false below, null where they say nothing. */
export const boldOf = (styles: Styles): boolean | null => {
  const weight = styles.get('font-weight')?.replace(/\s*!important$/i, '').toLowerCase()
  if (weight === undefined) return SHORTHAND.test(styles.get('font') ?? '') ? true : null
  if (weight === 'bold' || weight === 'bolder') return true
  if (weight === 'normal' || weight === 'lighter') return false
  return /^\d{3,4}$/.test(weight) ? Number(weight) >= 600 : null
}

/** What the declarations say of slant; null where they say nothing. */
export const italicOf = (styles: Styles): boolean | null => {
  const style = styles.get('font-style')?.toLowerCase()
  if (style === undefined) return /(?:^|\s)(?:italic|oblique)(?:\s|$)/i.test(styles.get('font') ?? '') ? true : null
  return /^(?:italic|oblique)/.test(style) ? true : style.startsWith('normal') ? false : null
}

/** Faces that set heads in Chinese copy. */
const HEAD_FACE = /^["']?(?:黑体|simhei|heiti|stheiti|方正(?:小标宋|黑体|大标宋|大黑)|华文中宋|stzhongsong)/i

/** True where the first named face is one heads are set in. */
export const isHeadFace = (styles: Styles): boolean | null => {
  const face = styles.get('mso-fareast-font-family') ?? styles.get('font-family')
  return face === undefined ? null : HEAD_FACE.test(face.trim())
}
