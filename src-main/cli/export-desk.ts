import { deskClient, type DeskClient } from '../../src-shared/desk-api/client'
import { valueOf } from '../../src-shared/outcome'
import { composeDesk, plainNewsroom } from '../compose-desk'
import { consoleLog } from './console-log'
import { homeFolder } from './home'
import type { Words } from './words'

type Asked = { login: string; password: string; home: string | undefined; /** The desk's address; this machine's desk where there is none. */ address: string | undefined; words: Words; version: string }

/** Signs in to a desk, does something there and signs out again. Answers what `act` answers, or 1 where this machine's desk does not open; throws the refusal of the sign-in. */
export const atDesk = async ({ login, password, home, address, words, version }: Asked, act: (client: DeskClient) => Promise<number>): Promise<number> => {
  const house = address === undefined ? await composeDesk({ home: homeFolder(home, process.env), databaseUrl: process.env['DATABASE_URL'] ?? null, newsroom: plainNewsroom(words.language), version, now: () => new Date().toISOString(), report: consoleLog.warn }) : null
  if (house && !house.ok) {
    console.error(words.failure(house))
    return 1
  }
  const desk = house?.value.desk
  let token: string | null = null
  const client = deskClient({ base: address ?? 'http://desk.invalid', fetch: desk?.fetch ?? ((request) => fetch(request, { redirect: 'error' })), token: () => token })
  try {
    token = valueOf(await client.call('signIn', { body: { login, password } })).token
    const code = await act(client)
    await client.call('signOut')
    return code
  } finally {
    await desk?.close()
  }
}
