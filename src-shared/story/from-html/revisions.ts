import { noNotes, type Notes, type Thread } from '../notes'
import type { Look } from './look'
import type { Element } from './parse'
import type { Change } from './pieces'
import { attr, classesOf, elementsUnder, rawText } from './tree'

/** What people suggested and said in the source, gathered while it is read. */
export type Revisions = {
  /** The change words stand in: the same id as long as one person's changes follow each other without other words between. */
  change: (changed: Look['changed']) => Change | null
  /** The thread a `data-comment` id means; null for one nobody wrote. */
  thread: (id: string) => string | null
  /** The thread a word processor's comment anchor means. */
  wordThread: (element: Element) => string | null
  /** Adds to the words a thread is about. */
  quote: (id: string, text: string) => void
  notes: () => Notes
  /** The blocks the comments stood in: read here, no part of the text. */
  gone: readonly Element[]
}

const LIMITS = { threads: 1000, remarks: 200, text: 5000, quote: 500 }

const clean = (text: string, limit: number): string => text.toWellFormed().normalize('NFC').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').replace(/[\s\u00a0]+/g, ' ').trim().slice(0, limit)

const WORD_REFERENCE = /mso-comment-reference\s*:\s*[^;]*?_(\d{1,6})\b/i
const WORD_DATE = /mso-comment-date\s*:\s*(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})/i
const WORD_AUTHOR = /mso-comment-author\s*:\s*["']?([^;"']{1,200})/i

type Given = { key: string; thread: Thread; element: Element }

/** Stet's own form, made by its importers: `<aside data-comments><section data-thread="1"><p data-remark data-by data-at>…`. */
const ownThreads = (elements: readonly Element[], newId: () => string): Given[] =>
  elements.filter(({ tagName, attrs }) => tagName === 'section' && attrs.some(({ name }) => name === 'data-thread')).map((element) => {
    const remarks = elementsUnder(element)
      .filter((each) => each.attrs.some(({ name }) => name === 'data-remark'))
      .map((each) => ({ id: newId(), by: clean(attr(each, 'data-by'), 200), at: attr(each, 'data-at').slice(0, 40), text: clean(rawText(each, LIMITS.text * 2), LIMITS.text) }))
      .slice(0, LIMITS.remarks)
    return { key: attr(element, 'data-thread'), thread: { id: newId(), quote: '', remarks, resolvedAt: attr(element, 'data-resolved-at').slice(0, 40) || null }, element }
  })

/** Word's form: a block at the end, one division for each comment. */
const wordThreads = (elements: readonly Element[], newId: () => string): Given[] => {
  const dates = new Map<string, string>()
  const divisions: Element[] = []
  for (const element of elements) {
    const style = attr(element, 'style')
    if (!style.includes('mso-')) continue
    if (/mso-element\s*:\s*comment\s*(?:;|$)/i.test(style)) divisions.push(element)
    const key = WORD_REFERENCE.exec(style)?.[1]
    const date = WORD_DATE.exec(style)
    if (key !== undefined && date) dates.set(key, `${date.slice(1, 4).join('-')}T${date.slice(4, 6).join(':')}`)
  }
  return divisions.map((element) => {
    const inside = elementsUnder(element)
    const key = inside.map((each) => /^_(?:msocom|com)_(\d{1,6})$/.exec(attr(each, 'name') || attr(each, 'id'))?.[1]).find(Boolean) ?? ''
    const by = inside.map((each) => WORD_AUTHOR.exec(attr(each, 'style'))?.[1]).find(Boolean) ?? ''
    const label = inside.find((each) => classesOf(each).includes('msocomoff') && each.tagName === 'a')
    const text = clean(rawText(element, LIMITS.text * 2), LIMITS.text * 2)
    const off = label ? clean(rawText(label), 200) : ''
    const said = (off !== '' && text.startsWith(off) ? text.slice(off.length).trim() : text).slice(0, LIMITS.text)
    return { key: `word-${key}`, thread: { id: newId(), quote: '', remarks: [{ id: newId(), by: clean(by, 200), at: dates.get(key) ?? '', text: said }], resolvedAt: null }, element }
  })
}

/** The blocks comments stand in, whole, and the labels Word prints beside the words. */
const blocksOf = (elements: readonly Element[]): Element[] =>
  elements.filter((element) =>
    (element.tagName === 'aside' && element.attrs.some(({ name }) => name === 'data-comments')) || /mso-element\s*:\s*comment-list|mso-special-character\s*:\s*comment/i.test(attr(element, 'style')) || (element.tagName === 'a' && /^mso(?:comanchor|comoff)$/i.test(attr(element, 'class'))))

/** Gathers a source's comments now, and its changes as they are met. */
export const readRevisions = (elements: readonly Element[], newId: () => string): Revisions => {
  const given = [...ownThreads(elements, newId), ...wordThreads(elements, newId)].filter(({ thread }) => thread.remarks.length > 0).slice(0, LIMITS.threads)
  const byKey = new Map(given.map(({ key, thread }) => [key, thread]))
  const byId = new Map(given.map(({ thread }) => [thread.id, thread]))
  const suggestions: Record<string, Notes['suggestions'][string]> = {}
  let open: { id: string; by: string; at: string } | null = null
  const thread = (id: string): string | null => byKey.get(id)?.id ?? null
  return {
    change: (changed) => {
      if (!changed) {
        open = null
        return null
      }
      const { by, at, kind } = changed
      if (open?.by !== by || open.at !== at) {
        open = { id: newId(), by, at }
        suggestions[open.id] = { by, at }
      }
      return { kind, id: open.id }
    },
    thread,
    wordThread: (element) => {
      const key = element.tagName === 'a' ? WORD_REFERENCE.exec(attr(element, 'style'))?.[1] : undefined
      return key === undefined ? null : thread(`word-${key}`)
    },
    quote: (id, text) => {
      const found = byId.get(id)
      if (found && found.quote.length < LIMITS.quote) found.quote = `${found.quote}${text}`.toWellFormed().normalize('NFC').replace(/[\s\u00a0]+/g, ' ').slice(0, LIMITS.quote)
    },
    notes: () => (given.length === 0 && Object.keys(suggestions).length === 0 ? noNotes : { threads: given.map((each) => each.thread), suggestions }),
    gone: blocksOf(elements),
  }
}
