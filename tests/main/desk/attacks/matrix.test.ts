import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { routes, type RouteName } from '../../../../src-shared/desk-api/routes'
import { valueOf } from '../../../../src-shared/outcome'
import { canonicalBytes } from '../../../../src-shared/story/canonical'
import { nodeCrypto, PASSWORD } from '../newsroom'
import { idOf, openCast, type Cast, type Made } from './cast'
import { GATES, ROUTES, STANDS, WHO, WHOSE, type Stands, type Who, type Whose } from './may'

const SHA = 'ab'.repeat(32)
/** Who may correct another's piece, and so put words into it. `former` did while an editor. */
const COAUTHORS: readonly Who[] = ['inside', 'editor', 'chief', 'admin', 'former']
/** Ending sessions needs no body, so it is done: with sessions nothing else uses. */
const ENDING: ReadonlySet<RouteName> = new Set(['signOut', 'endOtherSessions'])

let cast: Cast
/** The pieces of the matrix: everybody's own and one of another's wherever one can stand, and one each has put words into. */
const pieces = new Map<string, Made>()

const keyOf = (who: Who, whose: Whose, stands: Stands): string => (whose === 'other' ? `other ${stands}` : `${who} ${whose} ${stands}`)

beforeAll(async () => {
  cast = await openCast()
  for (const stands of STANDS) {
    pieces.set(keyOf('nobody', 'other', stands), await cast.bring(stands, cast.author, null))
    for (const who of WHO) if (who !== 'nobody') pieces.set(keyOf(who, 'own', stands), await cast.bring(stands, cast.members[who], null))
  }
  for (const who of COAUTHORS) if (who !== 'nobody') pieces.set(keyOf(who, 'coauthored', 'corrected'), await cast.bring('corrected', cast.author, cast.members[who]))
  await cast.settle()
})
afterAll(() => cast.close())

const pathOf = (name: RouteName, made: Made | null): string => {
  const filled = { story: made?.story.id ?? idOf(999_999), sha256: made ? nodeCrypto.sha256(canonicalBytes(made.story)) : SHA, key: SHA, kept: 'none', person: 'nobody', session: 'none', destination: 'none', hook: 'none' }
  return routes[name].path.replace(/:(\w+)/g, (_, field: keyof typeof filled) => filled[field]) + (name === 'pieces' ? '?scope=mine' : '')
}

/** True where the desk let the request past its gate; what the handler then says is another matter. */
const passes = async (name: RouteName, who: Who, made: Made | null): Promise<boolean> => {
  const token = who === 'nobody' ? undefined : ENDING.has(name) && who !== 'gone' ? valueOf(await cast.room.client(null).call('signIn', { body: { login: who, password: PASSWORD } })).token : cast.members[who].token
  const { method, body } = routes[name]
  // A body no route understands, so that asking changes nothing.
  const { status, failure, response } = await cast.room.request(method, pathOf(name, made), { ...(token === undefined ? {} : { token }), ...(body === null ? {} : { body: '{' }) })
  await response.body?.cancel()
  if (failure?.code === 'not-signed-in') expect([who, status]).toEqual([who === 'gone' ? 'gone' : 'nobody', 401])
  if (failure?.code === 'not-allowed') expect(status).toBe(403)
  expect(status, `${who} at ${name}: ${failure?.code ?? ''}`).not.toBe(500)
  return failure?.code !== 'not-signed-in' && failure?.code !== 'not-allowed'
}

describe('every route lets past its gate exactly whom the policy names', () => {
  const names = Object.keys(routes) as RouteName[]
  const [onPieces, others] = [names.filter((name) => routes[name].path.includes(':story')), names.filter((name) => !routes[name].path.includes(':story'))]

  it('and every route has a gate', () => expect(Object.keys(ROUTES).sort()).toEqual(Object.keys(routes).sort()))

  it.each(onPieces)('%s, whosever the piece is and wherever it stands', async (name) => {
    const [got, expected]: [string[], string[]] = [[], []]
    for (const who of WHO)
      for (const whose of WHOSE)
        for (const stands of STANDS) {
          const made = pieces.get(keyOf(who, whose, stands)) ?? null
          if (whose === 'unknown' ? stands !== 'first' : !made) continue
          const cell = `${who}, ${whose}, ${stands}`
          if (await passes(name, who, made)) got.push(cell)
          if ((GATES[ROUTES[name]][whose] as readonly Who[]).includes(who)) expected.push(cell)
        }
    expect(got).toEqual(expected)
  })

  // Sessions are ended last: nobody is asked anything with them afterwards.
  it.each(others.sort((one, other) => Number(ENDING.has(one)) - Number(ENDING.has(other))))('%s', async (name) => {
    const got: Who[] = []
    for (const who of WHO) if (await passes(name, who, null)) got.push(who)
    expect(got).toEqual(WHO.filter((who) => (GATES[ROUTES[name]].other as readonly Who[]).includes(who)))
  })
})
