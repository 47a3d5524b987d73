import type { Outcome } from '../../src-shared/outcome'
import type { Connector } from '../../src-shared/publication/connector'
import type { DestinationSettings } from '../../src-shared/publication/destination'
import type { Patience } from './http'

/** Makes a photo's web rendition: JPEG bytes carrying caption and credit, of the part `crop` shows (as a photo node keeps it; all of it without). `place` only where it may be known. */
export type WebRendition = (bytes: Uint8Array, meta: { caption: string; credit: string; alt: string; headline: string; source: string; crop?: string; place?: string; copyright?: string }) => Promise<Outcome<Uint8Array>>

/** What a connector works with besides its settings. */
export type Tools = {
  webRendition: WebRendition
  /** ISO 8601 in UTC. */
  now: () => string
  fetch: typeof fetch
  /** How long one request may take; http.ts says where absent. */
  patience?: Patience
}

/** One CMS: a folder of connectors/ answers one of these, and kinds.ts lists it. */
export type ConnectorKind = {
  /** The folder's name, and `kind` of the destinations it serves. */
  kind: string
  /** What the settings ask for besides the address: an account's name, and a secret. Their words are `destinations:<kind>.account` and `.secret`. */
  asks: { account: boolean }
  /** Refuses settings or a secret that cannot be this CMS's (`destination-credentials`, `destination-lacks`) without asking it. */
  open: (settings: DestinationSettings, secret: string, tools: Tools) => Outcome<Connector>
}
