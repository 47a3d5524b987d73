import type { liveContract } from '../../src-shared/bridge/live'
import { failed, ok } from '../../src-shared/outcome'
import type { Asking } from './asking'
import type { Parts } from './parts'
import type { Handlers } from './serve'

/** Keeping parts in live sessions on this machine. */
export const liveHandlers = (parts: Pick<Parts, 'now' | 'emit'>, withTools: Asking['withTools']): Pick<Handlers, keyof typeof liveContract> => ({
  'live.keep': ({ id, keeping, ...kept }) =>
    withTools(async ({ profile, health }) => {
      const at = parts.now()
      await profile.pieces.live.keep(id, health.desk.key, keeping, { ...kept, at })
      return ok({ at })
    }),
  'live.kept': () => withTools(async ({ profile, health }) => ok(await profile.pieces.live.all(health.desk.key))),
  'live.read': ({ id, keeping }) =>
    withTools(async ({ profile, health }) => {
      const kept = await profile.pieces.live.read(id, health.desk.key, keeping)
      return kept ? ok(kept) : failed('live-unkept', 'Nothing is kept under that name.')
    }),
  'live.drop': ({ id, keeping }) =>
    withTools(async ({ profile }) => {
      await profile.pieces.live.drop(id, keeping)
      return ok(null)
    }),
  'live.setAside': ({ id, keeping, code, ...copy }) =>
    withTools(async ({ profile, health, person }) => {
      const { pieces } = profile
      const [work, piece, at] = [await pieces.work(id, health.desk.key), await pieces.piece(id, health.desk.key), parts.now()]
      const base = work?.known?.base ?? piece?.dossier.piece.standing.revision.sha256 ?? '0'.repeat(64)
      await pieces.setAside(id, { ...copy, base, at, by: person.name }, { at, code })
      await pieces.live.drop(id, keeping)
      parts.emit({ type: 'deskChanged', story: id })
      return ok(null)
    }),
})
