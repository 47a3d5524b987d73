import { describe, expect, test } from 'vitest'

import { ACTIONS, authorise, type Action } from '../../../src-shared/review/access'
import type { Person, Role } from '../../../src-shared/review/people'

const person = (role: Role): Person => ({ id: `u-${role}`, name: role, login: role, role })
const asked = (who: Person | null, action: Action, author: string | null = null): string => {
  const answer = authorise(who, action, { author })
  return answer.ok ? 'yes' : answer.code
}

/** Nobody, a reporter, a reporter on their own piece, an editor, an admin: y may, s must sign in, - may not. */
const MATRIX: Record<Action, string> = {
  readHealth: 'yyyyy',
  signIn: 'yyyyy',
  signOut: 'syyyy',
  readSelf: 'syyyy',
  enrolKey: 'syyyy',
  uploadPhoto: 'syyyy',
  uploadRevision: 'syyyy',
  listPieces: 'syyyy',
  submit: 'syyyy',
  readPiece: 's-yyy',
  export: 's-yyy',
  review: 's--yy',
  publish: 's--yy',
  listPeople: 's---y',
  addPerson: 's---y',
}

describe('who may do what', () => {
  test.each(ACTIONS)('%s', (action) => {
    const answers = [asked(null, action), asked(person('reporter'), action, 'u-other'), asked(person('reporter'), action, 'u-reporter'), asked(person('editor'), action, 'u-other'), asked(person('admin'), action, 'u-other')]
    expect(answers.map((answer) => ({ yes: 'y', 'not-signed-in': 's', 'not-allowed': '-' })[answer]).join('')).toBe(MATRIX[action])
  })

  test('a piece without an author belongs to nobody', () => {
    expect(asked(person('reporter'), 'readPiece', null)).toBe('not-allowed')
    expect(asked({ ...person('reporter'), id: '' }, 'readPiece', null)).toBe('not-allowed')
  })
})
