import type { Input, Output } from '../../src-shared/bridge/contract'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { decideOnPiece, type DecisionMade } from '../workstation/decide-piece'
import { isAway } from '../workstation/reach'
import { readPiece, readRevision, storyFrom } from '../workstation/read-piece'
import { askingOf, type Tools } from './asking'
import { liveHandlers } from './live-handlers'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine =
  | 'desk.pieces' | 'desk.piece' | 'desk.revision' | 'desk.seen' | 'desk.decide' | 'desk.claim' | 'desk.release'
  | 'desk.working' | 'desk.saveWorking' | 'desk.keptWorkings' | 'desk.keptWorking'

/** Reading, editing and deciding on pieces at the desk. */
export const reviewHandlers = (parts: Parts): Pick<Handlers, Mine> & ReturnType<typeof liveHandlers> => {
  const { asked, withTools, credential, confirm } = askingOf(parts)
  /** What was signed with the desk away waits in the outbox. */
  const queue = async (made: DecisionMade & { state: 'signed' }, asking: { id: string; decision: Input<'desk.decide'>['decision'] }, { profile, health, person, at }: Tools): Promise<Outcome<Output<'desk.decide'>>> => {
    if (asking.decision === 'revise') return failed('desk-unreachable', 'An edit at the desk needs the desk.')
    const { id, envelope } = made.signed
    const entry = await profile.outbox.add({ kind: 'act', id, person: person.id, story: asking.id, headline: made.headline, decision: asking.decision, desk: health.desk.key, envelope, revision: made.revision, queuedAt: at })
    if (!entry.ok) return entry
    parts.emit({ type: 'outboxChanged' })
    return ok({ state: 'waiting', entry: entry.value })
  }
  return {
    ...liveHandlers(parts, withTools),
    'desk.pieces': ({ scope }) =>
      withTools(async ({ profile, health }) => {
        const answer = await asked(parts.client().call('pieces', { query: { scope } }))
        const list = { desk: health.desk.key, scope }
        if (answer.ok) await profile.pieces.keepList(list, answer.value).catch(() => undefined)
        if (answer.ok || !isAway(answer.code)) return answer
        const known = await profile.pieces.list(list)
        return known ? ok(known) : answer
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
        if (tools.profile.outbox.list().some(({ story }) => story === asking.id)) return failed('decision-waiting', 'Something you signed on this piece is still waiting to be sent.')
        // A sign-off asks for the key each time, even in an open session.
        const confirmed = asking.decision === 'signOff' ? await confirm(tools.person.id, passphrase) : ok(null)
        if (!confirmed.ok) return confirmed
        const made = await asked(decideOnPiece(asking, { ...tools, ...tools.reading, credential: () => credential(tools) }))
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
