import fc from 'fast-check'
import { expect, test } from 'vitest'

import { mergeNotes } from '../../../src-shared/story/merge'
import { noNotes, notesSchema, type Notes, type Thread } from '../../../src-shared/story/notes'

const remark = (id: string, at = '2026-03-01T08:00:00Z') => ({ id, by: '沈牧', at, text: `${id} 说的` })
const thread = (id: string, remarks: string[], more: Partial<Thread> = {}): Thread => ({ id, quote: '', remarks: remarks.map((each, at) => remark(each, `2026-03-01T08:0${String(at)}:00Z`)), resolvedAt: null, ...more })
const notes = (...threads: Thread[]): Notes => ({ threads, suggestions: {} })

test('what both said is there, threads and remarks by their ids, remarks in the order they were made', () => {
  const base = notes(thread('c1', ['r1']))
  const mine = notes({ ...thread('c1', ['r1']), remarks: [remark('r1', '2026-03-01T08:00:00Z'), remark('m1', '2026-03-01T09:30:00Z')] }, thread('m', ['m2']))
  const theirs = notes({ ...thread('c1', ['r1']), remarks: [remark('r1', '2026-03-01T08:00:00Z'), remark('t1', '2026-03-01T09:00:00Z')] }, thread('t', ['t2']))
  const merged = mergeNotes(base, mine, theirs)
  expect(merged.threads.map(({ id, remarks }) => [id, remarks.map((each) => each.id)])).toEqual([['c1', ['r1', 't1', 'm1']], ['t', ['t2']], ['m', ['m2']]])
})

test('a thread is resolved or open as the side that changed that left it', () => {
  const [open, resolved] = [thread('c1', ['r1']), thread('c1', ['r1'], { resolvedAt: '2026-03-02T08:00:00Z', resolvedBy: '何雨晴' })]
  expect(mergeNotes(notes(open), notes(resolved), notes(open)).threads).toEqual([resolved])
  expect(mergeNotes(notes(open), notes(open), notes(resolved)).threads).toEqual([resolved])
  expect(mergeNotes(notes(resolved), notes(open), notes(resolved)).threads).toEqual([open])
})

test('a thread one side took away goes, unless the other added to it', () => {
  const base = notes(thread('c1', ['r1']))
  expect(mergeNotes(base, noNotes, base).threads).toEqual([])
  expect(mergeNotes(base, noNotes, notes(thread('c1', ['r1', 'r2']))).threads).toEqual([thread('c1', ['r1', 'r2'])])
  expect(mergeNotes(base, notes(thread('c1', ['r1', 'r2'])), noNotes).threads).toEqual([thread('c1', ['r1', 'r2'])])
})

test('suggested fields and who suggested what are merged by their ids', () => {
  const field = (id: string, value: string) => ({ id, field: 'headline' as const, was: '', value, by: '沈牧', at: '' })
  const who = { by: '沈牧', at: '' }
  const merged = mergeNotes({ ...noNotes, suggestions: { s1: who, s2: who } }, { ...noNotes, suggestions: { s1: who, m: who }, fields: [field('f1', '甲')] }, { ...noNotes, suggestions: { s1: who, s2: who, t: who }, fields: [field('f2', '乙')] })
  expect(merged).toEqual({ threads: [], suggestions: { s1: who, t: who, m: who }, fields: [field('f2', '乙'), field('f1', '甲')] })
})

const threads = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }), fc.boolean()), { selector: ([id]) => id, maxLength: 5 }).map((some) => notes(...some.map(([id, remarks, resolved]) => thread(`c${String(id)}`, remarks.sort().map((each) => `c${String(id)}r${String(each)}`), resolved ? { resolvedAt: '2026-03-02T08:00:00Z' } : {}))))
const saidIn = ({ threads: all }: Notes): Set<string> => new Set(all.flatMap(({ remarks }) => remarks.map(({ id }) => id)))

test('nothing either side said anew is lost, nothing stands twice, and merging with nothing done changes nothing', () => {
  fc.assert(
    fc.property(threads, threads, threads, (base, mine, theirs) => {
      const merged = mergeNotes(base, mine, theirs)
      notesSchema.parse(merged)
      const [was, there] = [saidIn(base), saidIn(merged)]
      for (const side of [mine, theirs]) for (const id of saidIn(side)) if (!was.has(id)) expect(there.has(id)).toBe(true)
      expect(merged.threads.flatMap(({ remarks }) => remarks).length).toBe(there.size)
      expect(new Set(merged.threads.map(({ id }) => id)).size).toBe(merged.threads.length)
      expect(mergeNotes(base, base, theirs)).toEqual(theirs)
      expect(new Set(mergeNotes(base, mine, base).threads)).toEqual(new Set(mine.threads))
      expect(mergeNotes(base, mine, mine)).toEqual(mine)
    }),
    { numRuns: 300 },
  )
})
