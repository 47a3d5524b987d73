import type { Health } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Profile } from '../profile'
import { nodeCrypto } from '../signoff/crypto'
import { ensureEnrolled, rememberedCredential } from '../workstation/enrol'
import { localTime } from '../workstation/local-time'
import { readHouseLists } from '../workstation/lists'
import { isAway } from '../workstation/reach'
import type { Reading } from '../workstation/read-piece'
import type { Credential, Signing } from '../workstation/statement'
import type { WorkingParts } from '../workstation/working-copies'
import type { Parts } from './parts'

/** What is at hand for anything that goes to the desk: who acts, with which library and key, at which desk. */
export type Tools = Signing & { profile: Profile; reading: Reading; working: WorkingParts }

/** How handlers ask the desk. */
export type Asking = {
  /** The desk's answer; where it no longer knows our session, the rail says so too. */
  asked: <T>(answer: Promise<Outcome<T>>) => Promise<Outcome<T>>
  /** With everything an act at the desk needs, the desk as last seen where it is away. */
  withTools: <T>(act: (tools: Tools) => Promise<Outcome<T>>) => Promise<Outcome<T>>
  /** The same tools, with passes of the machine by the house's lists as they are now, or as last heard; without lists where they cannot be believed: that stops nobody from submitting. */
  withLists: (tools: Tools) => Promise<Tools>
  /** The credential to sign under: as the desk says now, or where it is away as it last said. `key-not-enrolled` where it never did. */
  credential: (tools: Tools) => Promise<Outcome<Credential>>
  /** The passphrase proven for this one act, and the key open after it. */
  confirm: (person: string, passphrase: string | null) => Promise<Outcome<null>>
  /** The key open, with the passphrase only where it is locked. */
  open: (person: string, passphrase: string | null) => Promise<Outcome<null>>
}

/** Makes them over the parts. */
export const askingOf = (parts: Parts): Asking => {
  const asked: Asking['asked'] = async (answer) => {
    const outcome = await answer
    // That the session is over is taken up where the client is made (compose.ts).
    if (!outcome.ok && outcome.code === 'not-signed-in') await parts.watch.check()
    return outcome
  }
  const toolsOf = (profile: Profile, health: Health): Tools => {
    const { person } = profile
    const client = parts.client()
    const crypto = nodeCrypto
    const at = localTime(new Date(parts.now()))
    return {
      person,
      health,
      at,
      crypto,
      sign: parts.signer.sign,
      publicKey: parts.signer.publicKey,
      machinePass: (story, asides) => parts.machine(story, asides, { rows: [], own: health.name, today: at.slice(0, 10) }),
      profile,
      reading: { client, health, crypto, kept: profile.pieces, now: parts.now },
      working: { client, desk: health.desk.key, kept: profile.pieces, person: person.name, now: parts.now },
    }
  }
  const open: Asking['open'] = async (person, passphrase) => {
    if (parts.signer.state(person) !== 'locked') return ok(null)
    const opened = await parts.signer.unlock(person, passphrase)
    return opened.ok ? ok(null) : opened
  }
  return {
    asked,
    open,
    withTools: async (act) => {
      const profile = parts.profile()
      if (!profile.ok) return profile
      const health = await parts.health()
      return health.ok ? act(toolsOf(profile.value, health.value)) : health
    },
    withLists: async (tools) => {
      const { health, crypto, profile, at } = tools
      const lists = await readHouseLists({ client: parts.client(), health, crypto, kept: profile.lists, now: parts.now })
      if (!lists.ok) return tools
      const { rows, own } = lists.value
      return { ...tools, machinePass: (story, asides) => parts.machine(story, asides, { rows, own, today: at.slice(0, 10) }) }
    },
    credential: async (tools) => {
      const enrolment = { client: parts.client(), health: tools.health, sign: tools.sign, publicKey: tools.publicKey, proofs: parts.proofs, credentials: parts.credentials, device: parts.host }
      const now = await asked(ensureEnrolled(tools.person.id, enrolment))
      // Nobody signed in to the desk can still write and sign here; the desk is asked when it is sent.
      if (now.ok || !(isAway(now.code) || now.code === 'not-signed-in')) return now
      const known = rememberedCredential(tools.person.id, enrolment)
      if (!known.ok) return known
      return known.value ? ok(known.value) : failed('key-not-enrolled', 'The desk has never seen this key; it must be there once before anything is signed without it.')
    },
    confirm: async (person, passphrase) => {
      const confirmed = await parts.signer.confirm(person, passphrase)
      // The passphrase just proved opens the key too; asking for it twice would teach nobody anything.
      return confirmed.ok ? open(person, passphrase) : confirmed
    },
  }
}
