// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { failed, ok } from '../../../src-shared/outcome'
import { EVERYTHING, type DestinationInfo } from '../../../src-shared/publication/destination'
import { oneStagePolicy, threeStagePolicy, type Policy } from '../../../src-shared/review/policy'
import { event, people, piece, revision, story, storyId } from '../window/newsroom'
import { button, isUsable, leave, openPiece, press, read } from './at-desk'

afterEach(leave)

const newsroom = (policy: Policy, destinations: DestinationInfo[] = []) => ({ newsroom: { name: 'Han River Daily', policy, destinations, live: false } })
const taken = () => ok({ state: 'taken', piece: piece() })
const older = 'b'.repeat(64)
const plain = { reason: '', issues: [], closes: [], pass: null, delegation: null, seen: revision, working: null, passphrase: null }

describe('signing off', () => {
  it('shows exactly what is signed, asks for the key, and names the revision that was read', async () => {
    const host = openPiece(read(), { 'desk.decide': taken })
    fireEvent.click(await button('Sign off'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Sign off' }))
    expect(dialog.getByText('9f3c 1b77 e0d4')).toBeTruthy()
    expect(dialog.getByText('赵敏')).toBeTruthy()
    const sign = dialog.getByRole('button', { name: 'Sign off' })
    expect(sign).toHaveProperty('disabled', true)
    fireEvent.change(dialog.getByLabelText('Passphrase of your key'), { target: { value: 'correct horse' } })
    fireEvent.click(sign)
    await waitFor(() => expect(host.inputs('desk.decide')).toEqual([{ ...plain, id: storyId, decision: 'signOff', passphrase: 'correct horse' }]))
  })

  it('asks for no passphrase where the keychain keeps the key', async () => {
    const host = openPiece(read(), { 'desk.decide': taken }, { keychain: true })
    fireEvent.click(await button('Sign off'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Sign off' }))
    expect(dialog.queryByLabelText('Passphrase of your key')).toBeNull()
    fireEvent.click(dialog.getByRole('button', { name: 'Sign off' }))
    await waitFor(() => expect(host.inputs('desk.decide')).toMatchObject([{ passphrase: null }]))
  })

  it('says that edits become a revision first and what falls by them, and signs that generation', async () => {
    const working = { story: { ...story, headline: 'Night school by the bridge' }, notes: { threads: [], suggestions: {} }, conflicts: [], base: revision, generation: 4, at: '', by: '', unsent: false, asOf: null }
    const proofs = [1, 2, 3, 4].map((pass) => ({ pass, person: `p${String(pass)}`, key: older, revision }))
    const host = openPiece(read({ ...piece({ stage: 2, proofs }), edited: true }), { 'desk.working': () => ok(working), 'desk.decide': taken }, { ...newsroom(threeStagePolicy), keychain: true, person: { ...people.editor, role: 'chief' } })
    await waitFor(() => expect(host.inputs('desk.working')).not.toEqual([]))
    fireEvent.click(await button('Sign off'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Sign off' }))
    expect(await dialog.findByText('First the edits become revision 2')).toBeTruthy()
    expect(dialog.getByText(/every proof pass done so far falls/)).toBeTruthy()
    expect(dialog.getByText('Night school by the bridge')).toBeTruthy()
    fireEvent.click(dialog.getByRole('button', { name: 'Sign off' }))
    await waitFor(() => expect(host.inputs('desk.decide')).toMatchObject([{ working: 4, seen: revision }]))
  })

  it('is stopped by suggestions nobody decided, which the dialog lists', async () => {
    const body = { type: 'doc', content: [{ type: 'paragraph', attrs: { blockId: 'a' }, content: [{ type: 'text', text: 'new', marks: [{ type: 'insertion', attrs: { id: 's' } }] }] }] }
    const working = { story: { ...story, body }, notes: { threads: [], suggestions: {} }, conflicts: [], base: revision, generation: 1, at: '', by: '', unsent: false, asOf: null }
    openPiece(read({ ...piece(), edited: true }), { 'desk.working': () => ok(working) }, { keychain: true })
    expect(await screen.findByRole('button', { name: /1 suggestion to decide/ })).toBeTruthy()
    fireEvent.click(await button('Sign off'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Sign off' }))
    expect(dialog.getByText('To be settled first:')).toBeTruthy()
    expect(dialog.getByRole('button', { name: 'Sign off' })).toHaveProperty('disabled', true)
  })

  it('keeps the dialog open with the reason where the desk refuses', async () => {
    openPiece(read(), { 'desk.decide': () => failed('stale', 'no') }, { keychain: true })
    fireEvent.click(await button('Sign off'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Sign off' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Sign off' }))
    expect((await dialog.findByRole('alert')).textContent).toContain('Something happened to the piece')
  })
})

describe('returning', () => {
  it('is not done without a reason, and carries the issues it raises', async () => {
    const host = openPiece(read(), { 'desk.decide': taken })
    fireEvent.click(await button('Return'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Return for revision' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Return' }))
    await dialog.findByText(/Say what should be done/)
    expect(host.inputs('desk.decide')).toEqual([])
    fireEvent.change(dialog.getByLabelText('What the author should do'), { target: { value: 'Check the figures.' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Add an issue' }))
    fireEvent.change(dialog.getByLabelText('Issue 1'), { target: { value: 'The year of the flood' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Return' }))
    await waitFor(() => expect(host.inputs('desk.decide')).toMatchObject([{ decision: 'return', reason: 'Check the figures.', issues: [{ text: 'The year of the flood' }], working: null }]))
  })
})

describe('passing', () => {
  const issue = event({ decision: 'pass', stage: 'first', name: '李', issues: [{ id: 'one', text: 'Whose figure is this?' }] })
  const second = piece({ stage: 1, issues: [{ id: 'one', stage: 'first', person: 'li', open: true }] })

  it('needs every open issue closed where the stage closes them', async () => {
    const host = openPiece(read(second, [issue]), { 'desk.decide': taken }, newsroom(threeStagePolicy))
    fireEvent.click(await button('Pass'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Pass Second review' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Pass' }))
    await dialog.findByText(/Some issues are still open/)
    fireEvent.click(dialog.getByRole('checkbox', { name: /Whose figure/ }))
    fireEvent.click(dialog.getByRole('button', { name: 'Pass' }))
    await waitFor(() => expect(host.inputs('desk.decide')).toMatchObject([{ decision: 'pass', closes: ['one'] }]))
  })

  it('names under whose delegation it is done', async () => {
    const delegation = { id: older, from: 'chen', to: 'x', role: 'chief', channel: [], stages: [], notBefore: '2020-01-01T00:00:00Z', notAfter: '2100-01-01T00:00:00Z' }
    const host = openPiece(read(piece({ stage: 2 })), {
      'desk.decide': taken,
      'desk.delegations': () => ok([{ delegation: { ...delegation, to: host.who.id }, fromName: '陈总', toName: '赵敏', reason: 'leave', at: '2026-11-01T00:00:00Z', endedAt: null, envelope: event().envelope }]),
    }, newsroom(threeStagePolicy))
    await waitFor(() => expect(isUsable(screen.getByRole('button', { name: 'Return' }))).toBe(true))
    fireEvent.click(screen.getByRole('button', { name: 'Return' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Return for revision' }))
    expect(dialog.getByRole<HTMLInputElement>('combobox', { name: 'In whose name' }).value).toContain('陈总')
    fireEvent.change(dialog.getByLabelText('What the author should do'), { target: { value: 'Shorten.' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Return' }))
    await waitFor(() => expect(host.inputs('desk.decide')).toMatchObject([{ delegation: older }]))
  })

  it('records the proof pass that is next', async () => {
    const host = openPiece(read(piece({ proofs: [{ pass: 1, person: 'li', key: older, revision }] })), { 'desk.decide': taken }, newsroom(threeStagePolicy))
    fireEvent.click(await button('Second proof'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Second proof done' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Second proof' }))
    await waitFor(() => expect(host.inputs('desk.decide')).toMatchObject([{ decision: 'proof', pass: 2 }]))
  })
})

describe('a piece that cannot be decided', () => {
  it('of one’s own says why on every button', async () => {
    const host = openPiece(read(piece()), { 'desk.piece': () => ok(read(piece({ author: host.who.id }))) })
    const bar = within(await screen.findByRole('region', { name: 'Decision' }))
    expect(bar.getAllByText(/This is your own piece/).length).toBeGreaterThan(1)
    for (const each of bar.getAllByRole('button')) expect(isUsable(each)).toBe(false)
    fireEvent.click(bar.getByRole('button', { name: 'Return' }))
    press('r')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('acted on at another stage says so', async () => {
    const host = openPiece(read(), { 'desk.piece': () => ok(read(piece({ stage: 1, acted: [{ stage: 'first', person: host.who.id, key: older, revision }] }))) }, newsroom(threeStagePolicy))
    const bar = within(await screen.findByRole('region', { name: 'Decision' }))
    expect(bar.getAllByText(/You already reviewed this piece/).length).toBeGreaterThan(0)
    expect(isUsable(bar.getByRole('button', { name: 'Pass' }))).toBe(false)
    expect(isUsable(bar.getByRole('button', { name: 'First proof' }))).toBe(true)
  })

  it('with a broken seal can be returned, neither passed nor signed, and shows what differs from what was signed', async () => {
    const host = openPiece(read(piece(), [], { seal: { holds: false, code: 'story-altered', message: 'm', signed: older } }), { 'desk.revision': () => ok({ ...story, headline: 'Night school by the lake' }) })
    expect(await screen.findByText(/not the one that was signed/)).toBeTruthy()
    expect(isUsable(await button('Return'))).toBe(true)
    expect(isUsable(await button('Sign off'))).toBe(false)
    await waitFor(() => expect([...document.querySelectorAll('del')].some(({ textContent }) => textContent.includes('lake'))).toBe(true))
    expect(host.inputs('desk.revision')).toEqual([{ id: storyId, sha256: older }])
  })
})

describe('a piece read before', () => {
  const events = [event({ decision: 'submit', revision: older }), event({ decision: 'return', stage: 'final', revision: older, reason: 'Shorter' }), event({ decision: 'submit', revision })]

  it('opens as a redline against the revision this person read last', async () => {
    openPiece(read(piece(), events, { seen: older }), { 'desk.revision': () => ok({ ...story, headline: 'Day school by the river' }) })
    expect(await screen.findByRole('region', { name: 'Changes' })).toBeTruthy()
    await waitFor(() => expect(document.querySelector('h1 del, [data-stop] del')?.textContent).toContain('Day'))
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Older side' }).value).toBe(`rev:${older}`)
  })

  it('opens as a page where nothing is new, and says that it was read', async () => {
    const host = openPiece(read(piece(), events, { seen: revision }))
    expect(await screen.findByRole('region', { name: 'The piece' })).toBeTruthy()
    await waitFor(() => expect(host.inputs('desk.seen')).toEqual([{ id: storyId, sha256: revision }]))
    press('2')
    expect(await screen.findByRole('region', { name: 'Changes' })).toBeTruthy()
  })
})

describe('a claim', () => {
  const claim = { person: 'li', name: '李', since: '2026-11-22T10:00:00Z', until: '2100-01-01T00:00:00Z' }
  it('of somebody else is said, and taken over only after it is said what happens', async () => {
    const host = openPiece(read({ ...piece(), claim }), { 'desk.claim': () => ok(claim) })
    expect(await screen.findByText('李 has it in hand')).toBeTruthy()
    expect(isUsable(await button('Return'))).toBe(false)
    expect(isUsable(await button('Hold'))).toBe(true)
    fireEvent.click(await button('Take over'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Take over from 李?' }))
    expect(dialog.getByText(/is kept as a version/)).toBeTruthy()
    expect(host.inputs('desk.claim')).toEqual([])
    fireEvent.click(dialog.getByRole('button', { name: 'Take over' }))
    await waitFor(() => expect(host.inputs('desk.claim')).toEqual([{ id: storyId, takeOver: true }]))
  })
  it('is taken with a key and given back', async () => {
    let own: typeof claim | null = null
    const host = openPiece(read(), {
      'desk.piece': () => ok(read({ ...piece(), claim: own })),
      'desk.claim': () => { own = { ...claim, person: host.who.id }; return ok(own) },
      'desk.release': () => { own = null; return ok(null) },
    })
    await button('Claim')
    press('c')
    fireEvent.click(await button('Release'))
    await waitFor(() => expect(host.inputs('desk.release')).toEqual([{ id: storyId }]))
    await button('Claim')
  })
})

describe('a desk that is away', () => {
  const entry = { id: 'c'.repeat(64), story: storyId, headline: 'Night school', decision: 'signOff', signedBy: '', queuedAt: '2026-11-22T10:00:00Z', state: 'waiting', attempts: 1, nextAt: null, code: '', message: '', sent: 0, total: 0 }
  const offline = { connection: { state: 'offline', address: 'https://desk.example.org', waiting: 0, code: '' }, keychain: true } as const

  it('says before and after that a decision waits', async () => {
    let waiting: unknown[] = []
    openPiece(read(piece(), [], { asOf: '2026-11-22T10:00:00Z' }), { 'outbox.list': () => ok(waiting), 'desk.decide': () => { waiting = [entry]; return ok({ state: 'waiting', entry }) } }, offline)
    expect((await screen.findByRole('region', { name: 'Decision' })).textContent).toContain('the decision is signed here, waits')
    expect(screen.getByText(/This is how things stood at/)).toBeTruthy()
    fireEvent.click(await button('Sign off'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Sign off' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Sign off' }))
    expect(await screen.findByText('Your decision (Sign off) is signed and waits for the desk.')).toBeTruthy()
    expect(isUsable(await button('Return'))).toBe(false)
  })

  it('shows what it refused, why, and the way out', async () => {
    const host = openPiece(read(), { 'outbox.list': () => ok([{ ...entry, state: 'parked', code: 'stale', message: 'm' }]), 'outbox.withdraw': () => ok(null) })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The desk refused your decision (Sign off).')
    expect(alert.textContent).toContain('Read it again, then decide')
    fireEvent.click(within(alert).getByRole('button', { name: 'Withdraw it' }))
    await waitFor(() => expect(host.inputs('outbox.withdraw')).toEqual([{ id: entry.id }]))
  })
})

describe('the trail', () => {
  it('names acts done for somebody else, proof passes, issues, and keys that were revoked since', async () => {
    const given = read(piece(), [event({ decision: 'proof', stage: 'proof', pass: 1, name: '李', behalf: '陈总', issues: [{ id: 'x', text: 'A comma' }] })])
    given.dossier.keys = [{ id: 'a'.repeat(64), person: 'li', name: '李', role: 'editor', publicKey: '', revokedAt: '2026-11-25T00:00:00Z' }]
    openPiece(given)
    fireEvent.click(await screen.findByRole('tab', { name: 'Audit trail' }))
    const chain = within(await screen.findByRole('region', { name: 'Audit trail' }))
    for (const words of ['on behalf of 陈总', 'A comma', /This key was revoked at/]) expect(chain.getByText(words)).toBeTruthy()
    expect(chain.getByText('李').parentElement?.textContent).toContain('Read-through')
  })

  it('is on the sheet to be printed, with every stage', async () => {
    openPiece(read(piece(), [event({ name: '刘强' })]), {}, newsroom(threeStagePolicy))
    await screen.findByRole('region', { name: 'The piece' })
    const sheet = document.querySelector('[data-review-sheet]')
    expect(sheet?.textContent).toContain('Review sheet')
    for (const words of ['First review', 'Final review', 'Read-through', '刘强', revision]) expect(sheet?.textContent).toContain(words)
  })

  it('says on that sheet where it was published and taken down, by name where the newsroom still has the destination', async () => {
    const sent = (destination: string, more: Parameters<typeof event>[0] = {}) => event({ decision: 'published', stage: '', name: '刘强', destination, ...more })
    openPiece(read(piece(), [event(), sent('site'), sent('gone'), sent('site', { decision: 'takenDown', reason: 'Court order' })]), {}, newsroom(oneStagePolicy, [{ id: 'site', name: 'Harbour News', kind: 'site', address: '', carries: EVERYTHING }]))
    await screen.findByRole('region', { name: 'The piece' })
    const acts = [...document.querySelectorAll('[data-review-sheet] table:last-of-type tbody tr')].map((row) => row.children[1]?.textContent)
    expect(acts.slice(1)).toEqual(['publishedHarbour News', 'publishedgone', 'taken downHarbour News'])
  })
})
