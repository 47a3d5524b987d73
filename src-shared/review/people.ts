import { z } from 'zod'

/** What somebody may be at the desk, from least to most. An admin keeps the house in order; whether an admin also reviews is the policy's to say. */
export const roleSchema = z.enum(['reporter', 'editor', 'chief', 'admin'])
export type Role = z.infer<typeof roleSchema>

/** A channel 频道 as a path, outermost first. */
export const channelPathSchema = z.array(z.string().min(1).max(60)).max(6)

/** A further role in one channel and everything under it. An admin is one everywhere or not at all. */
export const grantSchema = z.strictObject({ role: z.enum(['reporter', 'editor', 'chief']), channel: channelPathSchema.min(1) })
export type Grant = z.infer<typeof grantSchema>

/** Who somebody is to the desk: a role everywhere, and further ones by channel. Identity, not role, decides who may not act twice. */
export const personSchema = z.object({ id: z.string().min(1).max(64), name: z.string().min(1).max(100), login: z.string().min(1).max(100), role: roleSchema, grants: z.array(grantSchema).max(100).optional() })
export type Person = z.infer<typeof personSchema>

/** Rights, however they were come by: a person's own, or those of a key as the desk put it on record. */
export type Rights = { role: Role; grants?: readonly Grant[] | undefined }

/** True for a channel that is the path or lies under it. */
export const isUnder = (channel: readonly string[], path: readonly string[]): boolean => path.every((step, at) => channel[at] === step)

/** Every role somebody has in a channel: their own and what is granted there. */
export const rolesIn = ({ role, grants }: Rights, channel: readonly string[]): ReadonlySet<Role> =>
  new Set([role, ...(grants ?? []).filter((grant) => isUnder(channel, grant.channel)).map((grant) => grant.role)])

/** True for one of these roles in a channel. */
export const hasRole = (rights: Rights, roles: readonly Role[], channel: readonly string[]): boolean => {
  const held = rolesIn(rights, channel)
  return roles.some((role) => held.has(role))
}

/** True where somebody edits anything at all, in whichever channel. */
export const isEditorial = ({ role, grants }: Rights): boolean => role !== 'reporter' || (grants ?? []).some((grant) => grant.role !== 'reporter')
