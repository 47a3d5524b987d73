import type { Input, Output } from '../../src-shared/bridge/contract'
import type { DeskRow } from '../../src-shared/bridge/desk'
import type { Piece } from '../../src-shared/desk-api/pieces'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { decideOnPiece, type DecisionMade } from '../workstation/decide-piece'
import { actIds, type CarriedPiece } from '../workstation/kept-carried'
import { isAway } from '../workstation/reach'
import { readPiece, readRevision, storyFrom } from '../workstation/read-piece'
import { askingOf, type Tools } from './asking'
import { liveHandlers } from './live-handlers'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine =
  | 'desk.pieces' | 'desk.piece' | 'desk.revision' | 'desk.seen' | 'desk.decide' | 'desk.claim' | 'desk.release'
  | 'desk.working' | 'desk.saveWorking' | 'desk.keptWorkings' | 'desk.keptWorking'

/** The states in which a piece that came in a file stands among the desk's. */
const SCOPES: Readonly<Record<Input<'desk.pieces'>['scope'], ReadonlySet<string>>> = { mine: new Set(), queue: new Set(['inReview']), cleared: new Set(['signedOff']), stopped: new Set(['held', 'spiked']), out: new Set() }

/** The desk's rows and those of pieces that came in files; of one that is both, the desk's where it was just heard. */
const withHanded = (rows: readonly Piece[], handed: readonly CarriedPiece[], fresh: boolean): DeskRow[] => {
  const listed = new Set(rows.map(({ standing }) => standing.story))
  const rest = handed.filter(({ dossier: { piece } }) => !fresh || !listed.has(piece.standing.story))
  const replaced = new Set(rest.map(({ dossier: { piece } }) => piece.standing.story))
  return [...rows.filter(({ standing }) => !replaced.has(standing.story)).map((row) => ({ ...row, carried: null })), ...rest.map(({ dossier: { piece }, from: { name, note, at } }) => ({ ...piece, carried: { name, note, at } }))]
}

/** Reading, editing and deciding on pieces at the desk. */
export const reviewHandlers = (parts: Parts): Pick<Handlers, Mine> & ReturnType<typeof liveHandlers> => {
  const { asked, withTools, withLists, credential, confirm } = askingOf(parts)
  /** What was signed with the desk away waits in the outbox. */
  const queue = async (made: DecisionMade & { state: 'signed' }, asking: { id: string; decision: Input<'desk.decide'>['decision'] }, { profile, health, person, at }: Tools): Promise<Outcome<Output<'desk.decide'>>> => {
    if (asking.decision === 'revise') return failed('desk-unreachable', 'An edit at the desk needs the desk.')
    const { id, envelope } = made.signed
    const entry = await profile.outbox.add({ kind: 'act', id, person: person.id, story: asking.id, headline: made.headline, decision: asking.decision, desk: health.desk.key, envelope, revision: made.revision, queuedAt: at })
    if (!entry.ok) return entry
    parts.emit({ type: 'outboxChanged' })
    return ok({ state: 'waiting', entry: entry.value })
  }
  /** What waits on a piece and is not part of what is read here: one's own acts, and others' that went another way. */
  const signedAlready = async (id: string, { profile, health }: Tools): Promise<boolean> => {
    const carried = await profile.pieces.carried.read(id, health.desk.key)
    const read = new Set(carried ? actIds(carried.dossier) : [])
    return profile.outbox.list().some((entry) => entry.story === id && !read.has(entry.id))
  }
  return {
    ...liveHandlers(parts, withTools),
    'desk.pieces': ({ scope }) =>
      withTools(async ({ profile, health }) => {
        const answer = await asked(parts.client().call('pieces', { query: { scope } }))
        const list = { desk: health.desk.key, scope }
        if (answer.ok) await profile.pieces.keepList(list, answer.value).catch(() => undefined)
        if (!answer.ok && !isAway(answer.code)) return answer
        const known = answer.ok ? answer.value : await profile.pieces.list(list)
        const handed = (await profile.pieces.carried.all(health.desk.key)).filter(({ dossier: { piece } }) => SCOPES[scope].has(piece.standing.state))
        if (!answer.ok && !known && handed.length === 0) return answer
        return ok(withHanded(known ?? [], handed, answer.ok))
      }),
    'desk.piece': ({ id }) => withTools(({ reading }) => asked(readPiece(id, reading))),
    'desk.revision': ({ id, sha256 }) =>
      withTools(async ({ reading }) => {
        const bytes = await asked(readRevision(id, sha256, reading))
        return bytes.ok ? storyFrom(bytes.value) : bytes
      }),
    'desk.seen': ({ id, sha256 }) =>
      withTools(async ({ profile }) => {
        await profile.pieces.see(id, sha256)
        return ok(null)
      }),
    'desk.decide': ({ passphrase, ...asking }) =>
      withTools(async (tools) => {
        // Two acts signed on one state of a piece: the second could only be refused.
        if (await signedAlready(asking.id, tools)) return failed('decision-waiting', 'Something you signed on this piece is still waiting to be sent.')
        // A sign-off asks for the key each time, even in an open session.
        const confirmed = asking.decision === 'signOff' ? await confirm(tools.person.id, passphrase) : ok(null)
        if (!confirmed.ok) return confirmed
        const made = await asked(decideOnPiece(asking, { ...(await withLists(tools)), ...tools.reading, credential: () => credential(tools) }))
        if (!made.ok) return made
        return made.value.state === 'taken' ? ok(made.value) : queue(made.value, asking, tools)
      }),
    'desk.claim': ({ id, takeOver }) => asked(parts.client().call('claim', { params: { story: id }, body: { takeOver } })),
    'desk.release': ({ id }) => asked(parts.client().call('release', { params: { story: id } })),
    'desk.working': ({ id }) => withTools(({ working }) => asked(parts.working.read(id, working))),
    'desk.saveWorking': ({ id, ...edited }) => withTools(({ working }) => asked(parts.working.save(id, edited, working))),
    'desk.keptWorkings': ({ id }) => withTools(({ working }) => asked(parts.working.kept(id, working))),
    'desk.keptWorking': ({ id, kept }) => withTools(({ working }) => asked(parts.working.keptOne(id, kept, working))),
  }
}
