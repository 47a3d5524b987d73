import { describe, expect, test } from 'vitest'

import { ACTIONS, authorise, type Action } from '../../../src-shared/review/access'
import { hasRole, isEditorial, rolesIn, type Person, type Role } from '../../../src-shared/review/people'

const person = (role: Role): Person => ({ id: `u-${role}`, name: role, login: role, role })
const CHANNEL = ['社会', '交通']
const asked = (who: Person | null, action: Action, author: string | null = null, channel: readonly string[] | null = CHANNEL): string => {
  const answer = authorise(who, action, { author, channel })
  return answer.ok ? 'yes' : answer.code
}

/** Nobody, a reporter, a reporter on their own piece, an editor, a chief, an admin: y may, s must sign in, - may not. */
const MATRIX: Record<Action, string> = {
  readHealth: 'yyyyyy',
  signIn: 'yyyyyy',
  signOut: 'syyyyy',
  readSelf: 'syyyyy',
  enrolKey: 'syyyyy',
  revokeKey: 'syyyyy',
  listKeys: 'syyyyy',
  uploadPhoto: 'syyyyy',
  uploadRevision: 'syyyyy',
  listPieces: 'syyyyy',
  readStatistics: 'syyyyy',
  listen: 'syyyyy',
  listColleagues: 'syyyyy',
  listDelegations: 'syyyyy',
  readPolicies: 'syyyyy',
  readRecords: 'syyyyy',
  carry: 'syyyyy',
  readLists: 'syyyyy',
  submit: 'syyyyy',
  readPiece: 's-yyyy',
  readWorking: 's-yyyy',
  export: 's-yyyy',
  review: 's--yyy',
  claim: 's--yyy',
  editWorking: 's--yyy',
  publish: 's--yyy',
  delegate: 's--yyy',
  listPeople: 's----y',
  addPerson: 's----y',
  setPolicy: 's----y',
  setLists: 's---yy',
  manageHooks: 's----y',
  manageSelf: 'syyyyy',
  managePeople: 's----y',
  manageDestinations: 's----y',
}

describe('who may do what', () => {
  test.each(ACTIONS)('%s', (action) => {
    const answers = [asked(null, action), asked(person('reporter'), action, 'u-other'), asked(person('reporter'), action, 'u-reporter'), ...(['editor', 'chief', 'admin'] as const).map((role) => asked(person(role), action, 'u-other'))]
    expect(answers.map((answer) => ({ yes: 'y', 'not-signed-in': 's', 'not-allowed': '-' })[answer]).join('')).toBe(MATRIX[action])
  })

  test('a piece without an author belongs to nobody', () => {
    expect(asked(person('reporter'), 'readPiece', null)).toBe('not-allowed')
    expect(asked({ ...person('reporter'), id: '' }, 'readPiece', null)).toBe('not-allowed')
  })

  test('a reporter who edits one channel may review there and under it, nowhere else, and never administers', () => {
    const local: Person = { ...person('reporter'), grants: [{ role: 'editor', channel: ['社会'] }] }
    for (const action of ['readPiece', 'review', 'claim', 'editWorking', 'publish'] as const) {
      expect(asked(local, action, 'u-other'), action).toBe('yes')
      expect(asked(local, action, 'u-other', ['社会']), action).toBe('yes')
      expect(asked(local, action, 'u-other', ['体育', '社会']), action).toBe('not-allowed')
      expect(asked(local, action, 'u-other', []), action).toBe('not-allowed')
    }
    expect(asked(local, 'delegate', null, null)).toBe('yes')
    for (const action of ['listPeople', 'addPerson', 'setPolicy'] as const) expect(asked(local, action)).toBe('not-allowed')
  })
})

describe('roles by channel', () => {
  test('are a person\'s own and those granted at or above the channel', () => {
    const rights = { role: 'reporter' as const, grants: [{ role: 'editor' as const, channel: ['社会'] }, { role: 'chief' as const, channel: ['社会', '交通'] }] }
    expect([...rolesIn(rights, CHANNEL)].sort()).toEqual(['chief', 'editor', 'reporter'])
    expect([...rolesIn(rights, ['社会', '教育'])].sort()).toEqual(['editor', 'reporter'])
    expect([...rolesIn(rights, ['交通'])]).toEqual(['reporter'])
    expect(hasRole(rights, ['chief', 'admin'], ['社会'])).toBe(false)
    expect(isEditorial(rights)).toBe(true)
    expect(isEditorial({ role: 'reporter', grants: [{ role: 'reporter', channel: ['社会'] }] })).toBe(false)
  })
})
