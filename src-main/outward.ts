import type { DeskClient } from '../src-shared/desk-api/client'
import type { Health } from '../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../src-shared/outcome'
import type { Person } from '../src-shared/review/people'
import type { Vault } from './durable/vault'
import type { OutboxOptions, Send } from './outbox/outbox'
import { sendItem } from './outbox/send'
import type { Profile } from './profile'
import { nodeCrypto } from './signoff/crypto'
import { ensureEnrolled } from './workstation/enrol'
import { localTime } from './workstation/local-time'
import { renewAct } from './workstation/renew'

type Enrolment = Parameters<typeof ensureEnrolled>[1]

type Outward = {
  client: DeskClient
  /** Whether anybody is signed in to the desk. */
  signedIn: () => boolean
  health: () => Promise<Outcome<Health>>
  enrolment: (health: Health) => Enrolment
  now: () => string
}

/** How what waits in a person's outbox goes to the desk: their own under a key the desk knows, others' as it was signed. */
export const outwardOf = ({ client, signedIn, health, enrolment, now }: Outward, person: Person, vault: Vault): { send: Send; renew: OutboxOptions['renew'] } => ({
  send: async (item, progress, signal) => {
    if (!signedIn()) return failed('not-signed-in', 'Sign in to the desk to send this.')
    const known = await health()
    if (!known.ok) return known
    // Another's act is its signer's: who brings it needs no key.
    const enrolled = item.signer ? ok(null) : await ensureEnrolled(person.id, enrolment(known.value))
    return enrolled.ok ? sendItem(client, (path) => vault.read(path))(item, progress, signal) : enrolled
  },
  renew: async (item) => {
    if (item.signer) return failed('credential-stale', 'Only who signed it can sign it again.')
    const known = await health()
    return known.ok ? renewAct(item.envelope, person.id, { ...enrolment(known.value), at: localTime(new Date(now())), crypto: nodeCrypto }) : known
  },
})

/** A photo of a piece as the desk has it; where it does not, as it came in a hand-off file. */
export const deskPhotoOf = (client: DeskClient, profile: () => Outcome<Profile>) => async (story: string, sha256: string): Promise<Outcome<Uint8Array>> => {
  const there = await client.call('getPhoto', { params: { story, sha256 } })
  const here = profile()
  const carried = there.ok || !here.ok ? null : await here.value.pieces.carried.photo(story, sha256)
  return carried ? ok(carried) : there
}
