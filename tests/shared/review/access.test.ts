import { describe, expect, test } from 'vitest'

import { ACTIONS, authorise, type Action } from '../../../src-shared/review/access'
import type { Person, Role } from '../../../src-shared/review/people'

const person = (role: Role): Person => ({ id: `u-${role}`, name: role, login: role, role })
const asked = (who: Person | null, action: Action, author: string | null = null): string => {
  const answer = authorise(who, action, { author })
  return answer.ok ? 'yes' : answer.code
}

/** Nobody, a reporter, a reporter on their own piece, an editor, a chief, an admin: y may, s must sign in, - may not. */
const MATRIX: Record<Action, string> = {
  readHealth: 'yyyyyy',
  signIn: 'yyyyyy',
  signOut: 'syyyyy',
  readSelf: 'syyyyy',
  enrolKey: 'syyyyy',
  uploadPhoto: 'syyyyy',
  uploadRevision: 'syyyyy',
  listPieces: 'syyyyy',
  submit: 'syyyyy',
  readPiece: 's-yyyy',
  export: 's-yyyy',
  review: 's--yyy',
  publish: 's--yyy',
  listPeople: 's----y',
  addPerson: 's----y',
  manageSelf: 'syyyyy',
  managePeople: 's----y',
}

describe('who may do what', () => {
  test.each(ACTIONS)('%s', (action) => {
    const answers = [asked(null, action), asked(person('reporter'), action, 'u-other'), asked(person('reporter'), action, 'u-reporter'), asked(person('editor'), action, 'u-other'), asked(person('chief'), action, 'u-other'), asked(person('admin'), action, 'u-other')]
    expect(answers.map((answer) => ({ yes: 'y', 'not-signed-in': 's', 'not-allowed': '-' })[answer]).join('')).toBe(MATRIX[action])
  })

  test('a chief of one channel has no say over people', () => {
    const local: Person = { ...person('reporter'), grants: [{ role: 'chief', channel: ['要闻'] }] }
    expect(asked(local, 'review')).toBe('yes')
    for (const action of ['managePeople', 'listPeople', 'addPerson'] as const) expect(asked(local, action)).toBe('not-allowed')
  })

  test('a piece without an author belongs to nobody', () => {
    expect(asked(person('reporter'), 'readPiece', null)).toBe('not-allowed')
    expect(asked({ ...person('reporter'), id: '' }, 'readPiece', null)).toBe('not-allowed')
  })
})
