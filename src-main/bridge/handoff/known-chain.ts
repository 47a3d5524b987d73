import type { Dossier } from '../../../src-shared/desk-api/pieces'
import { fromBase64, type Envelope } from '../../../src-shared/signoff/envelope'
import { REVIEW_TYPE } from '../../../src-shared/signoff/statement'
import type { OutboxItem } from '../../outbox/outbox'
import { actIds, begins, type CarriedPiece } from '../../workstation/kept-carried'
import { isAway } from '../../workstation/reach'
import type { Tools } from '../asking'

/** What is known here of a piece's acts: as the desk said, as they came in a file, and what waits to be sent; joined to one chain. */
export type KnownChain = { envelopes: Envelope[]; ids: string[]; /** How many of them the desk has. */ atDesk: number; dossiers: Dossier[]; carried: CarriedPiece | null; waiting: OutboxItem[] }

/** The id an act goes by. */
export const idOf = (envelope: Envelope, { crypto }: Pick<Tools, 'crypto'>): string => crypto.sha256(fromBase64(envelope.payload))

const actsOf = ({ events }: Dossier): Envelope[] => events.map(({ envelope }) => envelope).filter(({ payloadType }) => payloadType === REVIEW_TYPE)

/** The desk's word on a piece now, or as last heard where it is away; null where it has none. */
const heard = async (story: string, { reading, profile, health }: Tools): Promise<Dossier | null> => {
  const answer = await reading.client.call('piece', { params: { story } })
  if (answer.ok) {
    await profile.pieces.keepPiece(story, { desk: health.desk.key, dossier: answer.value, at: reading.now() }).catch(() => undefined)
    return answer.value
  }
  return isAway(answer.code) || answer.code === 'not-signed-in' ? ((await profile.pieces.piece(story, health.desk.key))?.dossier ?? null) : null
}

/** Joins what is known of a piece. Where the desk went another way than what came in a file, the desk's word counts. */
export const knownChain = async (story: string, tools: Tools): Promise<KnownChain> => {
  const { profile, health } = tools
  const desk = await heard(story, tools)
  const carried = await profile.pieces.carried.read(story, health.desk.key)
  const atDesk = desk ? actIds(desk) : []
  const further = carried && begins(atDesk, actIds(carried.dossier)) ? carried.dossier : null
  const envelopes = further ? actsOf(further) : desk ? actsOf(desk) : []
  const ids = envelopes.map((envelope) => idOf(envelope, tools))
  const waiting = profile.outbox.items(story)
  for (const { envelope } of waiting) {
    const id = idOf(envelope, tools)
    if (ids.includes(id)) continue
    envelopes.push(envelope)
    ids.push(id)
  }
  return { envelopes, ids, atDesk: atDesk.length, dossiers: [...(desk ? [desk] : []), ...(further ? [further] : [])], carried, waiting }
}
