import { describe, expect, test } from 'vitest'

import { decisionSchema, type Decision, type Standing } from '../../../src-shared/review/states'
import { reviewOnlyPolicy } from '../../support/signed-piece'
import { act, actor, after } from './acting'

const author = actor('author', 'reporter')
const [ann, bo, cy] = [actor('ann'), actor('bo'), actor('cy', 'chief')] as const

/** Who tries: the author, the author made an editor since, another reporter, who passed the first stage, an editor, a chief, an admin. */
const PEOPLE = [author, { ...author, role: 'editor' as const }, actor('rep', 'reporter'), ann, actor('dan'), actor('eve', 'chief'), actor('fay', 'admin')]

const signedOff = [[author, 'submit'], [ann, 'pass'], [bo, 'pass'], [cy, 'signOff']] as const satisfies readonly (readonly [typeof author, Decision])[]
const state = (...acts: Parameters<typeof after> extends [unknown, ...infer Acts] ? Acts : never): Standing => after(reviewOnlyPolicy, ...acts)

const STATES = {
  none: null,
  first: state([author, 'submit']),
  second: state([author, 'submit'], [ann, 'pass']),
  final: state([author, 'submit'], [ann, 'pass'], [bo, 'pass']),
  returned: state([author, 'submit'], [ann, 'return']),
  signedOff: state(...signedOff.map(([by, decision]): [typeof by, Decision] => [by, decision])),
  published: state(...signedOff.map(([by, decision]): [typeof by, Decision] => [by, decision]), 'published'),
  held: state([author, 'submit'], [ann, 'pass'], [bo, 'hold']),
  spiked: state([author, 'submit'], [ann, 'pass'], [cy, 'spike']),
  correcting: state(...signedOff.map(([by, decision]): [typeof by, Decision] => [by, decision]), 'published', [ann, 'correct']),
} satisfies Record<string, Standing | null>

/** What each of PEOPLE is answered, in that order, wherever the piece stands and whatever they ask for, being honest about everything else. */
const MATRIX: Record<keyof typeof STATES, Record<Decision, string>> = {
  none: {
    submit: 'all yes',
    pass: 'all not-submitted',
    signOff: 'all not-submitted',
    return: 'all not-submitted',
    revise: 'all not-submitted',
    proof: 'all not-submitted',
    hold: 'all not-submitted',
    release: 'all not-submitted',
    spike: 'all not-submitted',
    revive: 'all not-submitted',
    correct: 'all not-submitted',
  },
  first: {
    submit: 'already-submitted already-submitted not-author not-author not-author not-author not-author',
    pass: 'own-piece own-piece role-lacking yes yes yes yes',
    signOff: 'own-piece own-piece role-lacking not-final-stage not-final-stage not-final-stage not-final-stage',
    return: 'own-piece own-piece role-lacking yes yes yes yes',
    revise: 'own-piece own-piece role-lacking yes yes yes yes',
    proof: 'own-piece own-piece role-lacking proofs-done proofs-done proofs-done proofs-done',
    hold: 'own-piece own-piece role-lacking yes yes yes yes',
    release: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    spike: 'own-piece own-piece role-lacking role-lacking role-lacking yes yes',
    revive: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    correct: 'all not-signed-off',
  },
  second: {
    submit: 'already-submitted already-submitted not-author not-author not-author not-author not-author',
    pass: 'own-piece own-piece role-lacking already-acted yes yes yes',
    signOff: 'own-piece own-piece role-lacking already-acted not-final-stage not-final-stage not-final-stage',
    return: 'own-piece own-piece role-lacking already-acted yes yes yes',
    revise: 'own-piece own-piece role-lacking already-acted yes yes yes',
    proof: 'own-piece own-piece role-lacking proofs-done proofs-done proofs-done proofs-done',
    hold: 'own-piece own-piece role-lacking yes yes yes yes',
    release: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    spike: 'own-piece own-piece role-lacking role-lacking role-lacking yes yes',
    revive: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    correct: 'all not-signed-off',
  },
  final: {
    submit: 'already-submitted already-submitted not-author not-author not-author not-author not-author',
    pass: 'own-piece own-piece role-lacking role-lacking role-lacking final-stage final-stage',
    signOff: 'own-piece own-piece role-lacking role-lacking role-lacking yes yes',
    return: 'own-piece own-piece role-lacking role-lacking role-lacking yes yes',
    revise: 'own-piece own-piece role-lacking role-lacking role-lacking yes yes',
    proof: 'own-piece own-piece role-lacking proofs-done proofs-done proofs-done proofs-done',
    hold: 'own-piece own-piece role-lacking yes yes yes yes',
    release: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    spike: 'own-piece own-piece role-lacking role-lacking role-lacking yes yes',
    revive: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    correct: 'all not-signed-off',
  },
  returned: {
    submit: 'yes yes not-author not-author not-author not-author not-author',
    pass: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    signOff: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    return: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    revise: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    proof: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    hold: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    release: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    spike: 'own-piece own-piece role-lacking role-lacking role-lacking yes yes',
    revive: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    correct: 'all not-signed-off',
  },
  signedOff: {
    submit: 'already-submitted already-submitted not-author not-author not-author not-author not-author',
    pass: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    signOff: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    return: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    revise: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    proof: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    hold: 'own-piece own-piece role-lacking yes yes yes yes',
    release: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    spike: 'own-piece own-piece role-lacking role-lacking role-lacking yes yes',
    revive: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    correct: 'yes yes role-lacking yes yes yes yes',
  },
  published: {
    submit: 'already-submitted already-submitted not-author not-author not-author not-author not-author',
    pass: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    signOff: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    return: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    revise: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    proof: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    hold: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    release: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    spike: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    revive: 'own-piece own-piece not-in-review not-in-review not-in-review not-in-review not-in-review',
    correct: 'yes yes role-lacking yes yes yes yes',
  },
  held: {
    submit: 'already-submitted already-submitted not-author not-author not-author not-author not-author',
    pass: 'own-piece own-piece piece-held piece-held piece-held piece-held piece-held',
    signOff: 'own-piece own-piece piece-held piece-held piece-held piece-held piece-held',
    return: 'own-piece own-piece piece-held piece-held piece-held piece-held piece-held',
    revise: 'own-piece own-piece piece-held piece-held piece-held piece-held piece-held',
    proof: 'own-piece own-piece piece-held piece-held piece-held piece-held piece-held',
    hold: 'own-piece own-piece piece-held piece-held piece-held piece-held piece-held',
    release: 'own-piece own-piece role-lacking yes yes yes yes',
    spike: 'own-piece own-piece role-lacking role-lacking role-lacking yes yes',
    revive: 'own-piece own-piece piece-held piece-held piece-held piece-held piece-held',
    correct: 'all not-signed-off',
  },
  spiked: {
    submit: 'already-submitted already-submitted not-author not-author not-author not-author not-author',
    pass: 'own-piece own-piece piece-spiked piece-spiked piece-spiked piece-spiked piece-spiked',
    signOff: 'own-piece own-piece piece-spiked piece-spiked piece-spiked piece-spiked piece-spiked',
    return: 'own-piece own-piece piece-spiked piece-spiked piece-spiked piece-spiked piece-spiked',
    revise: 'own-piece own-piece piece-spiked piece-spiked piece-spiked piece-spiked piece-spiked',
    proof: 'own-piece own-piece piece-spiked piece-spiked piece-spiked piece-spiked piece-spiked',
    hold: 'own-piece own-piece piece-spiked piece-spiked piece-spiked piece-spiked piece-spiked',
    release: 'own-piece own-piece piece-spiked piece-spiked piece-spiked piece-spiked piece-spiked',
    spike: 'own-piece own-piece piece-spiked piece-spiked piece-spiked piece-spiked piece-spiked',
    revive: 'own-piece own-piece role-lacking role-lacking role-lacking yes yes',
    correct: 'all not-signed-off',
  },
  correcting: {
    submit: 'already-submitted already-submitted not-author not-author not-author not-author not-author',
    pass: 'own-piece own-piece role-lacking own-piece yes yes yes',
    signOff: 'own-piece own-piece role-lacking own-piece not-final-stage not-final-stage not-final-stage',
    return: 'own-piece own-piece role-lacking own-piece yes yes yes',
    revise: 'own-piece own-piece role-lacking own-piece yes yes yes',
    proof: 'own-piece own-piece role-lacking own-piece proofs-done proofs-done proofs-done',
    hold: 'own-piece own-piece role-lacking own-piece yes yes yes',
    release: 'own-piece own-piece not-in-review own-piece not-in-review not-in-review not-in-review',
    spike: 'own-piece own-piece piece-live own-piece piece-live piece-live piece-live',
    revive: 'own-piece own-piece not-in-review own-piece not-in-review not-in-review not-in-review',
    correct: 'all not-signed-off',
  },
}

describe('the whole matrix of who may do what where', () => {
  test.each(Object.keys(STATES) as (keyof typeof STATES)[])('%s', (name) => {
    const standing: Standing | null = STATES[name]
    const answers = Object.fromEntries(
      decisionSchema.options.map((decision) => {
        const said = PEOPLE.map((by) => {
          const answer = act(standing, by, decision, reviewOnlyPolicy)
          return typeof answer === 'string' ? answer : 'yes'
        })
        return [decision, new Set(said).size === 1 ? `all ${said[0] ?? ''}` : said.join(' ')]
      }),
    )
    expect(answers).toEqual(MATRIX[name])
  })
})
