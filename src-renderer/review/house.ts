import { useMemo } from 'react'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { failed, type Failure } from '../../src-shared/outcome'
import type { Policy } from '../../src-shared/review/policy'
import type { Standing } from '../../src-shared/review/states'
import { isEditor, useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { useNow } from '../ui/time'
import { lentTo, waitsFor, type Asker } from './allowed'

/** The house as this window knows it: which policy a piece runs under, and the person here as the rules are asked about them. */
export type House = { policyOf: (standing: Pick<Standing, 'policy'>) => Policy | undefined; askerFor: (standing: Pick<Standing, 'policy'>) => Asker }

/** Reads the policies the house has and had, and what is lent to this person now. Until the desk answers, the policy in force stands for all. */
export const useHouse = (): House => {
  const { person, newsroom } = useApp()
  const policies = useAsk('desk.policies', null).data
  const delegations = useAsk('desk.delegations', null, { enabled: isEditor(person) }).data
  const now = useNow()
  return useMemo(() => {
    const byDigest = new Map(policies?.map(({ digest, policy }) => [digest, policy]))
    const lent = lentTo(person, delegations ?? [], now)
    const policyOf: House['policyOf'] = ({ policy }) => byDigest.get(policy) ?? newsroom?.policy
    return { policyOf, askerFor: (standing) => ({ person, policy: policyOf(standing), lent, now }) }
  }, [policies, delegations, person, newsroom, now])
}

/** True where somebody else has the piece in hand. */
export const isWithAnother = ({ claim }: Pick<Piece, 'claim'>, person: { id: string }, now: number): boolean => claim !== null && claim.person !== person.id && Date.parse(claim.until) > now

/** What the desk says to a stage's act while somebody else has the piece in hand; null where nobody has. */
export const claimRefusal = (piece: Pick<Piece, 'claim'>, person: { id: string }, now: number): Failure | null =>
  piece.claim && isWithAnother(piece, person, now) ? failed('claimed-by-other', 'Somebody else has this piece in hand.', { name: piece.claim.name, until: piece.claim.until }) : null

/** True where a piece waits for this person and nobody else has it in hand. */
export const isMine = (piece: Piece, asker: Asker): boolean => !isWithAnother(piece, asker.person, asker.now) && waitsFor(piece.standing, asker) !== null
