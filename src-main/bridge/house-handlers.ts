import type { Output } from '../../src-shared/bridge/contract'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { DELEGATION_TYPE, type DelegationStatement } from '../../src-shared/signoff/statement'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { readLent } from '../workstation/lent'
import { rotateKey } from '../workstation/rotate'
import type { Credential } from '../workstation/statement'
import { askingOf, type Tools } from './asking'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine = 'desk.colleagues' | 'desk.delegations' | 'desk.delegate' | 'desk.endDelegation' | 'desk.keys' | 'desk.revokeKey' | 'desk.policies' | 'desk.setPolicy' | 'key.rotate'

/** The house's order: who is here, whose right is lent to whom, whose key is whose, and the policy. */
export const houseHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const { asked, withTools, credential, open } = askingOf(parts)
  const client = () => parts.client()
  /** Signs a delegation statement with the person's key and gives it to the desk; once more where the desk knows a newer credential. */
  const signed = (passphrase: string | null, word: (tools: Tools, signer: DelegationStatement['signer']) => DelegationStatement): Promise<Outcome<Output<'desk.delegate'>>> =>
    withTools(async (tools) => {
      const opened = await open(tools.person.id, passphrase)
      if (!opened.ok) return opened
      const once = async (held: Credential): Promise<Outcome<Output<'desk.delegate'>>> => {
        const statement = word(tools, { person: tools.person.id, name: held.name, key: held.key, credential: held.id })
        const envelope = tools.sign(tools.person.id, DELEGATION_TYPE, canonicalBytes(statement))
        return envelope.ok ? asked(client().call('delegate', { body: { envelope: envelope.value } })) : envelope
      }
      const first = await credential(tools)
      if (!first.ok) return first
      const given = await once(first.value)
      if (given.ok || given.code !== 'credential-stale') return given
      const again = await credential(tools)
      return again.ok ? once(again.value) : again
    })
  return {
    'desk.colleagues': () => asked(client().call('colleagues')),
    'desk.delegations': () => withTools(({ health, profile }) => asked(readLent({ client: client(), desk: health.desk.key, kept: profile.pieces }))),
    'desk.delegate': async ({ to, passphrase, ...given }) => {
      const colleagues = await asked(client().call('colleagues'))
      if (!colleagues.ok) return colleagues
      const person = colleagues.value.find(({ id }) => id === to)
      if (!person) return failed('person-unknown', 'There is nobody of this id at the desk.', { person: to })
      return signed(passphrase, ({ health, at }, signer) => ({ type: 'stet.delegation/1', kind: 'given', desk: health.desk.key, to: { person: to, name: person.name }, ...given, signer, at }))
    },
    'desk.endDelegation': ({ delegation, reason, passphrase }) => signed(passphrase, ({ health, at }, signer) => ({ type: 'stet.delegation/1', kind: 'ended', desk: health.desk.key, delegation, reason, signer, at })),
    'desk.keys': () => asked(client().call('keys')),
    'desk.revokeKey': ({ key, reason }) => asked(client().call('revokeKey', { params: { key }, body: { reason } })),
    'desk.policies': () => asked(client().call('policies')),
    'desk.setPolicy': async ({ policy, replaces }) => {
      const set = await asked(client().call('setPolicy', { body: { policy, replaces } }))
      // The policy stands in what this machine knows of the desk; everything signed from now on names it.
      if (set.ok) await parts.watch.check()
      if (set.ok) parts.emit({ type: 'appChanged' })
      return set
    },
    'key.rotate': ({ current, next }) =>
      withTools(async ({ person, health, profile }) => {
        const rotated = await asked(rotateKey(person.id, { current, next }, { client: client(), health, signer: parts.signer, waiting: profile.outbox.list().length, device: parts.host, keepProof: parts.proofs.keep }))
        if (!rotated.ok) return rotated
        const opened = await open(person.id, next)
        parts.emit({ type: 'appChanged' })
        return opened.ok ? ok(null) : opened
      }),
  }
}
