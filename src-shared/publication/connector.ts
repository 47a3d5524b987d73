import { z } from 'zod'

import type { Outcome } from '../outcome'
import type { Receipt } from '../signoff/statement'
import type { DestinationInfo } from './destination'
import type { SignedPiece } from './piece'
import type { ArticleView } from './view'

/** Reads the original bytes of a photo by its SHA-256. Throws Fault `photo-damaged` {digest} when they are not what was signed. */
export type PhotoOf = (sha256: string) => Promise<Uint8Array>

/** One sending of a piece. */
export type Order = {
  /** What the desk last heard from there about this story; null where nothing of it stands there. */
  last: Receipt | null
  /** The remote version a person saw and chose to replace, though it was edited there; null where nobody did. */
  over: string | null
  /** When it goes live by the CMS's own clock (ISO 8601), never before; `hour-near` where that cannot be promised any more. Null for at once. Only where `carries.schedule`. */
  at: string | null
  /** Aborted when the desk stops or the sending takes too long. */
  signal: AbortSignal
}

/** What a CMS holds, or would be sent, for a person to read: every line of the text in reading order, marks aside. `photos` are the renditions' names in order. */
export const remoteCopySchema = z.object({
  title: z.string(),
  summary: z.string(),
  lines: z.array(z.string()),
  channels: z.array(z.string()),
  keywords: z.array(z.string()),
  authors: z.array(z.string()),
  photos: z.array(z.string()),
  /** ISO 8601; null where the CMS sets it when it publishes. */
  time: z.string().nullable(),
})
export type RemoteCopy = z.infer<typeof remoteCopySchema>

/** What `look` found: a copy and how it stands there, or nothing any more (`gone`). */
export const foundSchema = z.object({ state: z.enum(['live', 'scheduled', 'hidden', 'gone']), version: z.string(), url: z.string(), edited: z.string().nullable(), copy: remoteCopySchema.nullable() })
export type Found = z.infer<typeof foundSchema>

/** A dry run: what would be sent, and the very text of the request's main field (HTML, block markup, Lexical). */
export const previewSchema = z.object({ copy: remoteCopySchema, source: z.string() })
export type Preview = z.infer<typeof previewSchema>

/** One thing a connection test looked at. `what` is a locale key under `destinations:check.`; `code` a failure's, empty where it holds. */
export const checkSchema = z.object({ what: z.string(), ok: z.boolean(), code: z.string(), message: z.string(), details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) })
export type Check = z.infer<typeof checkSchema>

/** What a CMS offers to map to: its categories as paths, and its authors. */
export const choicesSchema = z.object({ channels: z.array(z.object({ remote: z.string(), path: z.array(z.string()) })), authors: z.array(z.object({ remote: z.string(), name: z.string() })) })
export type Choices = z.infer<typeof choicesSchema>

/**
 * The port every CMS is behind. It takes a checked piece, which nothing but `signedPiece` makes, and answers with a receipt. Nothing here throws but faults
 * nobody expects; refusals are failures with a code of connector-faults.ts, or one of the connector's own.
 */
export type Connector = {
  describe: () => DestinationInfo
  /**
   * Puts the piece there, or brings what is there to this revision (a correction, or again after it was taken down), without a moment of its being away. Finds its own post by
   * the story's id where an answer was lost: the same piece twice is one post, its photos once each, and the same receipt. Refuses `remote-edited` {version, at}
   * where somebody changed it there since `last` and `over` does not name that version, `newer-published`, and `hour-near`.
   */
  publish: (piece: SignedPiece, photo: PhotoOf, order: Order) => Promise<Outcome<Receipt>>
  /** Takes it out of readers' sight without destroying it; taken down twice is taken down. The receipt says the version it has now. */
  takeDown: (story: string, order: Order) => Promise<Outcome<Receipt>>
  /** What stands there now. */
  look: (story: string, last: Receipt, signal: AbortSignal) => Promise<Outcome<Found>>
  /** What publish would send, without sending anything; of a story not signed yet too. */
  preview: (view: ArticleView, signal: AbortSignal) => Promise<Outcome<Preview>>
  /** Every permission publish and takeDown need, tried without leaving anything behind. */
  test: (signal: AbortSignal) => Promise<Outcome<Check[]>>
  /** What channels and authors can be mapped to. */
  choices: (signal: AbortSignal) => Promise<Outcome<Choices>>
}
