import type { Input } from '../../src-shared/bridge/contract'
import { rulesOf, type Policy } from '../../src-shared/review/policy'
import { nextPass } from '../../src-shared/review/proofs'
import type { Issue, Standing } from '../../src-shared/review/states'
import type { Act } from './allowed'

/** What a dialog asks for with an act. */
export type Asks = { reason: 'required' | 'optional' | 'none'; raises: boolean; closes: boolean; mustClose: boolean; /** Edits at the desk become a revision first. */ cuts: boolean; /** Always asks for the key's passphrase. */ key: boolean }

/** What an act asks for where the piece stands. */
export const asksOf = (act: Act, standing: Standing, policy: Policy | undefined): Asks => {
  const stage = policy && rulesOf(policy).stages[standing.stage]
  const report = stage?.reportRequired ? 'required' : 'optional'
  const mustClose = stage?.closesIssues ?? false
  switch (act) {
    case 'return':
      return { reason: 'required', raises: true, closes: true, mustClose: false, cuts: false, key: false }
    case 'pass':
      return { reason: report, raises: !mustClose, closes: true, mustClose, cuts: true, key: false }
    case 'signOff':
      return { reason: report, raises: false, closes: true, mustClose, cuts: true, key: true }
    case 'proof':
      return { reason: 'optional', raises: true, closes: false, mustClose: false, cuts: true, key: false }
    case 'hold':
    case 'spike':
      return { reason: 'required', raises: false, closes: false, mustClose: false, cuts: false, key: false }
    case 'release':
    case 'revive':
      return { reason: 'optional', raises: false, closes: false, mustClose: false, cuts: false, key: false }
    case 'revise':
      return { reason: 'optional', raises: false, closes: false, mustClose: false, cuts: true, key: false }
  }
}

/** What was filled in. */
export type Filled = { reason: string; issues: readonly Issue[]; closes: readonly string[]; delegation: string | null; passphrase: string }

/** What is still missing before it may be sent: a locale key under `review:missing.`, or null. */
export const missingOf = (asks: Asks, { reason, closes }: Pick<Filled, 'reason' | 'closes'>, openIssues: number): 'reason' | 'issues' | null =>
  asks.reason === 'required' && reason.trim() === '' ? 'reason' : asks.mustClose && closes.length < openIssues ? 'issues' : null

/** The decision as the desk is asked for it. `working` is the generation a revision is cut from first, null for none. */
export const decisionInput = (act: Act, standing: Standing, filled: Filled, working: number | null, asksPassphrase: boolean): Input<'desk.decide'> => ({
  id: standing.story,
  decision: act,
  reason: filled.reason.trim(),
  issues: filled.issues.map(({ id, text }) => ({ id, text: text.trim() })).filter(({ text }) => text !== ''),
  closes: [...filled.closes],
  pass: act === 'proof' ? nextPass(standing) : null,
  delegation: filled.delegation,
  seen: standing.revision.sha256,
  working,
  passphrase: asksPassphrase ? filled.passphrase : null,
})
