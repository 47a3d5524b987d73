import { z } from 'zod'

import type { Failure } from '../../../src-shared/outcome'
import { connectorFault } from '../../../src-shared/publication/connector-faults'
import type { Refuse } from '../http'

const errorsSchema = z.object({ errors: z.array(z.object({ message: z.string(), context: z.string().nullish(), type: z.string().nullish(), code: z.string().nullish() })).min(1) })

/** True for the answer that there is no such thing, where the API itself is there. */
export const isAbsent = ({ code, details }: Pick<Failure, 'code' | 'details'>): boolean => code === 'destination-lacks' && details['status'] === 404

/** True where somebody else saved the post since it was read. */
export const isCollision = ({ code, details }: Pick<Failure, 'code' | 'details'>): boolean => code === 'destination-refused' && details['status'] === 409

/** What Ghost's own errors mean, where the status alone does not say it. Its words go into `reason`. */
export const refuseOf = (address: string): Refuse => (status, body, ask) => {
  const known = errorsSchema.safeParse(body)
  const error = known.success ? known.data.errors[0] : undefined
  if (!error) return null
  const reason = [error.message, error.context ?? ''].filter((words, index, all) => words !== '' && all.indexOf(words) === index).join(' ').slice(0, 500)
  const details = { status, address, reason }
  // A token that cannot be read is a bad request to Ghost.
  if (status === 401 || /JWT|AUTH_HEADER/.test(error.code ?? '')) return connectorFault('destination-credentials', `${address} does not take this key: ${reason}`, details)
  // Hosted plans limit what an integration may do.
  if (status === 403) return connectorFault('destination-permission', `${address} does not allow this: ${reason}`, { ...details, what: `${ask.method} ${ask.path.split('?')[0] ?? ''}` })
  if (status === 404 || status === 406) return connectorFault('destination-lacks', `${address} has no such thing: ${reason}`, details)
  if (status === 400 || status === 409 || status === 415 || status === 422) return connectorFault('destination-refused', `${address} refuses this: ${reason}`, details)
  return null
}
