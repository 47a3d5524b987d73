import { join } from 'node:path'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Health } from '../../src-shared/desk-api/routes'
import type { Person } from '../../src-shared/review/people'
import { makeFolder, writeDurable } from '../durable/write'
import { packageName } from '../publication/package-name'
import { verifyPackage } from '../publication/verify'
import { nodeCrypto } from '../signoff/crypto'
import { decideOnPiece, readPiece } from '../workstation/review'
import { localTime } from '../workstation/local-time'
import { ensureEnrolled, proveKey } from '../workstation/enrol'
import { prepareSubmission } from '../workstation/submit'
import { askingDesk } from './asking'
import { groupOf } from './groups'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine = 'submit.send' | 'desk.pieces' | 'desk.piece' | 'desk.decide' | 'published.publish' | 'published.preview' | 'published.export' | 'published.reveal' | 'published.verify'

/** Submitting, reviewing, publishing and packages: everything that goes to the desk. */
export const deskHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const asked = askingDesk(parts)
  const signing = async <T>(act: (tools: { person: Person; health: Health; at: string }) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const person = parts.session.person()
    if (!person) return failed('not-signed-in', 'Sign in first.')
    const health = await parts.health()
    return health.ok ? act({ person, health: health.value, at: localTime(new Date(parts.now())) }) : health
  }
  const keyed = { crypto: nodeCrypto, sign: parts.signer.sign, publicKey: parts.signer.publicKey }
  return {
    'submit.send': ({ id }) =>
      signing(async (tools) => {
        const profile = parts.profile()
        if (!profile.ok) return profile
        const { library, outbox } = profile.value
        const draft = await library.open(id)
        if (!draft.ok) return draft
        const waiting = outbox.list().some(({ story }) => story === id)
        if (!['writing', 'returned'].includes(groupOf(draft.value, waiting))) return failed('already-submitted', 'The piece is already with the desk.', { state: groupOf(draft.value, waiting) })
        // Proven now, while the key is open: it may be locked again by the time the desk is there.
        const proven = await proveKey(tools.person.id, { health: tools.health, proofs: parts.proofs, ...keyed })
        if (!proven.ok) return proven
        const submission = prepareSubmission(draft.value, { ...tools, ...keyed })
        if (!submission.ok) return submission
        const photos = []
        for (const { sha256, mediaType } of Object.values(submission.value.story.photos)) {
          const file = library.photoFile(id, sha256)
          if (!file.ok) return file
          photos.push({ sha256, file: file.value, mediaType })
        }
        const { story, storyBytes, sha256, envelope } = submission.value
        const added = await outbox.add({ id: submission.value.id, person: tools.person.id, story: id, headline: story.headline, desk: tools.health.desk.key, envelope, revision: sha256, photos, queuedAt: tools.at }, storyBytes)
        if (!added.ok) return added
        // The draft itself is what was sent: a version that cannot be kept (a full disk) must not undo the submission.
        await profile.value.history.keep(draft.value.story, draft.value.generation, { cause: 'submitted', at: parts.now(), by: tools.person.name })
        parts.emit({ type: 'libraryChanged' })
        parts.emit({ type: 'outboxChanged' })
        return added
      }),
    'desk.pieces': ({ scope }) => asked(parts.client().call('pieces', { query: { scope } })),
    'desk.piece': async ({ id }) => {
      const health = await parts.health()
      return health.ok ? asked(readPiece(id, { client: parts.client(), health: health.value, crypto: nodeCrypto })) : health
    },
    'desk.decide': ({ id, decision, reason, seen, passphrase }) =>
      signing(async (tools) => {
        // A sign-off asks for the key each time, even in an open session.
        const confirmed = decision === 'signOff' ? await parts.signer.confirm(tools.person.id, passphrase) : ok(null)
        if (!confirmed.ok) return confirmed
        // The passphrase just proved opens the key too; asking for it twice would teach nobody anything.
        if (decision === 'signOff' && parts.signer.state(tools.person.id) === 'locked') {
          const opened = await parts.signer.unlock(tools.person.id, passphrase)
          if (!opened.ok) return opened
        }
        const enrolled = await asked(ensureEnrolled(tools.person.id, { client: parts.client(), health: tools.health, proofs: parts.proofs, ...keyed }))
        if (!enrolled.ok) return enrolled
        return asked(decideOnPiece({ id, decision, reason, seen }, { client: parts.client(), ...tools, ...keyed }))
      }),
    'published.publish': ({ id, destination }) => asked(parts.client().call('publish', { params: { story: id }, body: { destination } })),
    'published.preview': () => parts.preview(),
    'published.export': async ({ id }) => {
      const bytes = await asked(parts.client().call('exportPackage', { params: { story: id } }))
      if (!bytes.ok) return bytes
      const verdict = await verifyPackage(bytes.value, { crypto: nodeCrypto })
      const broken = verdict.findings.find((finding) => !finding.ok)
      if (broken) return failed(broken.code, broken.message, broken.details)
      const dossier = await asked(parts.client().call('piece', { params: { story: id } }))
      if (!dossier.ok) return dossier
      const name = packageName({ headline: verdict.headline, signedAt: dossier.value.piece.signedAt })
      await makeFolder(parts.folders.packages)
      const path = join(parts.folders.packages, name)
      await writeDurable(path, bytes.value)
      return ok({ path, name, bytes: bytes.value.length })
    },
    'published.reveal': async ({ path }) => {
      // Only what Stet itself exported may be shown, whatever the window asks.
      if (join(parts.folders.packages, path.slice(parts.folders.packages.length)) !== path || !path.startsWith(parts.folders.packages)) return failed('not-allowed', 'That is not an exported package.', {})
      await parts.reveal(path)
      return ok(null)
    },
    'published.verify': async ({ bytes }) => ok(await verifyPackage(bytes, { crypto: nodeCrypto })),
  }
}
