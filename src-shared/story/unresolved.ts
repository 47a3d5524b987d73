import { notedFieldSchema, type NotedField, type Notes } from './notes'
import type { BodyJson } from './story'

type Mark = NonNullable<BodyJson['marks']>[number]

/** Marks that are about a text and not of it: suggestions, and the words a comment is about. */
const SUGGESTIONS: ReadonlySet<string> = new Set(['insertion', 'deletion', 'modification'])
const COMMENT = 'comment'

const idOf = (mark: Mark): string => {
  const id = mark.attrs?.['id']
  return typeof id === 'string' || typeof id === 'number' ? String(id) : ''
}

/** The ids of suggestions nobody has answered and comments still attached, in reading order, each once. Nothing that has one may be signed or printed. */
export const unresolvedIn = (body: BodyJson): string[] => {
  const found = new Set<string>()
  const look = (node: BodyJson): void => {
    for (const mark of node.marks ?? []) if (SUGGESTIONS.has(mark.type) || mark.type === COMMENT) found.add(idOf(mark))
    for (const child of node.content ?? []) look(child)
  }
  look(body)
  return [...found]
}

/**
 * Something people have not settled yet: a suggestion, or a comment nobody resolved. `place` is where it stands; a comment whose words are gone
 * stands at the first block, and `gone` says so. `by`, `person` and `at` say who began it and when, empty where that is not known.
 */
export type OpenNote = { kind: 'suggestion' | 'comment'; id: string; place: { field: NotedField } | { block: string }; gone: boolean; by: string; person: string; at: string }

const blockIdOf = (node: BodyJson): string => (typeof node.attrs?.['blockId'] === 'string' ? node.attrs['blockId'] : '')

/** Every open suggestion and unresolved comment of a draft in reading order, its fields before its body. */
export const openNotes = ({ body }: { body: BodyJson }, { threads, suggestions, fields = [] }: Notes): OpenNote[] => {
  const open = new Map(threads.filter(({ resolvedAt }) => resolvedAt === null).map((thread) => [thread.id, thread]))
  const begun = (id: string): Pick<OpenNote, 'by' | 'person' | 'at'> => {
    const who = open.get(id)?.remarks[0]
    return { by: who?.by ?? '', person: who?.person ?? '', at: who?.at ?? '' }
  }
  const first = blockIdOf(body.content?.[0] ?? body)
  const found = new Map<string, OpenNote>()
  for (const field of notedFieldSchema.options) {
    for (const each of fields) if (each.field === field) found.set(`s ${each.id}`, { kind: 'suggestion', id: each.id, place: { field }, gone: false, by: each.by, person: each.person ?? '', at: each.at })
    for (const thread of open.values()) if (thread.field === field) found.set(`c ${thread.id}`, { kind: 'comment', id: thread.id, place: { field }, gone: false, ...begun(thread.id) })
  }
  const look = (node: BodyJson, around: string): void => {
    const block = blockIdOf(node) || around
    for (const mark of node.marks ?? []) {
      const id = idOf(mark)
      const who = suggestions[id]
      const place = { block: block || first }
      if (SUGGESTIONS.has(mark.type) && !found.has(`s ${id}`)) found.set(`s ${id}`, { kind: 'suggestion', id, place, gone: false, by: who?.by ?? '', person: who?.person ?? '', at: who?.at ?? '' })
      if (mark.type === COMMENT && open.has(id) && !found.has(`c ${id}`)) found.set(`c ${id}`, { kind: 'comment', id, place, gone: false, ...begun(id) })
    }
    for (const child of node.content ?? []) look(child, block)
  }
  look(body, '')
  for (const id of open.keys()) if (!found.has(`c ${id}`)) found.set(`c ${id}`, { kind: 'comment', id, place: { block: first }, gone: true, ...begun(id) })
  return [...found.values()]
}

const isPlainText = (node: BodyJson): node is BodyJson & { text: string } => node.type === 'text' && node.text !== undefined && node.attrs === undefined
const sameMarks = (a: BodyJson, b: BodyJson): boolean => JSON.stringify(a.marks ?? []) === JSON.stringify(b.marks ?? [])

/** A body without its comment marks, texts that a comment divided joined again. Suggestions stay. The same body where it has none. */
export const withoutComments = (body: BodyJson): BodyJson => {
  const { marks, ...bare } = body
  const left = marks?.filter(({ type }) => type !== COMMENT)
  const kept = marks && left && left.length < marks.length ? (left.length > 0 ? { ...bare, marks: left } : bare) : body
  if (!body.content) return kept
  const content: BodyJson[] = []
  let changed = false
  for (const child of body.content) {
    const next = withoutComments(child)
    changed ||= next !== child
    const last = content.at(-1)
    if (last && changed && isPlainText(last) && isPlainText(next) && sameMarks(last, next)) content[content.length - 1] = { ...last, text: last.text + next.text }
    else content.push(next)
  }
  return changed ? { ...kept, content } : kept
}
