import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { decisionSchema, type Decision } from '../../../../src-shared/review/states'
import type { NewReviewStatement } from '../../../../src-shared/signoff/statement'
import { codeOf, type Member } from '../newsroom'
import { openCast, reworded, type Cast, type Made } from './cast'
import { ACTS, OWN, STANDS, WHO, type Stands, type Who } from './may'

/** Who signs: nobody without an account does, and who is gone keeps a key. */
type Signer = Exclude<Who, 'nobody'>
const SIGNERS = WHO.filter((who): who is Signer => who !== 'nobody')
type Whose = 'other' | 'own' | 'coauthored'

/** Refusals that say who, where or when: any other would mean that the request was badly made, and that nothing was tried. */
const RULES: readonly string[] = [
  'not-signed-in', 'not-allowed', 'own-piece', 'not-author', 'role-lacking', 'already-submitted', 'not-signed-off', 'not-in-review', 'piece-held', 'piece-spiked', 'piece-live',
  'wrong-stage', 'final-stage', 'not-final-stage', 'proofs-missing', 'proofs-done', 'delegation-elsewhere', 'delegation-others',
]

let cast: Cast
/** The pieces tried on: made anew once something was allowed. */
const pieces = new Map<string, Made>()
let words = 0

const pieceFor = async (who: Signer, whose: Whose, stands: Stands): Promise<Made> => {
  const key = `${whose === 'other' ? '' : who} ${whose} ${stands}`
  const made = pieces.get(key) ?? (await cast.bring(stands, whose === 'own' ? cast.members[who] : cast.author, whose === 'coauthored' ? cast.members[who] : null))
  pieces.set(key, made)
  return made
}

/** Does the act as well as it can be done: signed by who does it, with everything the policy asks of it said. Answers its code. */
const tried = async (who: Signer, decision: Decision, whose: Whose, stands: Stands): Promise<string> => {
  const made = await pieceFor(who, whose, stands)
  const member: Member = cast.members[who]
  const act: Partial<NewReviewStatement> = { decision, reason: '有理由。', delegation: who === 'lent' && decision !== 'submit' && whose !== 'own' ? cast.loan : null }
  const next = reworded(made.story, `桥通了，第${String((words += 1))}个人来看。`)
  const once = async (): Promise<string> => {
    if (decision === 'revise') return codeOf(await cast.room.reviseAnd(member, next, made.standing, { ...act, changes: ['text'] }))
    return codeOf(await (decision === 'submit' || decision === 'correct' ? cast.room.submit(member, next, made.standing, act) : cast.room.review(member, made.story, made.standing, act)))
  }
  let code = await once()
  // Only what was allowed asks for its bytes.
  if (code === 'revision-not-uploaded') {
    await cast.room.upload(member, next)
    code = await once()
  }
  if (code === 'ok') for (const [key, kept] of pieces) if (kept === made) pieces.delete(key)
  return code
}

beforeAll(async () => {
  cast = await openCast()
  // Their own are made while they can still hand in.
  for (const stands of STANDS) for (const who of ['gone', 'former'] as const) await pieceFor(who, 'own', stands)
  await pieceFor('former', 'coauthored', 'corrected')
  await cast.settle()
})
afterAll(() => cast.close())

describe('every act is taken from exactly whom the policy names, wherever a piece stands', () => {
  const compare = async (decision: Decision, cases: readonly [Signer, Whose, Stands][], may: (who: Signer, stands: Stands) => boolean): Promise<void> => {
    const [got, expected, odd]: [string[], string[], string[]] = [[], [], []]
    for (const [who, whose, stands] of cases) {
      const cell = `${who}, ${stands}`
      const code = await tried(who, decision, whose, stands)
      if (code === 'ok') got.push(cell)
      else if (!RULES.includes(code)) odd.push(`${cell}: ${code}`)
      if (may(who, stands)) expected.push(cell)
    }
    expect({ got, odd }).toEqual({ got: expected, odd: [] })
  }
  const everywhere = (whose: Whose, signers = SIGNERS) => signers.flatMap((who) => STANDS.map((stands): [Signer, Whose, Stands] => [who, whose, stands]))

  it.each(decisionSchema.options)('%s, on another\'s piece', (decision) => compare(decision, everywhere('other'), (who, stands) => ACTS[decision].some((row) => row.stands.includes(stands) && row.who.includes(who))))

  it.each(decisionSchema.options)('%s, on one\'s own', (decision) => compare(decision, everywhere('own', ['reporter', 'inside', 'chief', 'former', 'gone']), (who, stands) => who !== 'gone' && (OWN[decision] ?? []).includes(stands)))

  it.each(decisionSchema.options)('%s, on a piece one put words into: by nobody', (decision) =>
    compare(decision, (['inside', 'editor', 'chief', 'admin', 'former'] as const).map((who): [Signer, Whose, Stands] => [who, 'coauthored', 'corrected']), () => false))

  it('and nobody takes their own piece in hand, nor one they put words into', async () => {
    for (const who of ['inside', 'editor', 'chief', 'admin'] as const)
      for (const whose of ['own', 'coauthored'] as const) {
        const { story } = await pieceFor(who, whose, whose === 'own' ? 'first' : 'corrected')
        expect(codeOf(await cast.members[who].client.call('claim', { params: { story: story.id }, body: { takeOver: true } })), `${who} ${whose}`).toBe('own-piece')
      }
  })

  it('nor is anything but a signed-off piece published, by anybody', async () => {
    for (const who of ['editor', 'chief', 'admin'] as const)
      for (const stands of STANDS) {
        const { story } = await pieceFor(who, 'other', stands)
        const code = codeOf(await cast.members[who].client.call('publish', { params: { story: story.id }, body: { destination: 'second' } }))
        expect([who, stands, code === 'ok'], code).toEqual([who, stands, stands === 'signedOff' || stands === 'published'])
      }
  })

})
