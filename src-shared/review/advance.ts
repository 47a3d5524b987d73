import { rulesOf, type Policy, type Rules } from './policy'
import { nextPass } from './proofs'
import type { ReviewEvent, RevisionRef, Standing } from './states'

const issuesAfter = (standing: Standing, event: ReviewEvent): Standing['issues'] => [
  ...standing.issues.map((issue) => (event.closes.includes(issue.id) ? { ...issue, open: false } : issue)),
  ...event.issues.map(({ id }) => ({ id, stage: event.stage, person: event.person, open: true })),
]

const afterSubmission = (standing: Standing | null, event: ReviewEvent, rules: Rules): Standing => {
  const fresh = { revision: event.revision, lastEvent: event.id, policy: event.policy, channel: [...(event.channel ?? [])], from: null, state: 'inReview' as const }
  if (!standing) return { story: event.story, author: event.person, authorKey: event.key, ...fresh, stage: 0, acted: [], coauthors: [], proofs: [], issues: [], live: null }
  if (event.decision === 'correct') {
    // A correction is a round of its own: everybody may act again, once.
    const own = standing.author === event.person
    return { ...standing, ...fresh, stage: rules.correctAt === 'lastStage' ? rules.stages.length - 1 : 0, acted: [], proofs: [], issues: [], coauthors: own ? [] : [{ person: event.person, key: event.key }] }
  }
  // Under another policy the stages may be others: it starts at the first.
  const restart = rules.resubmitAt === 'firstStage' || (standing.policy !== '' && standing.policy !== event.policy) ? 0 : Math.min(standing.stage, rules.stages.length - 1)
  return { ...standing, ...fresh, stage: restart, proofs: [] }
}

const afterRevision = (standing: Standing, event: ReviewEvent, rules: Rules): Standing => {
  const fallen = event.changes.map((change) => rules.voids[change])
  return {
    ...standing,
    revision: event.revision,
    channel: [...(event.channel ?? standing.channel)],
    stage: fallen.some(({ approvals }) => approvals) ? 0 : standing.stage,
    proofs: fallen.some(({ proofs }) => proofs) ? [] : standing.proofs,
  }
}

/** The standing after an allowed event. */
export const advance = (standing: Standing | null, event: ReviewEvent, policy: Policy): Standing => {
  const rules = rulesOf(policy)
  if (event.decision === 'submit' || event.decision === 'correct' || !standing) return afterSubmission(standing, event, rules)
  const next = { ...standing, lastEvent: event.id, issues: issuesAfter(standing, event) }
  const acted = [...standing.acted, { stage: event.stage, person: event.person, key: event.key, revision: event.revision.sha256 }]
  switch (event.decision) {
    case 'pass':
      return { ...next, acted, stage: standing.stage + 1 }
    case 'signOff':
      return { ...next, acted, state: 'signedOff' }
    case 'return':
      return { ...next, acted, state: 'returned' }
    case 'revise':
      return { ...afterRevision(next, event, rules), acted }
    case 'proof':
      return { ...next, proofs: [...standing.proofs, { pass: event.pass ?? nextPass(standing), person: event.person, key: event.key, revision: event.revision.sha256 }] }
    case 'hold':
      return { ...next, state: 'held', from: standing.state === 'signedOff' ? 'signedOff' : 'inReview' }
    case 'spike':
      return { ...next, state: 'spiked', from: standing.state === 'held' ? (standing.from ?? 'inReview') : standing.state === 'returned' || standing.state === 'signedOff' ? standing.state : 'inReview' }
    case 'release':
    case 'revive':
      return { ...next, state: standing.from ?? 'inReview', from: null }
  }
}

/**
 * The standing after the desk recorded a publication of `revision`. The last event stays the last act of a person: what follows (a correction)
 * is checked from people's acts alone. A piece that was corrected or stopped while it was being sent stays where that left it; it is live all the same.
 */
export const advancePublished = (standing: Standing, revision: RevisionRef): Standing => {
  const signed = (standing.state === 'signedOff' || standing.state === 'published') && standing.revision.sha256 === revision.sha256
  return { ...standing, state: signed ? 'published' : standing.state, live: revision }
}

/** The standing after it was taken down, or given up, somewhere; `elsewhere` says that it is still live at another destination. Down everywhere, it is a signed piece nobody reads. */
export const advanceTakenDown = (standing: Standing, elsewhere: boolean): Standing =>
  elsewhere ? standing : { ...standing, state: standing.state === 'published' ? 'signedOff' : standing.state, from: standing.from === 'published' ? 'signedOff' : standing.from, live: null }
