import { join } from 'node:path'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { LONGEST } from '../publication/batch-source'
import { keepPackage } from '../publication/keep-package'
import { packageName } from '../publication/package-name'
import { verifyPackage } from '../publication/verify'
import { nodeCrypto } from '../signoff/crypto'
import { proveKey } from '../workstation/enrol'
import type { Credential } from '../workstation/statement'
import { prepareSubmission } from '../workstation/submit'
import { askingOf } from './asking'
import { groupOf, maySend } from './groups'
import { waitingIn } from './library-handlers'
import type { Parts } from './parts'
import type { Handlers } from './serve'
import { trustOf } from './signed-package'

type Mine = 'submit.send' | 'published.preview' | 'published.export' | 'published.reveal' | 'published.verify'

/** Submitting and correcting, the site's preview, and packages. */
export const deskHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const { asked, withTools, withLists, credential } = askingOf(parts)
  return {
    'submit.send': ({ id, correction }) =>
      withTools(async (tools) => {
        const { library, outbox, history } = tools.profile
        const draft = await library.open(id)
        if (!draft.ok) return draft
        const waiting = waitingIn(tools.profile).has(id)
        if (!maySend(draft.value, waiting, correction !== undefined)) return failed('already-submitted', 'The piece is already with the desk.', { state: groupOf(draft.value, waiting) })
        // Proven now, while the key is open: it may be locked again by the time the desk is there.
        const proven = await proveKey(tools.person.id, { health: tools.health, proofs: parts.proofs, sign: tools.sign, publicKey: tools.publicKey })
        if (!proven.ok) return proven
        const known: Outcome<Credential | null> = await credential(tools)
        // Whoever writes away from a desk that never saw their key submits all the same: it is enrolled before the piece goes.
        const held = !known.ok && known.code !== 'key-not-enrolled' ? known : ok(known.ok ? known.value : null)
        if (!held.ok) return held
        const submission = prepareSubmission({ ...draft.value, asides: draft.value.notes.asides, correction }, held.value, await withLists(tools))
        if (!submission.ok) return submission
        const photos = []
        for (const { sha256, mediaType } of Object.values(submission.value.story.photos)) {
          const file = library.photoFile(id, sha256)
          if (!file.ok) return file
          photos.push({ sha256, file: file.value, mediaType })
        }
        const { story, storyBytes, sha256, envelope, decision } = submission.value
        const added = await outbox.add({ kind: 'submission', id: submission.value.id, person: tools.person.id, story: id, headline: story.headline, decision, desk: tools.health.desk.key, envelope, revision: sha256, photos, queuedAt: tools.at }, storyBytes)
        if (!added.ok) return added
        // The draft itself is what was sent: a version that cannot be kept (a full disk) must not undo the submission.
        await history.keep(draft.value.story, draft.value.generation, { cause: 'submitted', at: parts.now(), by: tools.person.name })
        parts.emit({ type: 'libraryChanged' })
        parts.emit({ type: 'outboxChanged' })
        return added
      }),
    'published.preview': () => parts.preview(),
    'published.export': async ({ id }) => {
      const dossier = await asked(parts.client().call('piece', { params: { story: id } }))
      if (!dossier.ok) return dossier
      const sent = await asked(parts.client().call('exportPackage', { params: { story: id }, signal: AbortSignal.timeout(LONGEST) }))
      if (!sent.ok) return sent
      const { signedAt } = dossier.value.piece
      return keepPackage(sent.value, parts.folders.packages, (headline) => packageName({ headline, signedAt }), { crypto: nodeCrypto, trust: trustOf(parts) })
    },
    'published.reveal': async ({ path }) => {
      // Only what Stet itself exported may be shown, whatever the window asks.
      if (join(parts.folders.packages, path.slice(parts.folders.packages.length)) !== path || !path.startsWith(parts.folders.packages)) return failed('not-allowed', 'That is not an exported package.', {})
      await parts.reveal(path)
      return ok(null)
    },
    'published.verify': async ({ ticket }) => {
      const file = parts.incoming.find(ticket)
      if (!file.ok) return file
      try {
        return ok(await verifyPackage(file.value.path, { crypto: nodeCrypto, trust: trustOf(parts) }))
      } finally {
        await parts.incoming.drop(ticket)
      }
    },
  }
}
