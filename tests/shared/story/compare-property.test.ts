import fc from 'fast-check'
import { expect, test } from 'vitest'

import { parseBody } from '../../../src-shared/story/body'
import { compare, isUnchanged, type BlockRow, type InlineRun, type ListRun, type StoryChanges, type TextRun } from '../../../src-shared/story/compare'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { bodyArbitrary, pairArbitrary } from './compare-arbitrary'

const parsed = (body: BodyJson): BodyJson => {
  const read = parseBody(body)
  if (!read.ok) throw new Error(read.message)
  return read.value.toJSON() as BodyJson
}

/** A node as the comparison promises it: ids and comments left out, neighbouring text of one look joined. */
const plain = (node: BodyJson): BodyJson => {
  const { blockId: _id, ...attrs } = node.attrs ?? {}
  const marks = (node.marks ?? []).filter(({ type }) => type !== 'comment')
  const content: BodyJson[] = []
  for (const child of (node.content ?? []).map(plain)) {
    const last = content.at(-1)
    if (child.text !== undefined && last?.text !== undefined && JSON.stringify(last.marks) === JSON.stringify(child.marks)) content[content.length - 1] = { ...last, text: last.text + child.text }
    else content.push(child)
  }
  return {
    type: node.type,
    ...(node.text === undefined ? {} : { text: node.text }),
    ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
    ...(marks.length > 0 ? { marks: JSON.parse(JSON.stringify(marks)) as BodyJson['marks'] } : {}),
    ...(content.length > 0 ? { content } : {}),
  }
}

const words = (runs: readonly TextRun[], side: 'added' | 'removed'): string => runs.filter(({ op }) => op === 'same' || op === side).map(({ text }) => text).join('')
const items = <T>(runs: readonly ListRun<T>[], side: 'added' | 'removed'): T[] => runs.filter(({ op }) => op === 'same' || op === side).map(({ item }) => item)

/** One side of a compared line, made from the other wherever the comparison says that nothing changed. */
const sideOfRuns = (runs: readonly InlineRun[], side: 'before' | 'after'): BodyJson[] =>
  runs.flatMap((run) => {
    const other = side === 'before' ? run.after : run.before
    if (run.op === 'same') return other
    if (run.op !== 'noted') return run[side]
    return run[side].map((note): BodyJson => ({ ...note, attrs: { ...note.attrs, text: words(run.words ?? [], side === 'before' ? 'removed' : 'added') } }))
  })

/** One side of a compared block, built from the other side and what the row says, so that nothing the row leaves out can be right by luck. */
const sideOfRow = (row: BlockRow, side: 'before' | 'after'): BodyJson[] => {
  const other = side === 'before' ? row.after : row.before
  const mine = row[side]
  if (row.kind === 'away') return side === 'before' && row.before ? [row.before] : []
  if (row.kind === 'added' || row.kind === 'removed') return mine ? [mine] : []
  if (row.kind === 'moved' && side === 'before') return []
  if (!mine || !other) throw new Error(`a ${row.kind} row with one side`)
  if (row.kind === 'same') return [other]
  // A block that became another kind has that kind's attributes; one the other kind lacks counts as null there.
  const attrs: Record<string, unknown> = mine.type === other.type ? { ...other.attrs } : Object.fromEntries(Object.keys(mine.attrs ?? {}).map((name) => [name, other.attrs?.[name] ?? null]))
  let marks = other.marks
  for (const change of row.attrs) {
    if (change.name === 'marks') marks = mine.marks
    else if (change.name in (mine.attrs ?? {})) attrs[change.name] = change[side]
    if (change.words) expect(words(change.words, side === 'before' ? 'removed' : 'added')).toBe(change[side] ?? '')
  }
  const content = row.rows ? row.rows.flatMap((inner) => sideOfRow(inner, side)) : row.runs ? sideOfRuns(row.runs, side) : (other.content ?? [])
  return [{ type: mine.type, attrs, ...(marks ? { marks } : {}), content }]
}

const sideOf = (story: Story, { fields, blocks }: StoryChanges, side: 'before' | 'after'): Story => {
  const op = side === 'before' ? 'removed' : 'added'
  const changed: Record<string, unknown> = {}
  for (const change of fields) {
    if (change.kind === 'text') changed[change.field] = words(change.runs, op)
    if (change.kind === 'list' || change.kind === 'people') changed[change.field] = items<unknown>(change.items, op)
    if (change.kind === 'value' || change.kind === 'correction') changed[change.field] = change[side]
    if (change.kind === 'correction') for (const { name, runs } of change.parts) expect(words(runs, op)).toBe(change[side]?.[name] ?? '')
  }
  return { ...story, ...changed, body: { type: 'doc', content: blocks.flatMap((row) => sideOfRow(row, side)) } }
}

const shown = (story: Story): Story => ({ ...story, body: plain(parsed(story.body)) })
const rebuilt = (story: Story): Story => ({ ...story, body: plain(story.body) })

test('what changed, applied to the old story, is the new one exactly; taken back, the old one', () => {
  fc.assert(
    fc.property(pairArbitrary, ([before, after]) => {
      const changes = compare(before, after)
      expect(rebuilt(sideOf(before, changes, 'after'))).toEqual(shown(after))
      expect(rebuilt(sideOf(after, changes, 'before'))).toEqual(shown(before))
    }),
    { numRuns: 250 },
  )
}, 60_000)

test('a story compared with itself has no changes, whatever order its attributes are written in', () => {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(reversed) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reversed(inner)])) : value
  fc.assert(
    fc.property(pairArbitrary, ([story]) => {
      for (const same of [story, structuredClone(story), reversed(story) as Story]) {
        const changes = compare(story, same)
        expect(isUnchanged(changes)).toBe(true)
        expect(changes.photos).toEqual([])
        expect(Object.values(changes.counts).every((count) => count === 0)).toBe(true)
      }
    }),
    { numRuns: 100 },
  )
})

test('what went in one direction is what came in the other', () => {
  fc.assert(
    fc.property(pairArbitrary, ([before, after]) => {
      const [there, back] = [compare(before, after).counts, compare(after, before).counts]
      expect(there.fields).toBe(back.fields)
      // Ways of equal length may be told either way round, but each tells the same growth.
      expect(there.added - there.removed).toBe(back.removed - back.added)
      expect(isUnchanged(compare(before, after))).toBe(isUnchanged(compare(after, before)))
    }),
    { numRuns: 100 },
  )
})

test('a body without any ids is compared by what it says', () => {
  const bare = (node: BodyJson): BodyJson => ({ ...node, ...(node.attrs ? { attrs: { ...node.attrs, ...('blockId' in node.attrs ? { blockId: null } : {}) } } : {}), ...(node.content ? { content: node.content.map(bare) } : {}) })
  fc.assert(
    fc.property(bodyArbitrary, pairArbitrary, (body, [story]) => {
      expect(isUnchanged(compare({ ...story, body }, { ...story, body: bare(body) }))).toBe(true)
    }),
    { numRuns: 100 },
  )
})
