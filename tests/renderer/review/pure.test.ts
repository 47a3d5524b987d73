import { describe, expect, it } from 'vitest'

import { asksOf, decisionInput, missingOf } from '../../../src-renderer/review/decision-form'
import { dueState } from '../../../src-renderer/review/due'
import { gatesOf } from '../../../src-renderer/review/gates'
import { fallenBy } from '../../../src-renderer/review/signed-summary'
import { compareNews, mentionsOf } from '../../../src-renderer/review/news'
import { arrange, firstView, type QueueView } from '../../../src-renderer/review/queue-view'
import { firstComparison, revisionsOf } from '../../../src-renderer/review/revisions'
import { issueRows, proofRows, stageRows } from '../../../src-renderer/review/stage-rows'
import type { Piece } from '../../../src-shared/desk-api/pieces'
import type { Working } from '../../../src-shared/desk-api/working'
import { threeStagePolicy } from '../../../src-shared/review/policy'
import { noNotes } from '../../../src-shared/story/notes'
import { event, house, piece, story, storyId } from '../window/newsroom'

const [A, B, C] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)]
const idOf = (n: number): string => `30000000-0000-4000-8000-${String(n).padStart(12, '0')}`
let made = 0
const row = (headline: string, more: Partial<Piece> = {}, standing: Partial<Piece['standing']> = {}): Piece => {
  made += 1
  return { ...piece({ story: idOf(made), ...standing }), headline, ...more }
}
const view = (more: Partial<QueueView>): QueueView => ({ ...firstView, scope: 'all', ...more })
const names = (rows: readonly Piece[]): string[] => rows.map(({ headline }) => headline)

describe('the queue', () => {
  const rows = [
    row('River', { waitingSince: '2026-11-20T10:00:00Z', dueAt: null, characters: 50 }),
    row('Harbour', { waitingSince: '2026-11-21T10:00:00Z', dueAt: '2026-11-23T10:00:00Z', channel: ['City', 'Port'], characters: 900 }, { stage: 1 }),
    row('Night school', { waitingSince: '2026-11-19T10:00:00Z', dueAt: '2026-11-24T10:00:00Z', authorName: '林晓', claim: { person: 'zhao', name: '赵敏', since: '', until: '' } }),
  ]
  it.each([
    ['longest waiting first', view({}), ['Night school', 'River', 'Harbour']],
    ['soonest due first, those without a limit last', view({ order: 'due' }), ['Harbour', 'Night school', 'River']],
    ['newest first', view({ order: 'newest' }), ['Harbour', 'River', 'Night school']],
    ['by headline', view({ order: 'headline' }), ['Harbour', 'Night school', 'River']],
    ['longest first', view({ order: 'length' }), ['Harbour', 'Night school', 'River']],
    ['only one stage', view({ stage: 'second' }), ['Harbour']],
    ['a channel and all under it', view({ channel: ['City', 'Port'] }), ['Harbour']],
    ['every word, wherever it stands', view({ text: '林晓 night' }), ['Night school']],
    ['who has it in hand', view({ text: '赵敏' }), ['Night school']],
    ['nothing, where a word is nowhere', view({ text: 'river 赵敏' }), []],
  ])('shows %s', (_what, asked, shown) => {
    expect(names(arrange(rows, asked, house(threeStagePolicy)))).toEqual(shown)
  })

  it('narrows and orders ten thousand pieces in the blink of an eye', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => row(`Piece ${String(n)}`, { waitingSince: new Date(1_700_000_000_000 + ((n * 7919) % 10_000) * 1000).toISOString() }))
    const before = performance.now()
    expect(arrange(many, view({ text: 'piece 99', order: 'due' }), house(threeStagePolicy)).length).toBe(280)
    expect(performance.now() - before).toBeLessThan(2000)
  })

  it('says whether a limit is exceeded, near, or far', () => {
    const now = Date.parse('2026-11-28T08:00:00Z')
    expect(['2026-11-28T07:59:59Z', '2026-11-28T09:59:00Z', '2026-11-28T10:01:00Z'].map((at) => dueState(at, now))).toEqual(['over', 'soon', 'fine'])
  })
})

describe('revisions', () => {
  const events = [event({ decision: 'submit', revision: A }), event({ decision: 'return', revision: A }), event({ decision: 'submit', revision: B }), event({ decision: 'pass', revision: B }), event({ decision: 'revise', revision: C })]
  it('are numbered by the acts that brought them', () => {
    expect(revisionsOf(events).map(({ number, sha256 }) => [number, sha256])).toEqual([[1, A], [2, B], [3, C]])
  })
  const at = { current: C, revisions: revisionsOf(events), edited: false, seen: null, signed: null }
  it.each([
    ['what this person read last, at once', { ...at, seen: A }, { before: `rev:${A}`, after: `rev:${C}`, first: true }],
    ['the revision before, where they read this one', { ...at, seen: C }, { before: `rev:${B}`, after: `rev:${C}`, first: false }],
    ['the edits, where there are any', { ...at, seen: C, edited: true }, { before: `rev:${C}`, after: 'working', first: false }],
    ['what was signed, where the seal does not hold', { ...at, seen: A, signed: B }, { before: `rev:${B}`, after: `rev:${C}`, first: true }],
  ])('are compared with %s', (_what, given, sides) => {
    expect(firstComparison(given)).toEqual(sides)
  })
  it('of a piece with only one are not compared', () => {
    expect(firstComparison({ ...at, current: A, revisions: revisionsOf(events.slice(0, 1)) })).toBeNull()
  })
})

describe('stages', () => {
  const passed = event({ decision: 'pass', stage: 'first', name: '赵敏', person: 'zhao' })
  it('say who passed them, where the piece is and what is ahead', () => {
    expect(stageRows(threeStagePolicy, piece({ stage: 1 }).standing, [passed]).map(({ state, by }) => [state, by?.name])).toEqual([['passed', '赵敏'], ['here', undefined], ['ahead', undefined]])
  })
  it('that fell by an edit keep the name of who passed them once', () => {
    expect(stageRows(threeStagePolicy, piece({ stage: 0 }).standing, [passed])[0]).toMatchObject({ state: 'here', by: { name: '赵敏' } })
  })
  it('of a correction begin anew', () => {
    expect(stageRows(threeStagePolicy, piece({ stage: 0 }).standing, [passed, event({ decision: 'correct' })])[0]?.by).toBeNull()
  })
  it('list the proof passes that hold, the read-through last', () => {
    const proof = event({ decision: 'proof', pass: 1, person: 'li', name: '李' })
    const rows = proofRows(threeStagePolicy, piece({ proofs: [{ pass: 1, person: 'li', key: A, revision: A }] }).standing, [proof])
    expect(rows.map(({ pass, readThrough, by }) => [pass, readThrough, by?.name])).toEqual([[1, false, '李'], [2, false, undefined], [3, false, undefined], [4, true, undefined]])
  })
  it('keep issues with who raised and who closed them', () => {
    const rows = issueRows([event({ name: '赵敏', issues: [{ id: 'one', text: 'The date' }, { id: 'two', text: 'The name' }] }), event({ name: '陈', closes: ['one'] })])
    expect(rows.map(({ text, raised, closedBy }) => [text, raised.name, closedBy?.name])).toEqual([['The date', '赵敏', '陈'], ['The name', '赵敏', undefined]])
  })
})

const paragraph = (text: string, marks?: { type: string; attrs: Record<string, unknown> }[]) => ({ type: 'doc', content: [{ type: 'paragraph', attrs: { blockId: 'p1' }, content: [{ type: 'text', text, ...(marks && { marks }) }] }] })
const working = (more: Partial<Working> = {}): Working => ({ story, notes: noNotes, conflicts: [], base: A, generation: 3, at: '', by: '', ...more })

describe('gates', () => {
  it('count suggestions of words and fields, conflicts, proofs, issues and comments, and say which stop it', () => {
    const open = working({
      story: { ...story, body: paragraph('night', [{ type: 'insertion', attrs: { id: 's1' } }]) },
      notes: { threads: [{ id: 't', quote: '', resolvedAt: null, remarks: [{ id: 'r', by: '赵敏', at: '', text: 'x' }] }], suggestions: {}, fields: [{ id: 'f', field: 'headline', was: 'a', value: 'b', by: '赵敏', at: '' }] },
      conflicts: [{ kind: 'field', id: 'c', place: { field: 'headline' }, base: {}, mine: {}, theirs: {} }],
    })
    const at = piece({ stage: 2, issues: [{ id: 'i', stage: 'first', person: 'zhao', open: true }, { id: 'j', stage: 'first', person: 'zhao', open: false }] }).standing
    expect(gatesOf(at, threeStagePolicy, open)).toEqual([
      { kind: 'conflicts', count: 1, stops: true }, { kind: 'suggestions', count: 2, stops: true }, { kind: 'proofs', count: 4, stops: true }, { kind: 'issues', count: 1, stops: true }, { kind: 'comments', count: 1, stops: true },
    ])
  })
  it('are none before the first stage of an unedited piece', () => {
    expect(gatesOf(piece().standing, threeStagePolicy, null)).toEqual([])
  })
})

describe('edits at the desk', () => {
  it('make fall what the policy says for what they touch', () => {
    const proofread = piece({ proofs: [{ pass: 1, person: 'li', key: A, revision: A }] }).standing
    expect(fallenBy(['byline'], threeStagePolicy, proofread)).toEqual({ approvals: false, proofs: false })
    expect(fallenBy(['byline', 'headline'], threeStagePolicy, proofread)).toEqual({ approvals: false, proofs: true })
    expect(fallenBy(['headline'], threeStagePolicy, piece().standing)).toEqual({ approvals: false, proofs: false })
  })
})

describe('a decision', () => {
  const filled = { reason: ' Fine. ', issues: [{ id: 'i', text: ' Check ' }, { id: 'j', text: '  ' }], closes: ['k'], delegation: null, passphrase: 'secret' }
  it('is asked for as the desk reads it: trimmed, without empty issues, and with the passphrase only where it was asked', () => {
    expect(decisionInput('pass', piece().standing, filled, 7, false)).toEqual({ id: storyId, decision: 'pass', reason: 'Fine.', issues: [{ id: 'i', text: 'Check' }], closes: ['k'], pass: null, delegation: null, seen: piece().standing.revision.sha256, working: 7, passphrase: null })
    expect(decisionInput('proof', piece({ proofs: [{ pass: 1, person: 'x', key: A, revision: A }] }).standing, filled, null, true)).toMatchObject({ pass: 2, passphrase: 'secret' })
  })
  it('wants a reason to stop a piece, a report where the stage asks for one, and every issue closed where it closes them', () => {
    const first = piece().standing
    expect((['return', 'hold', 'spike', 'pass'] as const).map((act) => missingOf(asksOf(act, first, threeStagePolicy), { reason: ' ', closes: [] }, 0))).toEqual(['reason', 'reason', 'reason', 'reason'])
    expect(missingOf(asksOf('release', first, threeStagePolicy), { reason: '', closes: [] }, 0)).toBeNull()
    const second = asksOf('pass', piece({ stage: 1 }).standing, threeStagePolicy)
    expect([missingOf(second, { reason: '', closes: ['a'] }, 2), missingOf(second, { reason: '', closes: ['a', 'b'] }, 2)]).toEqual(['issues', null])
  })
})

describe('news of the desk', () => {
  const context = { person: 'zhao', waits: ({ standing }: Piece) => standing.state === 'inReview' && standing.stage === 0 }
  const known = (...pieces: Piece[]) => new Map(pieces.map((each) => [each.standing.story, each]))
  const other = { person: 'li', name: '李', since: '', until: '' }
  it('are none when the window first looks', () => {
    expect(compareNews(null, known(row('Old')), context)).toEqual([])
  })
  it('tell that a piece came to a stage one can take, once', () => {
    const fresh = row('Fresh')
    expect(compareNews(new Map(), known(fresh), context)).toEqual([{ kind: 'waits', story: fresh.standing.story, headline: 'Fresh' }])
    expect(compareNews(known(fresh), known(fresh), context)).toEqual([])
    expect(compareNews(known(fresh), known({ ...fresh, edited: true }), context)).toEqual([])
  })
  it.each(['returned', 'signedOff', 'spiked', 'held'] as const)('tell an author that their piece is %s', (state) => {
    const own = row('Own', {}, { author: 'zhao' })
    const after = { ...own, standing: { ...own.standing, state, lastEvent: B } }
    expect(compareNews(known(own), known(after), context)).toMatchObject([{ kind: state, headline: 'Own' }])
    expect(compareNews(known(own), known(after), { ...context, person: 'wu' }).filter(({ kind }) => kind === state)).toEqual([])
  })
  it('tell that a claim was taken over, not that it was given back', () => {
    const claimed = row('Claimed', { claim: { person: 'zhao', name: '赵敏', since: '', until: '' } })
    expect(compareNews(known(claimed), known({ ...claimed, claim: other }), context)).toEqual([{ kind: 'takenOver', story: claimed.standing.story, headline: 'Claimed', name: '李' }])
    expect(compareNews(known(claimed), known({ ...claimed, claim: null }), context)).toEqual([])
  })
  it('find who calls on a person, and not the person themselves', () => {
    const remark = (id: string, person: string, mentions: string[]) => ({ id, by: person, person, at: '', text: '', mentions })
    const notes = { ...noNotes, threads: [{ id: 't', quote: '', resolvedAt: null, remarks: [remark('1', 'li', ['zhao']), remark('2', 'zhao', ['zhao']), remark('3', 'wu', ['li'])] }] }
    expect([...mentionsOf(notes, { id: 'zhao', name: '赵敏' })]).toEqual([['1', 'li']])
  })
})
