import { parseBody } from './body'
import { compareChildren, type BlockRow } from './compare/blocks'
import { compareFields, type FieldChange } from './compare/fields'
import { photoChanges, type PhotoChange } from './compare/photos'
import { makeBudget } from './compare/steps'
import type { TextRun } from './compare/words'
import { countText, textOf } from './count'
import type { BodyJson, Story } from './story'

export type { AttrChange, BlockRow } from './compare/blocks'
export type { FieldChange, ListRun } from './compare/fields'
export type { InlineRun } from './compare/inline'
export type { PhotoChange } from './compare/photos'
export { redline, type Change, type Redline, type Side } from './compare/redline'
export type { TextRun } from './compare/words'

/** How much changed. `added`, `removed`, `changed` and `moved` count blocks, outermost ones; characters and words are those of text that came and went, fields and captions included. */
export type ChangeCounts = { fields: number; added: number; removed: number; changed: number; moved: number; photos: number; charactersAdded: number; charactersRemoved: number; wordsAdded: number; wordsRemoved: number }

/** What became of one story between two of its versions: its fields, its blocks in reading order, and its photos once more on their own. `bodies` are what was compared: the nodes of the rows are theirs. */
export type StoryChanges = { fields: FieldChange[]; blocks: BlockRow[]; photos: PhotoChange[]; counts: ChangeCounts; bodies: { before: BodyJson; after: BodyJson } }

/** A body with every attribute its schema gives it: an older one left out what did not exist yet, and that is no change. */
const whole = (body: BodyJson): BodyJson => {
  const read = parseBody(body)
  return read.ok ? (read.value.toJSON() as BodyJson) : body
}

type Texts = { added: string[]; removed: string[] }

const gather = (texts: Texts, runs: readonly TextRun[]): void => {
  for (const { op, text } of runs) if (op !== 'same') texts[op].push(text)
}

const gatherRow = (texts: Texts, row: BlockRow): void => {
  if (row.kind === 'added' && row.after) texts.added.push(textOf(row.after))
  if (row.kind === 'removed' && row.before) texts.removed.push(textOf(row.before))
  for (const { words } of row.attrs) gather(texts, words ?? [])
  for (const { op, before, after, words } of row.runs ?? []) {
    if (op === 'added') texts.added.push(after.map(textOf).join(''))
    if (op === 'removed') texts.removed.push(before.map(textOf).join(''))
    gather(texts, words ?? [])
  }
  for (const inner of row.rows ?? []) gatherRow(texts, inner)
}

const gatherField = (texts: Texts, change: FieldChange): void => {
  if (change.kind === 'text') gather(texts, change.runs)
  if (change.kind === 'correction') for (const { runs } of change.parts) gather(texts, runs)
  // Where it goes is not of its words.
  if (change.kind === 'list' && change.field !== 'destinations') for (const { op, item } of change.items) if (op !== 'same') texts[op].push(item)
}

const countChanges = (fields: readonly FieldChange[], blocks: readonly BlockRow[], photos: readonly PhotoChange[]): ChangeCounts => {
  const texts: Texts = { added: [], removed: [] }
  for (const field of fields) gatherField(texts, field)
  for (const row of blocks) gatherRow(texts, row)
  const [came, went] = [countText(texts.added.join('\n')), countText(texts.removed.join('\n'))]
  const of = (kind: BlockRow['kind']): number => blocks.filter((row) => row.kind === kind).length
  return {
    fields: fields.length, added: of('added'), removed: of('removed'), changed: of('changed'), moved: of('moved'), photos: photos.length,
    charactersAdded: came.characters, charactersRemoved: went.characters, wordsAdded: came.words, wordsRemoved: went.words,
  }
}

/**
 * Compares two versions of a story by words, in bounded time: blocks are matched by their ids, then by what they say. Comments
 * are left out, and so are ids. Pure; the same answer for the same stories.
 */
export const compare = (before: Story, after: Story): StoryChanges => {
  const budget = makeBudget()
  const fields = compareFields(before, after, budget)
  const bodies = { before: whole(before.body), after: whole(after.body) }
  const blocks = compareChildren(bodies.before, bodies.after, budget)
  const photos = photoChanges(blocks)
  return { fields, blocks, photos, counts: countChanges(fields, blocks, photos), bodies }
}

/** True where nothing that is printed or kept with the story differs. */
export const isUnchanged = ({ fields, blocks }: Pick<StoryChanges, 'fields' | 'blocks'>): boolean => fields.length === 0 && blocks.every(({ kind }) => kind === 'same')
