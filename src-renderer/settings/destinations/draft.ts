import type { KeptDestination } from '../../../src-shared/desk-api/publishing-routes'
import { destinationSettingsSchema, PLAIN_TITLE, type DestinationSettings } from '../../../src-shared/publication/destination'

/** A destination as typed. `kept` is how the desk has it, null while it is new; an empty `secret` leaves what is kept; `ownId` once the id was typed, not made from the name. */
export type Draft = { settings: DestinationSettings; secret: string; kept: KeptDestination | null; ownId: boolean }

/** Fields that can be wrong, each with its words under `destinationSettings:wrong.`. */
export type Wrong = Partial<Record<'name' | 'id' | 'address' | 'secret' | 'title', 'missing' | 'id' | 'idTaken' | 'address' | 'secret' | 'title'>>

/** A new destination of a kind, with nothing typed. */
export const newDraft = (kind: string, taken: readonly string[]): Draft => ({
  settings: { id: idFrom('', kind, taken), kind, name: '', address: '', account: '', title: PLAIN_TITLE, channels: [], makeChannels: false, authors: [], author: null, schedule: 'desk' },
  secret: '',
  kept: null,
  ownId: false,
})

/** A kept destination, to be changed. */
export const draftOf = (kept: KeptDestination): Draft => ({ settings: kept.settings, secret: '', kept, ownId: true })

/** An id made of a name's Latin letters and digits, or of the kind where it has none; one that nobody has yet. */
export const idFrom = (name: string, kind: string, taken: readonly string[]): string => {
  const latin = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').slice(0, 50).replace(/^-+|-+$/g, '')
  const first = latin === '' ? kind : latin
  let id = first
  for (let number = 2; taken.includes(id); number += 1) id = `${first}-${String(number)}`
  return id
}

/** An address with the scheme people leave out. */
export const wholeAddress = (typed: string): string => {
  const text = typed.trim()
  return text === '' || /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
}

const originOf = (address: string): string => (URL.canParse(address) ? new URL(address).origin : address)

/** True where the kept secret would go to another account or address than it was kept for, which the desk refuses. */
export const secretMoved = ({ settings, kept }: Pick<Draft, 'settings' | 'kept'>): boolean =>
  kept !== null && kept.secret === 'kept' && (originOf(kept.settings.address) !== originOf(settings.address.trim()) || kept.settings.account !== settings.account.trim())

/** True where nothing that is kept can be used: it is new, what is kept cannot be read, or it would go elsewhere. */
const needsSecret = (draft: Pick<Draft, 'settings' | 'kept'>): boolean => draft.kept === null || draft.kept.secret === 'unreadable' || secretMoved(draft)

/** The settings as the desk takes them. */
export const settingsOf = ({ settings }: Pick<Draft, 'settings'>): DestinationSettings => ({ ...settings, name: settings.name.trim(), address: settings.address.trim(), account: settings.account.trim() })

/** What is not right yet; empty where it can be tried and saved. */
export const wrongIn = (draft: Draft, taken: readonly string[]): Wrong => {
  const { shape } = destinationSettingsSchema
  const { id, name, address, title } = settingsOf(draft)
  return {
    ...(shape.name.safeParse(name).success ? {} : { name: 'missing' as const }),
    ...(!shape.id.safeParse(id).success ? { id: 'id' as const } : draft.kept === null && taken.includes(id) ? { id: 'idTaken' as const } : {}),
    ...(shape.address.safeParse(address).success ? {} : { address: 'address' as const }),
    ...(draft.secret === '' && needsSecret(draft) ? { secret: draft.kept?.secret === 'kept' ? ('secret' as const) : ('missing' as const) } : {}),
    ...(shape.title.safeParse(title).success ? {} : { title: 'title' as const }),
  }
}

/** What the desk is asked with: an empty secret is the kept one. */
export const askedWith = (draft: Draft): { settings: DestinationSettings; secret: string | null } => ({ settings: settingsOf(draft), secret: draft.secret === '' ? null : draft.secret })

/** True where something differs from what the desk has. */
export const isChanged = (draft: Draft): boolean => draft.kept === null || draft.secret !== '' || JSON.stringify(settingsOf(draft)) !== JSON.stringify(draft.kept.settings)
