import { advance, advancePublished } from '../../../src-shared/review/advance'
import { plainAct, PROOF, SUBMISSION, type Actor, type Command } from '../../../src-shared/review/command'
import { decide } from '../../../src-shared/review/decide'
import type { Policy } from '../../../src-shared/review/policy'
import type { Decision, Standing } from '../../../src-shared/review/states'

export const STORY = '6f1c2a9e-4b7d-4c55-9e0a-2d8f3b1c7a10'
export const AT = '2026-05-04T08:00:00.000Z'
export const digest = (seed: number | string): string => Buffer.from(String(seed)).toString('hex').padEnd(64, '0').slice(-64)
export const actor = (id: string, role: Actor['role'] = 'editor', change: Partial<Actor> = {}): Actor => ({ id, role, key: digest(`key of ${id}`), ...change })

let events = 0
const NEW_REVISION: ReadonlySet<Decision> = new Set<Decision>(['submit', 'correct', 'revise'])

const stageOf = (decision: Decision, standing: Standing | null, policy: Policy): string =>
  decision === 'submit' || decision === 'correct' ? SUBMISSION : decision === 'proof' ? PROOF : (policy.stages[standing?.stage ?? 0]?.id ?? '')

/** A command as somebody would honestly give it, where the piece stands. */
export const commandFor = (standing: Standing | null, decision: Decision, policy: Policy, change: Partial<Command> = {}): Command => {
  const number = (standing?.revision.number ?? 0) + 1
  return {
    decision,
    story: STORY,
    stage: stageOf(decision, standing, policy),
    revision: NEW_REVISION.has(decision) ? { number, sha256: digest(`revision ${number}`) } : (standing?.revision ?? { number: 1, sha256: digest('none') }),
    reason: decision === 'submit' ? '' : '读过',
    previous: standing?.lastEvent ?? null,
    at: AT,
    ...plainAct,
    channel: standing?.channel ?? ['社会'],
    changes: decision === 'revise' ? ['text'] : [],
    pass: decision === 'proof' ? (standing?.proofs.length ?? 0) + 1 : null,
    ...change,
  }
}

/** Decides and, when allowed, advances: what window, desk and verifier do. A refusal is its code. */
export const act = (standing: Standing | null, by: Actor, decision: Decision, policy: Policy, change: Partial<Command> = {}): Standing | string => {
  const command = commandFor(standing, decision, policy, change)
  const allowed = decide(standing, command, by, policy)
  if (!allowed.ok) return allowed.code
  return advance(standing, { ...command, id: digest((events += 1)), person: by.id, key: by.key, policy: 'p' }, policy)
}

/** Where a piece stands after these acts; throws at the first that is refused. `published` is the desk's own. */
export const after = (policy: Policy, ...acts: ([Actor, Decision] | [Actor, Decision, Partial<Command>] | 'published')[]): Standing => {
  let standing: Standing | null = null
  for (const one of acts) {
    if (one === 'published') {
      standing = advancePublished(standing!, standing!.revision)
      continue
    }
    const next = act(standing, one[0], one[1], policy, one[2])
    if (typeof next === 'string') throw new Error(`${one[1]} by ${one[0].id}: ${next}`)
    standing = next
  }
  return standing!
}
