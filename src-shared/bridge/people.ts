import { z } from 'zod'

import { codeSchema, memberSchema, ownAccountSchema, secondFactorSchema, ssoSchema } from '../desk-api/people-routes'
import { grantSchema, personSchema, roleSchema } from '../review/people'

const none = z.null()
const password = z.string().max(200)
const newPassword = z.string().min(8).max(200)
const name = z.string().trim().min(1).max(100)
const id = z.string().min(1).max(64)
const byPerson = z.strictObject({ person: id })
const rights = { role: roleSchema, grants: z.array(grantSchema).max(100) }

/** People and access: getting in, one's own account, and for an administrator everybody's. Part of the contract. */
export const peopleContract = {
  /** After `app.signIn` was refused as `second-factor-needed` {ticket}. */
  'people.secondFactor': { input: z.strictObject({ ticket: z.string().max(500), code: z.string().trim().min(1).max(40) }), output: personSchema },
  /** Takes an invitation or a reset code, and signs in. */
  'people.redeem': { input: z.strictObject({ code: z.string().trim().min(1).max(100), password: newPassword }), output: personSchema },
  /** Begins a sign-in in the system's browser. The ticket stays with the host. */
  'people.openSso': { input: none, output: ssoSchema.omit({ ticket: true }) },
  /** Refused as `sso-pending` until the browser is done. */
  'people.takeSso': { input: none, output: personSchema },
  'account.read': { input: none, output: ownAccountSchema },
  'account.endSession': { input: z.strictObject({ session: id }), output: none },
  'account.endOthers': { input: none, output: none },
  'account.changePassword': { input: z.strictObject({ current: password, next: newPassword }), output: none },
  'account.beginSecondFactor': { input: z.strictObject({ password }), output: secondFactorSchema },
  'account.confirmSecondFactor': { input: z.strictObject({ code: z.string().trim().min(1).max(40) }), output: none },
  'account.endSecondFactor': { input: z.strictObject({ password }), output: none },
  'account.backupCodes': { input: z.strictObject({ password }), output: z.array(z.string()) },
  'people.members': { input: none, output: z.array(memberSchema) },
  'people.invite': { input: z.strictObject({ name, login: name, ...rights }), output: codeSchema },
  'people.withdraw': { input: byPerson, output: none },
  'people.issueCode': { input: byPerson, output: codeSchema },
  'people.change': { input: byPerson.extend({ name, ...rights }), output: personSchema },
  'people.setActive': { input: byPerson.extend({ active: z.boolean() }), output: none },
  'people.clearSecondFactor': { input: byPerson, output: none },
} as const
