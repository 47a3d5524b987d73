import { Mark, type Node as ProseNode } from '@tiptap/pm/model'

type Name = 'insertion' | 'deletion' | 'modification'
const NAMES: ReadonlySet<string> = new Set<Name>(['insertion', 'deletion', 'modification'])

/** True for a mark that is a suggestion. */
export const isSuggestion = (mark: Mark): boolean => NAMES.has(mark.type.name)

/** The id of a suggestion's or comment's mark; those of older drafts are numbers. */
export const idOf = (mark: Mark): string => {
  const id: unknown = mark.attrs['id']
  return typeof id === 'string' || typeof id === 'number' ? String(id) : ''
}

/** The mark of a kind a node carries. */
export const markOf = (node: ProseNode, name: Name): Mark | undefined => node.marks.find((mark) => mark.type.name === name)

const MODS = ['attr', 'nodeType', 'mark', 'split', 'join'] as const
/**
 * What a modification changes: an attribute, a block's kind (its type and attributes), formats on words (added and removed ones), or a
 * block's upper border, which a split put there and a join would take away.
 */
type ModType = (typeof MODS)[number]

/** What a modification is of. */
export const modType = (mark: Mark): ModType | 'other' => MODS.find((type) => type === mark.attrs['type']) ?? 'other'

/** True for a modification of a block's upper border. */
export const isBorder = (mark: Mark): boolean => mark.type.name === 'modification' && (modType(mark) === 'split' || modType(mark) === 'join')

/** A node without one of its marks. */
export const without = (node: ProseNode, mark: Mark): ProseNode => node.mark(mark.removeFromSet(node.marks))

/** A suggestion's mark for a node of this document. */
export const suggestionMark = (node: ProseNode, name: Name, attrs: Record<string, unknown>): Mark | null => node.type.schema.marks[name]?.create(attrs) ?? null

/** A block's kind as a modification keeps it. */
export type Shape = { type: string; attrs: Record<string, unknown> }

/** A block's kind, its id aside. */
export const shapeOf = (node: ProseNode): Shape => {
  const { blockId: _id, ...attrs } = node.attrs
  return { type: node.type.name, attrs }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a kind as it is kept; older drafts kept the name alone. */
export const readShape = (value: unknown): Shape | null => {
  if (typeof value === 'string') return { type: value, attrs: {} }
  return isRecord(value) && typeof value['type'] === 'string' ? { type: value['type'], attrs: isRecord(value['attrs']) ? value['attrs'] : {} } : null
}

/** Formats as a modification keeps them: a list, or in older drafts one or none. */
export const readFormats = (node: ProseNode, value: unknown): Mark[] =>
  (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]).flatMap((each: unknown) => {
    if (!isRecord(each) || typeof each['type'] !== 'string' || !node.type.schema.marks[each['type']]) return []
    return [Mark.fromJSON(node.type.schema, each)]
  })

/** True where two attribute values are the same. */
export const sameValue = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** Suggestions whose id begins so are of blocks that stand elsewhere: what they take out and put in is the same. */
const MOVE = 'm-'
export const isMove = (id: string): boolean => id.startsWith(MOVE)
export const moveId = (id: string): string => `${MOVE}${id}`.slice(0, 60)
