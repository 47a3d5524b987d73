import { join } from 'node:path'
import { onTestFinished } from 'vitest'

import { plainVault, type Vault } from '../../../src-main/durable/vault'
import { openHistory, type History } from '../../../src-main/library/history/history'
import { openLibrary, type Library } from '../../../src-main/library/library'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { aStory, value } from './builders'

/** A clock that stands still until it is moved, in milliseconds. */
export const standing = (from = Date.UTC(2026, 10, 22, 8)): { now: () => string; pass: (ms: number) => void } => {
  let at = from
  return { now: () => new Date(at).toISOString(), pass: (ms) => void (at += ms) }
}

export const MINUTE = 60_000

/** A library with its history, as a profile opens them. */
export const historyRoom = async (folder: string, clock: { now: () => string } = standing(), vault: Vault = plainVault): Promise<{ library: Library; history: History; close: () => Promise<void> }> => {
  const history = openHistory({ stories: join(folder, 'stories'), vault, now: clock.now, by: '沈牧' })
  const library = value(await openLibrary({ folder, vault, now: clock.now, history }))
  const close = async (): Promise<void> => {
    await library.close()
    await history.close()
  }
  onTestFinished(close)
  return { library, history, close }
}

/** A paragraph that keeps its id, so that a change of its text is a change and not another paragraph. */
export const kept = (blockId: string, text: string): BodyJson => ({ type: 'paragraph', attrs: { blockId }, content: [{ type: 'text', text }] })
export const bodyOf = (...texts: string[]): Story['body'] => ({ type: 'doc', content: texts.map((text, index) => kept(`p${index}`, text)) })

/** Writes a story's text as a window would: opened once, saved over the generation it has. Answers the story as saved. */
export const write = async (library: Library, story: Story, ...texts: string[]): Promise<Story> => {
  const { generation } = value(await library.open(story.id))
  const next = { ...story, body: bodyOf(...texts) }
  value(await library.save(next, generation))
  return next
}

/** Saves on in the same opening. */
export const goOn = async (library: Library, story: Story, generation: number, ...texts: string[]): Promise<number> => value(await library.save({ ...story, body: bodyOf(...texts) }, generation)).generation

/** What the history of a story says, newest first: cause and first line. */
export const told = async (history: History, id: string): Promise<string[]> => {
  const { versions } = value(await history.list(id))
  const lines: string[] = []
  for (const { id: version, cause } of versions) {
    const { story } = value(await history.read(id, version))
    lines.push(`${cause} ${story.body.content?.[0]?.content?.[0]?.text ?? ''}`)
  }
  return lines
}

export { aStory }
