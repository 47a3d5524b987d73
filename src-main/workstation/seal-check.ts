import type { Dossier } from '../../src-shared/desk-api/pieces'
import type { Health } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Standing } from '../../src-shared/review/states'
import { checkChain, checkContent, type Crypto } from '../../src-shared/signoff/check'
import { evidenceOf, type Evidence } from '../../src-shared/signoff/evidence'
import { REVIEW_TYPE } from '../../src-shared/signoff/statement'

/** Everything the acts of a dossier are checked against on this machine; the desk's own key is the one this machine knows it by. */
export const evidenceFor = (dossier: Dossier, health: Health, crypto: Crypto): Evidence =>
  evidenceOf({ desk: health.desk.key, keys: dossier.keys, policies: [health.policy, ...dossier.policies], delegations: dossier.delegations }, crypto)

/** Whether people's acts hold, lead to where the desk says the piece stands, and name the bytes that are stored; answers where they lead. `chain-short` where the desk says otherwise. */
export const checkDossier = (dossier: Dossier, storyBytes: Uint8Array, health: Health, crypto: Crypto): Outcome<Standing> => {
  const acts = dossier.events.map(({ envelope }) => envelope).filter(({ payloadType }) => payloadType === REVIEW_TYPE)
  const chain = checkChain(acts, evidenceFor(dossier, health, crypto), crypto)
  if (!chain.ok) return chain
  const { standing, statements } = chain.value
  const told = dossier.piece.standing
  // That it was published is on the desk's own record, not an act of anybody's.
  const state = standing.state === 'signedOff' && told.state === 'published' ? 'published' : standing.state
  if (standing.lastEvent !== told.lastEvent || state !== told.state || standing.stage !== told.stage || standing.revision.sha256 !== told.revision.sha256)
    return failed('chain-short', 'The acts do not lead to where the desk says the piece stands.')
  const last = statements.at(-1)
  if (!last) return failed('not-submitted', 'There is no event.')
  const content = checkContent(last.statement, storyBytes, crypto)
  return content.ok ? ok(standing) : content
}
