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
