import { z } from 'zod'

import { failed, ok, type Outcome } from '../../outcome'
import { sha256Schema } from '../../story/story'
import { PACKAGE, type Finding } from '../manifest'
import type { Keys } from './check-keys'
import { bad, good } from './finding'

/** Where somebody knows a key from: its id as a person gave it, the house's key list, or the desk this workstation works with. `name` is whose it is by that. */
export type TrustedKey = { from: 'given' | 'list' | 'known'; name: string }
/** Keys known from elsewhere than the package, by id. */
export type Trust = ReadonlyMap<string, TrustedKey>

/** What a newsroom publishes of its keys, on its own site or on paper: `house` is who publishes it, each key a desk's (or a person's) with whose it is. */
export const keyListSchema = z.strictObject({ type: z.literal('stet.keys/1'), house: z.string().min(1).max(200), keys: z.array(z.strictObject({ id: sha256Schema, name: z.string().min(1).max(200) })).min(1).max(1000) })
export type KeyList = z.infer<typeof keyListSchema>

/** Reads a key list; `key-list-invalid` {place} says where it is none. */
export const readKeyList = (text: string): Outcome<Trust> => {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return failed('key-list-invalid', 'This is not a key list: it is not JSON.', { place: 'JSON' })
  }
  const parsed = keyListSchema.safeParse(json)
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? ''
    return failed('key-list-invalid', `This is not a key list: it is not valid at "${place}".`, { place })
  }
  const { house, keys } = parsed.data
  return ok(new Map(keys.map(({ id, name }) => [id, { from: 'list', name: name === house ? name : `${house}: ${name}` }])))
}

const short = (key: string): string => key.slice(0, 12)

const trusted = (key: string, { from, name }: TrustedKey): Finding => {
  switch (from) {
    case 'given':
      return good('desk-trusted', PACKAGE.keys, `The desk's key ${short(key)} is the one you gave.`, { key: short(key) })
    case 'list':
      return good('desk-listed', PACKAGE.keys, `The desk's key ${short(key)} stands in the key list: ${name}.`, { key: short(key), name })
    case 'known':
      return good('desk-known', PACKAGE.keys, `The desk's key ${short(key)} is that of the desk this workstation works with: ${name}.`, { key: short(key), name })
  }
}

/** Whether these keys are whose one thinks. Without `trust` that is left to the reader and said; with it, the desk's key must be in it, and its records then vouch for the people's. */
export const checkTrust = ({ desk, people }: Pick<Keys, 'desk' | 'people'>, trust: Trust | undefined): Finding[] => {
  if (!trust) return [good('keys-own', PACKAGE.keys, `All keys come from the package itself. Compare the desk's key ${desk.key} with the one the newsroom gives.`, { key: desk.key })]
  const known = trust.get(desk.key)
  if (known) return [trusted(desk.key, known)]
  // Nobody said which keys to trust; only that this desk is known. Another newsroom's package is not wrong for being another's.
  if (trust.size > 0 && [...trust.values()].every(({ from }) => from === 'known')) return [good('keys-other-desk', PACKAGE.keys, `It is sealed by another desk than the one this workstation works with. Compare its key ${desk.key} with the one its newsroom gives.`, { key: desk.key })]
  const strangers = new Map(people.filter(({ id }) => !trust.has(id)).map(({ id, name }) => [id, name]))
  return [
    bad('key-not-trusted', PACKAGE.pem(desk.key), `The desk's key ${short(desk.key)} is not one you trust.`, { key: short(desk.key), name: '' }),
    ...[...strangers].map(([id, name]) => bad('key-not-trusted', PACKAGE.pem(id), `The key ${short(id)} of ${name} is not one you trust.`, { key: short(id), name })),
  ]
}
