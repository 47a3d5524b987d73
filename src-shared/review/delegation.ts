import { z } from 'zod'

import { sha256Schema } from '../story/story'
import { channelPathSchema, grantSchema, hasRole, isUnder, roleSchema, type Rights, type Role } from './people'

/**
 * One person's right lent to another for a time: the role it lends, in a channel and all under it (empty: everywhere), at the stages named
 * (empty: all). `id` is the SHA-256 of the signed statement that gave it. Times are ISO 8601.
 */
export const delegationSchema = z.strictObject({
  id: sha256Schema,
  from: z.string().min(1).max(64),
  to: z.string().min(1).max(64),
  role: grantSchema.shape.role,
  channel: channelPathSchema,
  stages: z.array(z.string().max(31)).max(10),
  notBefore: z.iso.datetime({ offset: true }),
  notAfter: z.iso.datetime({ offset: true }),
})
export type Delegation = z.infer<typeof delegationSchema>

/** The longest a delegation may run, in days. */
export const DELEGATION_DAYS = 92

/** True where the delegation covers that stage and channel at that time. */
export const covers = (delegation: Delegation, place: { stage: string; channel: readonly string[]; at: string }): boolean => {
  const time = Date.parse(place.at)
  return (
    (delegation.stages.length === 0 || delegation.stages.includes(place.stage)) &&
    isUnder(place.channel, delegation.channel) &&
    time >= Date.parse(delegation.notBefore) &&
    time <= Date.parse(delegation.notAfter)
  )
}

/** True where the giver has what they would lend, or more, all over the channel they would lend it for. */
export const mayLend = (giver: Rights, lent: { role: Role; channel: readonly string[] }): boolean => hasRole(giver, roleSchema.options.slice(roleSchema.options.indexOf(lent.role)), lent.channel)
