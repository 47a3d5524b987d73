import { z } from 'zod'

import { channelPathSchema } from '../review/people'

/** What becomes of a block or mark a destination does not know: its words stay as plain text, or it is gone. */
export const blockLossSchema = z.enum(['plain', 'lost'])

/**
 * What a destination can carry. `blocks` names only what it cannot show as what it is, by the body schema's names; `headline`, `summary` (characters)
 * and `photoBytes` are the most it takes, null for no limit.
 */
export const carriesSchema = z.object({
  blocks: z.record(z.string(), blockLossSchema),
  /** `byline`: the printed line alone; `one`, `many`: accounts of the CMS besides. */
  authors: z.enum(['byline', 'one', 'many']),
  channels: z.enum(['tree', 'flat', 'none']),
  captions: z.boolean(),
  /** The CMS can be told to go live at a time by its own clock. */
  schedule: z.boolean(),
  headline: z.int().positive().nullable(),
  summary: z.int().positive().nullable(),
  photoBytes: z.int().positive().nullable(),
})
export type Carries = z.infer<typeof carriesSchema>

/** A destination that carries everything: a site of our own. */
export const EVERYTHING: Carries = { blocks: {}, authors: 'byline', channels: 'tree', captions: true, schedule: false, headline: null, summary: null, photoBytes: null }

/** What anybody at the desk may know of a destination. `kind` names its connector's folder; `title` is the template of its titles (titleBy), the plain headline where it says none. */
export const destinationInfoSchema = z.object({ id: z.string(), name: z.string(), kind: z.string(), address: z.string(), carries: carriesSchema.default(EVERYTHING), title: z.string().max(200).optional() })
export type DestinationInfo = z.infer<typeof destinationInfoSchema>

/** Where a piece's channel or a byline's name leads in a CMS: its own id there, as text. */
const remoteId = z.string().min(1).max(100)

/** What a title is made of where nobody set it otherwise. */
export const PLAIN_TITLE = '{headline}'

/**
 * How a newsroom uses one CMS: everything but the secret, which never leaves the desk. `account` is who signs in there (empty where the secret says so).
 * `title` is made of {columnTag}, {kicker}, {headline} and {deck}. `schedule` says whose clock a time is left to.
 */
export const destinationSettingsSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/),
  kind: z.string().regex(/^[a-z]{2,30}$/),
  name: z.string().trim().min(1).max(100),
  address: z.url({ protocol: /^https?$/ }).max(500),
  account: z.string().max(200),
  title: z.string().max(200),
  channels: z.array(z.strictObject({ channel: channelPathSchema, remote: remoteId })).max(500),
  /** Makes a channel there that has no counterpart; without it such a piece goes without. */
  makeChannels: z.boolean(),
  authors: z.array(z.strictObject({ name: z.string().min(1).max(100), remote: remoteId })).max(500),
  /** Who stands as author where nobody of the byline has an account; null for the account that signs in. */
  author: remoteId.nullable(),
  schedule: z.enum(['desk', 'remote']),
})
export type DestinationSettings = z.infer<typeof destinationSettingsSchema>

/** What a channel is mapped to in the CMS; undefined where nobody mapped it. */
export const mappedChannel = ({ channels }: Pick<DestinationSettings, 'channels'>, channel: readonly string[]): string | undefined =>
  channels.find((each) => each.channel.length === channel.length && each.channel.every((name, index) => name === channel[index]))?.remote

const PLACES = /\{(columnTag|kicker|headline|deck)\}/g

const PAIRS = new Set(['（）', '()', '【】', '［］', '[]', '《》', '〈〉', '「」', '『』', '“”', '‘’'])

/** A title by a destination's template: parts that are empty take their brackets, and the blanks and marks before the next part, with them. A template that gives nothing gives the headline. */
export const titleBy = (template: string, story: { columnTag: string; kicker: string; headline: string; deck: string }): string => {
  const given = (name: string): string => (name === 'columnTag' ? story.columnTag : name === 'kicker' ? story.kicker : name === 'deck' ? story.deck : story.headline).trim()
  // Split by the places: words, name, words, name, ..., words.
  const pieces = template.split(PLACES)
  for (let at = 1; at < pieces.length; at += 2) {
    const [before = '', after = ''] = [pieces[at - 1], pieces[at + 1]]
    if (given(pieces[at] ?? '') !== '' || !PAIRS.has(before.slice(-1) + after.slice(0, 1))) continue
    pieces[at - 1] = before.slice(0, -1)
    pieces[at + 1] = after.slice(1)
  }
  let title = ''
  let between = pieces[0] ?? ''
  for (let at = 1; at < pieces.length; at += 2) {
    const value = given(pieces[at] ?? '')
    const after = pieces[at + 1] ?? ''
    if (value === '') {
      between = title === '' ? between : between === '' ? after : between
      continue
    }
    title += between + value
    between = after
  }
  const last = title === '' ? '' : (pieces.at(-1) ?? '')
  return (title + last).trim() || story.headline.trim()
}
