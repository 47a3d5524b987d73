import { z } from 'zod'

import { ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import type { Check, Choices } from '../../../src-shared/publication/connector'
import { connectorFault } from '../../../src-shared/publication/connector-faults'
import type { DestinationSettings } from '../../../src-shared/publication/destination'
import { htmlText } from '../html-lines'
import type { Desk } from './publish'
import { accountSchema, rootSchema, userSchema } from './schemas'
import { allCategories, pathOf } from './terms'

const met = (what: string): Check => ({ what, ok: true, code: '', message: '', details: {} })
const unmet = (what: string, { code, message, details }: Failure): Check => ({ what, ok: false, code, message, details })

const PLUGIN_ABSENT = 'wordpress-plugin-absent'

/** What the account must be allowed, by WordPress's own names. */
const needed = (settings: DestinationSettings): [what: string, capability: string][] => [
  ['upload', 'upload_files'],
  ['publish', 'publish_posts'],
  // A correction, and taking down, change a post that is published.
  ['publish', 'edit_published_posts'],
  ...(settings.authors.length > 0 || settings.author !== null ? [['editOthers', 'edit_others_posts'] as [string, string]] : []),
  ...(settings.makeChannels ? [['categories', 'manage_categories'] as [string, string]] : []),
]

/** The port's test. What cannot be asked for want of the one before is left out. */
export const testSite = async ({ api, settings }: Desk, signal: AbortSignal): Promise<Outcome<Check[]>> => {
  const address = new URL(api.base).origin
  const root = await api.ask('', { method: 'GET', query: { _fields: 'namespaces,routes' }, signal }, rootSchema)
  if (!root.ok) return signal.aborted ? root : ok([unmet('api', root)])
  const { namespaces, routes } = root.value.value
  if (!namespaces.includes('wp/v2')) return ok([unmet('api', connectorFault('destination-lacks', `${address} has no wp/v2.`, { address, status: 200, reason: 'wp/v2' }))])
  // A wrong password is not refused where anybody may read: only what an account alone may see tells.
  const me = await api.ask('wp/v2/users/me', { method: 'GET', query: { context: 'edit' }, signal }, accountSchema)
  if (!me.ok) return signal.aborted ? me : ok([met('api'), unmet('credentials', me)])
  const { capabilities } = me.value.value
  const lacking = new Map<string, string>()
  for (const [what, capability] of needed(settings)) if (capabilities[capability] !== true && !lacking.has(what)) lacking.set(what, capability)
  const permissions = [...new Set(needed(settings).map(([what]) => what))].map((what) => {
    const capability = lacking.get(what)
    return capability === undefined ? met(what) : unmet(what, connectorFault('destination-permission', `The account may not ${capability}.`, { address, status: 403, what: capability }))
  })
  const hasPlugin = routes['/wp/v2/posts']?.endpoints.some(({ args }) => typeof args === 'object' && args !== null && 'stet_id' in args) ?? false
  const plugin: Check = hasPlugin ? met('plugin') : { what: 'plugin', ok: true, code: PLUGIN_ABSENT, message: 'The plugin is not there; publishing works without it.', details: { address } }
  return ok([met('api'), met('credentials'), ...permissions, plugin])
}

/** The port's choices: categories as paths, and the people who may write there. */
export const choicesOf = async ({ api }: Desk, signal: AbortSignal): Promise<Outcome<Choices>> => {
  const categories = await allCategories(api, signal)
  if (!categories.ok) return categories
  const people = await api.ask('wp/v2/users', { method: 'GET', query: { who: 'authors', per_page: 100, _fields: 'id,name' }, signal }, z.array(userSchema))
  // Some sites hide their people. Then nobody can be mapped, and the account stands as author.
  if (!people.ok && people.code !== 'destination-permission' && people.code !== 'destination-refused') return people
  return ok({
    channels: categories.value.map((category) => ({ remote: String(category.id), path: pathOf(category, categories.value) })),
    authors: people.ok ? people.value.value.map(({ id, name }) => ({ remote: String(id), name: htmlText(name) })) : [],
  })
}
