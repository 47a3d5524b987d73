import { z } from 'zod'

/** What a row of the house's lists says of its word, in the order they are shown. */
export const KINDS = ['wrong', 'preferred', 'banned', 'sensitive', 'official', 'withheld', 'reprint', 'dictionary'] as const
export const kindSchema = z.enum(KINDS)
export type Kind = (typeof KINDS)[number]

/** How much a list holds. */
export const LIST_LIMITS = { rows: 20_000, word: 60, words: 20, note: 300, order: 9999 } as const

// One line; "|" stands between words where several share a cell.
const line = (most: number) => z.string().trim().normalize('NFC').max(most).regex(/^[^|\p{Cc}]*$/u)
const word = line(LIST_LIMITS.word).min(1)
const words = z.array(word).max(LIST_LIMITS.words)
const common = { word, note: z.string().trim().normalize('NFC').max(LIST_LIMITS.note).regex(/^[^\p{Cc}]*$/u) }

/** One row. Its word is what is looked for in copy, save for a preferred term and a source. */
export const rowSchema = z.discriminatedUnion('kind', [
  /** Wrong wherever it stands, but inside one of `except`; one of `right` is meant, the first above all. */
  z.strictObject({ kind: z.literal('wrong'), ...common, right: words, except: words }),
  /** The house writes `word` instead of any of `instead`. */
  z.strictObject({ kind: z.literal('preferred'), ...common, instead: words.min(1) }),
  /** Never printed. */
  z.strictObject({ kind: z.literal('banned'), ...common }),
  /** To be looked at twice. */
  z.strictObject({ kind: z.literal('sensitive'), ...common }),
  /** An official by name, with the whole title (several parted by "、") and their place in the order; 0 where they have none. */
  z.strictObject({ kind: z.literal('official'), ...common, title: line(LIST_LIMITS.word).min(1), order: z.int().min(0).max(LIST_LIMITS.order) }),
  /** A name that may not be printed, until the end of that day or for good. */
  z.strictObject({ kind: z.literal('withheld'), ...common, until: z.union([z.literal(''), z.iso.date()]) }),
  /** A source the house may reprint. */
  z.strictObject({ kind: z.literal('reprint'), ...common }),
  /** Right here, whatever another rule says. */
  z.strictObject({ kind: z.literal('dictionary'), ...common }),
])
export type Row = z.infer<typeof rowSchema>
export type RowOf<K extends Kind> = Extract<Row, { kind: K }>

/** By what a row is known when lists are compared: its kind and its word. */
export const keyOf = ({ kind, word: text }: Pick<Row, 'kind' | 'word'>): string => `${kind} ${text}`

/** True where two rows say the same. */
export const sameRow = (one: Row, other: Row): boolean => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Row>
  return [...names].every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]))
}

/** An empty row of a kind for that word. */
export const freshRow = (kind: Kind, text = ''): Row => {
  const start = { word: text, note: '' }
  switch (kind) {
    case 'wrong':
      return { kind, ...start, right: [], except: [] }
    case 'preferred':
      return { kind, ...start, instead: [] }
    case 'official':
      return { kind, ...start, title: '', order: 0 }
    case 'withheld':
      return { kind, ...start, until: '' }
    case 'banned':
    case 'sensitive':
    case 'reprint':
    case 'dictionary':
      return { kind, ...start }
  }
}
