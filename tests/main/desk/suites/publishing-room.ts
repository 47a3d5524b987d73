import { vi } from 'vitest'

import type { DeskOptions } from '../../../../src-main/desk/desk'
import { openDatabase, type Database } from '../../../../src-main/desk/database'
import type { Publication } from '../../../../src-shared/desk-api/pieces'
import { valueOf } from '../../../../src-shared/outcome'
import type { Story } from '../../../../src-shared/story/story'
import { makeStory, openNewsroom, type Member, type Newsroom, type Store } from '../newsroom'
import { scriptedCms, type ScriptedCms } from './scripted-cms'

export const idOf = (number: number): string => `f3d1c0de-0000-4000-8000-${String(number).padStart(12, '0')}`

/** A newsroom with two CMSs that behave as they are told, whose clock stands until it is set, and whose queue looks often. */
export type PublishingRoom = {
  room: Newsroom
  clock: { time: number }
  paper: ScriptedCms
  wire: ScriptedCms
  author: Member
  editor: Member
  /** Moves the clock on by so many seconds. */
  pass: (seconds: number) => void
  iso: (seconds?: number) => string
  /** A piece signed off, ready to be published. */
  signed: (number: number, changes?: Partial<Story>) => Promise<string>
  standing: (story: string, destination?: string) => Promise<Publication | undefined>
  /** Resolves when a publication has come to this. */
  comes: (story: string, to: Partial<Publication>, destination?: string) => Promise<Publication>
  withTables: <T>(work: (db: Database) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

/** Time for a queue that looks every 20 ms to do something it should not do. */
export const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150))

export const openPublishingRoom = async (store: Store, given: Partial<DeskOptions> = {}): Promise<PublishingRoom> => {
  const clock = { time: Date.parse('2026-05-04T09:00:00.000Z') }
  const [paper, wire] = [scriptedCms('paper'), scriptedCms('wire')]
  const room = await openNewsroom(store, { now: () => new Date(clock.time).toISOString(), connectors: [paper.connector, wire.connector], queuePace: 20, ...given })
  const author = await room.join('shen', '沈牧', 'reporter')
  const editor = await room.join('gu', '顾岚', 'editor')
  const standing: PublishingRoom['standing'] = async (story, destination = 'paper') =>
    valueOf(await editor.client.call('piece', { params: { story } })).piece.publications.find((each) => each.destination === destination)
  return {
    room, clock, paper, wire, author, editor, standing,
    pass: (seconds) => void (clock.time += seconds * 1000),
    iso: (seconds = 0) => new Date(clock.time + seconds * 1000).toISOString(),
    signed: async (number, changes = {}) => {
      const { standing: stands } = await room.clear(author, [editor], makeStory(idOf(number), [], changes))
      return stands.story
    },
    comes: (story, to, destination) =>
      vi.waitFor(
        async () => {
          const found = await standing(story, destination)
          for (const [name, value] of Object.entries(to)) if (JSON.stringify(found?.[name as keyof Publication]) !== JSON.stringify(value)) throw new Error(`${name} is ${JSON.stringify(found?.[name as keyof Publication])}, not ${JSON.stringify(value)}`)
          if (!found) throw new Error('nothing is known of it')
          return found
        },
        { timeout: 8000, interval: 20 },
      ),
    withTables: async (work) => {
      const db = valueOf(await openDatabase(room.folder, room.databaseUrl, () => undefined))
      try {
        return await work(db)
      } finally {
        await db.destroy()
      }
    },
    close: () => room.close(),
  }
}
