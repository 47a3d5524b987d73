import fc from 'fast-check'
import { expect, test } from 'vitest'

import { BLOCKS, parseBody } from '../../../src-shared/story/body'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { choicesOf, conflictSchema, mergeStories, settle, type Conflict } from '../../../src-shared/story/merge'
import { storySchema, type BodyJson, type Story } from '../../../src-shared/story/story'
import { pairArbitrary } from './compare-arbitrary'
import { sentencesOf, stepsArbitrary, triplesArbitrary, worked } from './merge-arbitrary'

/** Some seconds' worth; MERGE_RUNS=20000 looks harder. */
const RUNS = Number(process.env['MERGE_RUNS'] ?? 200)

const said = (story: Story): string[] => sentencesOf(story.body.content ?? [])
const keptIn = (conflicts: readonly Conflict[]): string[] => conflicts.flatMap((conflict) => (conflict.kind === 'field' ? [] : [...sentencesOf(conflict.mine), ...sentencesOf(conflict.theirs)]))
const counted = (items: readonly string[]): Map<string, number> => items.reduce((counts, each) => counts.set(each, (counts.get(each) ?? 0) + 1), new Map<string, number>())
const idsIn = (node: BodyJson): string[] => [...(typeof node.attrs?.['blockId'] === 'string' ? [node.attrs['blockId']] : []), ...(node.content ?? []).flatMap(idsIn)]
const nameless = (node: BodyJson): BodyJson[] => [...((BLOCKS as readonly string[]).includes(node.type) && typeof node.attrs?.['blockId'] !== 'string' ? [node] : []), ...(node.content ?? []).flatMap(nameless)]

const isWhole = (story: Story): void => {
  storySchema.parse(story)
  const read = parseBody(story.body)
  if (!read.ok) throw new Error(read.message)
  const ids = idsIn(story.body)
  expect(ids.length).toBe(new Set(ids).size)
  expect(nameless(story.body)).toEqual([])
  canonicalBytes(story)
}

test('every sentence either side wrote is in the result or in a conflict, what neither took out is in the result, and nothing stands twice', () => {
  fc.assert(
    fc.property(triplesArbitrary(), ({ base, mine, theirs }) => {
      const { story, conflicts } = mergeStories(base, mine, theirs)
      isWhole(story)
      for (const conflict of conflicts) conflictSchema.parse(conflict)
      expect(new Set(conflicts.map(({ id }) => id)).size).toBe(conflicts.length)
      const [was, ours, desk, merged] = [base, mine, theirs, story].map((each) => counted(said(each)))
      if (!was || !ours || !desk || !merged) throw new Error('no sides')
      const kept = new Set(keptIn(conflicts))
      for (const side of [ours, desk]) for (const sentence of side.keys()) if (!was.has(sentence) && !merged.has(sentence) && !kept.has(sentence)) expect.fail(`lost, though one wrote it: ${sentence}`)
      for (const [sentence, count] of was) if ((ours.get(sentence) ?? 0) >= count && (desk.get(sentence) ?? 0) >= count && (merged.get(sentence) ?? 0) < count) expect.fail(`lost, though neither took it out: ${sentence}`)
      for (const [sentence, count] of merged) {
        // Each may have copied it somewhere: then it stands as often as both made it.
        const [before, one, other] = [was.get(sentence) ?? 0, ours.get(sentence) ?? 0, desk.get(sentence) ?? 0]
        expect(count, sentence).toBeLessThanOrEqual(Math.max(before, one, other, one + other - before))
        expect(one + other, `invented: ${sentence}`).toBeGreaterThan(0)
      }
      // Half a sentence one split off does not stand beside the whole of it.
      for (const half of merged.keys())
        if (half.length >= 6 && !half.includes('〔') && !was.has(half)) for (const side of [ours, desk]) if (side.has(half)) for (const [whole, count] of was) if (whole.length > half.length && whole.endsWith(half) && !side.has(whole) && (ours.get(whole) ?? 0) <= count && (desk.get(whole) ?? 0) <= count) expect(merged.has(whole), `${half} beside ${whole}`).toBe(false)
      // Where nobody must choose, what one took out is gone.
      if (!conflicts.some(({ kind }) => kind !== 'field')) for (const [sentence, count] of was) if ((!ours.has(sentence) && desk.get(sentence) === count) || (!desk.has(sentence) && ours.get(sentence) === count)) expect(merged.has(sentence), sentence).toBe(false)
    }),
    { numRuns: RUNS },
  )
}, 600_000)

const commentsIn = (node: BodyJson, found: Map<string, string> = new Map()): Map<string, string> => {
  for (const mark of node.marks ?? []) if (mark.type === 'comment') found.set(String(mark.attrs?.['id']), node.text ?? '')
  for (const child of node.content ?? []) commentsIn(child, found)
  return found
}

test('a comment stays on its words wherever these still stand', () => {
  fc.assert(
    fc.property(triplesArbitrary(), ({ base, mine, theirs }) => {
      const { story } = mergeStories(base, mine, theirs)
      const [was, merged] = [commentsIn(base.body), commentsIn(story.body)]
      const there = new Set(said(story))
      // Words somebody copied may stand where the comment was not.
      const counts = [base, mine, theirs].map((each) => counted(said(each)))
      for (const side of [mine, theirs]) for (const [id, words] of commentsIn(side.body)) if (!was.has(id) && there.has(words.trim()) && counts.every((count) => (count.get(words.trim()) ?? 0) < 2)) expect(merged.has(id), `${id} on ${words}`).toBe(true)
    }),
    { numRuns: RUNS },
  )
}, 600_000)

test('merging with a side that did nothing, or the same, is that side', () => {
  fc.assert(
    fc.property(triplesArbitrary(), ({ base, mine }) => {
      expect(mergeStories(base, mine, base)).toEqual({ story: mine, conflicts: [] })
      expect(mergeStories(base, base, mine)).toEqual({ story: mine, conflicts: [] })
      expect(mergeStories(base, mine, structuredClone(mine))).toEqual({ story: mine, conflicts: [] })
      // One word in a field elsewhere, and one block at the end, so that every block is looked at.
      const other = { ...base, deck: '别处的一句', body: { ...base.body, content: [...(base.body.content ?? []), { type: 'endMark', attrs: { blockId: 'end' } }] } }
      expect(mergeStories(base, mine, { ...base, deck: '别处的一句' })).toEqual({ story: { ...mine, deck: '别处的一句' }, conflicts: [] })
      const { story, conflicts } = mergeStories(base, mine, other)
      expect(conflicts).toEqual([])
      expect((story.body.content ?? []).filter(({ type }) => type !== 'endMark')).toEqual(mine.body.content)
      expect(mergeStories(base, other, mine).story.body.content?.filter(({ type }) => type !== 'endMark')).toEqual(mine.body.content)
    }),
    { numRuns: RUNS },
  )
}, 600_000)

test('whatever is chosen of every conflict, the story follows its schema and the sentences chosen are in it', () => {
  fc.assert(
    fc.property(triplesArbitrary(), fc.array(fc.nat(2), { minLength: 12, maxLength: 12 }), ({ base, mine, theirs }, choices) => {
      let merged = mergeStories(base, mine, theirs)
      let made = 0
      for (let turn = 0; merged.conflicts.length > 0; turn += 1) {
        const conflict = merged.conflicts[0]
        if (!conflict) break
        const offered = choicesOf(conflict)
        const choice = offered[(choices[turn % choices.length] ?? 0) % offered.length] ?? 'theirs'
        const settled = settle(merged.story, merged.conflicts, conflict.id, choice, () => `new-${String((made += 1))}`)
        if (!settled.ok) throw new Error(settled.message)
        merged = settled.value
        isWhole(merged.story)
        const there = new Set(said(merged.story))
        const wanted = conflict.kind === 'field' ? [] : [...(choice === 'theirs' ? [] : sentencesOf(conflict.mine)), ...(choice === 'mine' ? [] : sentencesOf(conflict.theirs))]
        for (const sentence of wanted) expect(there.has(sentence), `${choice} without ${sentence}`).toBe(true)
      }
    }),
    { numRuns: RUNS },
  )
}, 600_000)

test('bodies with ids missing or standing twice, or that have nothing in common, merge into a story that follows its schema', () => {
  fc.assert(
    fc.property(pairArbitrary, stepsArbitrary(4), ([base, mine], steps) => {
      const theirs = worked(base, 't', steps)
      const merged = mergeStories(base, mine, theirs)
      expect(mergeStories(structuredClone(base), structuredClone(mine), structuredClone(theirs))).toEqual(merged)
      for (const conflict of merged.conflicts) conflictSchema.parse(conflict)
      const read = parseBody(merged.story.body)
      if (!read.ok) throw new Error(read.message)
      const ids = idsIn(merged.story.body)
      if (![mine, theirs].some(({ body }) => JSON.stringify(body) === JSON.stringify(merged.story.body))) expect(ids.length).toBe(new Set(ids).size)
      let made = 0
      for (const { id } of merged.conflicts) {
        const settled = settle(merged.story, merged.conflicts, id, 'mine', () => `new-${String((made += 1))}`)
        if (!settled.ok) throw new Error(settled.message)
      }
    }),
    { numRuns: RUNS },
  )
}, 600_000)
