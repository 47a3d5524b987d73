import { describe, expect, it } from 'vitest'

import { createNotesStore, isBy, whoIs } from '../../../../src-renderer/writing/notes-store'
import { coloursOf } from '../../../../src-renderer/writing/tools/people-colours'
import { mentionAt, mentionParts, mentionsIn, peopleLike } from '../../../../src-renderer/writing/tools/mentions'
import { PEOPLE_COLOURS } from '../../../../src-renderer/ui/people-colours'
import { noNotes, notesSchema } from '../../../../src-shared/story/notes'

const li = { id: 'li', name: '李明' }
const liming = { id: 'liming', name: '李明明' }
const zhang = { id: 'zhang', name: '张红' }
const AT = '2026-11-28T09:00:00.000Z'
const LATER = '2026-11-28T10:00:00.000Z'

const store = () => {
  let changes = 0
  const notes = createNotesStore(noNotes, () => (changes += 1))
  return { notes, changes: () => changes }
}
const suggest = (id: string, value: string, who = li, was = '原题') => ({ id, field: 'headline' as const, was, value, ...whoIs(who, AT) })

describe('what is suggested for a field', () => {
  it('is one suggestion of each person, and goes on with what they type', () => {
    const { notes } = store()
    notes.suggestField(suggest('a', '新'))
    notes.suggestField(suggest('b', '新题'))
    notes.suggestField(suggest('c', '别题', zhang))
    expect(notes.value().fields?.map(({ id, was, value, person }) => [id, was, value, person])).toEqual([['a', '原题', '新题', 'li'], ['c', '原题', '别题', 'zhang']])
    expect(notesSchema.safeParse(notes.value()).success).toBe(true)
  })

  it('is no suggestion once it says what was there', () => {
    const { notes, changes } = store()
    notes.suggestField(suggest('a', '新题'))
    notes.suggestField(suggest('b', '原题'))
    expect(notes.value().fields).toEqual([])
    const before = changes()
    notes.suggestField(suggest('c', '原题'))
    expect(changes()).toBe(before)
  })
})

describe('a thread', () => {
  it('says who resolved it, who opened it again, and is opened by an answer', () => {
    const { notes } = store()
    notes.addThread('t', '原题', { id: 'r', ...whoIs(li, AT), text: '太长' }, 'headline')
    notes.resolve('t', whoIs(zhang, LATER))
    expect(notes.thread('t')).toMatchObject({ field: 'headline', resolvedAt: LATER, resolvedBy: '张红' })
    notes.reopen('t', whoIs(li, LATER))
    expect(notes.thread('t')).toMatchObject({ resolvedAt: null, reopenedBy: '李明', reopenedAt: LATER })
    expect(notes.thread('t')?.resolvedBy).toBeUndefined()
    notes.resolve('t', whoIs(zhang, LATER))
    notes.answer('t', { id: 's', ...whoIs(li, LATER), text: '还是长' })
    expect(notes.thread('t')).toMatchObject({ resolvedAt: null, reopenedBy: '李明' })
    expect(notesSchema.safeParse(notes.value()).success).toBe(true)
  })
})

describe('who suggested a change', () => {
  it('stays whoever began it, and is known by id before name', () => {
    const { notes } = store()
    notes.addSuggestion('s', whoIs(li, AT))
    notes.addSuggestion('s', whoIs(zhang, LATER))
    expect(notes.value().suggestions['s']).toEqual({ by: '李明', person: 'li', at: AT })
    expect(isBy(notes.value().suggestions['s'], { id: 'other', name: '李明' })).toBe(false)
    expect(isBy({ by: '李明' }, li)).toBe(true)
  })
})

describe('calling on people', () => {
  const people = [li, liming, zhang]

  it('offers those whose names hold what is typed behind an @', () => {
    expect(mentionAt('请@李', 3)).toEqual({ from: 1, asked: '李' })
    expect(peopleLike(people, '明')).toEqual([li, liming])
    expect(mentionAt('请 @李明 看', 7)).toBeNull()
    expect(mentionAt('无', 1)).toBeNull()
  })

  it('keeps their ids, the longest name first, each once', () => {
    expect(mentionsIn('@李明明 和 @张红，@张红', people)).toEqual(['liming', 'zhang'])
    expect(mentionParts('请@李明看', people).map(({ text, person }) => [text, person?.id])).toEqual([['请', undefined], ['@李明', 'li'], ['看', undefined]])
  })

  it('rejects a name nobody has', () => {
    expect(mentionsIn('@王五 a@b.com', people)).toEqual([])
  })
})

const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}
const contrast = (one: string, other: string): number => {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

describe('colours of people', () => {
  it.each([['light', ['#fbf9f5', '#fffefb']], ['dark', ['#191817', '#211f1d', '#201e1c']]] as const)('are eight, and readable on paper, on a sheet and on their wash (%s)', (scheme, papers) => {
    expect(new Set(PEOPLE_COLOURS[scheme].map(({ word }) => word)).size).toBe(8)
    for (const { word, wash } of PEOPLE_COLOURS[scheme]) for (const paper of [...papers, wash]) expect(contrast(word, paper)).toBeGreaterThanOrEqual(4.5)
  })

  it('stay with the first eight people in the order they came', () => {
    const suggestions = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`s${String(index)}`, { by: `人${String(index)}`, person: `p${String(index)}`, at: `2026-11-28T09:0${String(index)}:00Z` }]))
    const colours = coloursOf({ ...noNotes, suggestions })
    expect(new Set(colours.values()).size).toBe(8)
    const more = coloursOf({ ...noNotes, suggestions: { ...suggestions, x: { by: '新人', person: 'new', at: '2026-11-28T11:00:00Z' } } })
    for (const [person, colour] of colours) expect(more.get(person)).toBe(colour)
  })
})
