import { z } from 'zod'

import { grantSchema, personSchema, roleSchema } from '../review/people'

const none = z.object({})
const nothing = z.null()
const time = z.string()
const byPerson = z.object({ person: z.string().min(1).max(64) })
const name = z.string().min(1).max(100)
const typedPassword = z.string().max(200)
const newPassword = z.string().min(8).max(200)
/** What somebody calls their machine. */
const device = z.string().max(100).optional()
const rights = { role: roleSchema, grants: z.array(grantSchema).max(100) }

export const sessionSchema = z.object({ token: z.string(), person: personSchema, expires: time })
export type Session = z.infer<typeof sessionSchema>

/** A place somebody is signed in at. `current` is the one that asks. */
export const openSessionSchema = z.object({ id: z.string(), device: z.string(), createdAt: time, seenAt: time, current: z.boolean() })
export type OpenSession = z.infer<typeof openSessionSchema>

/** What a person may see of their own account. Who only ever came by the single sign-on has no password here. */
export const ownAccountSchema = z.object({ person: personSchema, password: z.boolean(), secondFactor: z.boolean(), sessions: z.array(openSessionSchema) })
export type OwnAccount = z.infer<typeof ownAccountSchema>

/** A person as an administrator sees them. `invitedUntil` is null once they have been here; `seenAt` is null while nobody is signed in as them. */
export const memberSchema = z.object({ person: personSchema, active: z.boolean(), invitedUntil: time.nullable(), invitationOver: z.boolean(), seenAt: time.nullable(), secondFactor: z.boolean() })
export type Member = z.infer<typeof memberSchema>

/** A single-use code to hand over: an invitation, or a reset. It is shown this once. */
export const codeSchema = z.object({ person: personSchema, code: z.string(), expires: time })
export type Code = z.infer<typeof codeSchema>

/** What an authenticator app is set up with, and codes for the day the telephone is lost. Shown this once. */
export const secondFactorSchema = z.object({ secret: z.string(), uri: z.string(), backupCodes: z.array(z.string()) })
export type SecondFactor = z.infer<typeof secondFactorSchema>

/** A sign-in that goes on in a browser: `ticket` is the asker's secret, `code` is compared by eye, `interval` and `expiresIn` are seconds. */
export const ssoSchema = z.object({ ticket: z.string(), code: z.string(), url: z.url(), interval: z.int(), expiresIn: z.int() })
export type Sso = z.infer<typeof ssoSchema>

/** The desk's API for people and access; part of `routes`. */
export const peopleRoutes = {
  signIn: { method: 'POST', path: '/api/sessions', action: 'signIn', params: none, query: none, body: z.strictObject({ login: z.string().max(100), password: typedPassword, device }), reply: sessionSchema },
  /** After `second-factor-needed` {ticket}: the six digits of the moment, or a backup code. */
  secondFactor: { method: 'POST', path: '/api/sessions/second-factor', action: 'signIn', params: none, query: none, body: z.strictObject({ ticket: z.string().max(500), code: z.string().max(40), device }), reply: sessionSchema },
  /** Takes an invitation or a reset code: sets the password and signs in. */
  redeemCode: { method: 'POST', path: '/api/sessions/code', action: 'signIn', params: none, query: none, body: z.strictObject({ code: z.string().max(100), password: newPassword, device }), reply: sessionSchema },
  openSso: { method: 'POST', path: '/api/sessions/sso', action: 'signIn', params: none, query: none, body: z.strictObject({ device }), reply: ssoSchema },
  /** Answers `sso-pending` until the browser is done. */
  takeSso: { method: 'POST', path: '/api/sessions/sso/taken', action: 'signIn', params: none, query: none, body: z.strictObject({ ticket: z.string().max(200), device }), reply: sessionSchema },
  signOut: { method: 'DELETE', path: '/api/sessions', action: 'signOut', params: none, query: none, body: null, reply: nothing },
  account: { method: 'GET', path: '/api/self/account', action: 'manageSelf', params: none, query: none, body: null, reply: ownAccountSchema },
  endSession: { method: 'DELETE', path: '/api/self/sessions/:session', action: 'manageSelf', params: z.object({ session: z.string().min(1).max(64) }), query: none, body: null, reply: nothing },
  endOtherSessions: { method: 'DELETE', path: '/api/self/sessions', action: 'manageSelf', params: none, query: none, body: null, reply: nothing },
  /** All sessions end; the answer is a fresh one for the asker. */
  changePassword: { method: 'PUT', path: '/api/self/password', action: 'manageSelf', params: none, query: none, body: z.strictObject({ current: typedPassword, next: newPassword }), reply: sessionSchema },
  beginSecondFactor: { method: 'POST', path: '/api/self/second-factor', action: 'manageSelf', params: none, query: none, body: z.strictObject({ password: typedPassword }), reply: secondFactorSchema },
  /** Turns it on with a first good code. The asker's session is replaced. */
  confirmSecondFactor: { method: 'POST', path: '/api/self/second-factor/confirmed', action: 'manageSelf', params: none, query: none, body: z.strictObject({ code: z.string().max(40) }), reply: sessionSchema },
  /** Turns it off. The asker's session is replaced. */
  endSecondFactor: { method: 'POST', path: '/api/self/second-factor/ended', action: 'manageSelf', params: none, query: none, body: z.strictObject({ password: typedPassword }), reply: sessionSchema },
  newBackupCodes: { method: 'POST', path: '/api/self/second-factor/codes', action: 'manageSelf', params: none, query: none, body: z.strictObject({ password: typedPassword }), reply: z.array(z.string()) },
  people: { method: 'GET', path: '/api/people', action: 'listPeople', params: none, query: none, body: null, reply: z.array(personSchema) },
  addPerson: { method: 'POST', path: '/api/people', action: 'addPerson', params: none, query: none, body: z.strictObject({ name, login: name, role: roleSchema, password: newPassword }), reply: personSchema },
  members: { method: 'GET', path: '/api/people/accounts', action: 'managePeople', params: none, query: none, body: null, reply: z.array(memberSchema) },
  invite: { method: 'POST', path: '/api/people/invitations', action: 'managePeople', params: none, query: none, body: z.strictObject({ name, login: name, ...rights }), reply: codeSchema },
  withdrawInvitation: { method: 'DELETE', path: '/api/people/invitations/:person', action: 'managePeople', params: byPerson, query: none, body: null, reply: nothing },
  /** A new invitation for who has not come yet, a reset code for everybody else; earlier codes of theirs stop working. */
  issueCode: { method: 'POST', path: '/api/people/:person/code', action: 'managePeople', params: byPerson, query: none, body: null, reply: codeSchema },
  changePerson: { method: 'PUT', path: '/api/people/:person', action: 'managePeople', params: byPerson, query: none, body: z.strictObject({ name, ...rights }), reply: personSchema },
  setActive: { method: 'PUT', path: '/api/people/:person/active', action: 'managePeople', params: byPerson, query: none, body: z.strictObject({ active: z.boolean() }), reply: personSchema },
  /** For a lost telephone: the person signs in with the password alone and sets it up again. */
  clearSecondFactor: { method: 'DELETE', path: '/api/people/:person/second-factor', action: 'managePeople', params: byPerson, query: none, body: null, reply: nothing },
} as const
