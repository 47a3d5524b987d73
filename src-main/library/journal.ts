import { open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import { storyIdSchema } from '../../src-shared/story/story'
import { syncFolder, writeDurable, writeFault } from '../durable/write'

/**
 * Which stories were touched since the index was last known whole: one id a line, on the disk before the story's own file
 * changes, once a story a session. After a kill only these are looked at again, so a library of 10,000 opens like one of 10.
 */
export type Journal = {
  /** Ids an earlier session left: it did not close. */
  inherited: readonly string[]
  /** Throws a Fault. */
  touch: (id: string) => Promise<void>
  /** Forgets what was inherited, once an index that knows it is on the disk. */
  settle: () => Promise<void>
  /** `clean`: the index on the disk is whole, nothing needs looking at again. */
  close: (clean: boolean) => Promise<void>
}

const idsIn = async (file: string): Promise<string[]> => {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter((line) => storyIdSchema.safeParse(line).success)
  } catch {
    return []
  }
}

/** Answers null where the disk is full; throws any other Fault. */
const unlessFull = async <T>(file: string, task: () => Promise<T>): Promise<T | null> => {
  try {
    return await task()
  } catch (error) {
    const fault = writeFault(error, file)
    if (fault.code !== 'disk-full') throw fault
    return null
  }
}

/**
 * Opens the journal for appending, which is also the proof that the library may write here; throws a Fault if it may not. On
 * a full disk it opens all the same, so that everything can still be read: then `touch` refuses until there is room.
 */
export const openJournal = async (file: string): Promise<Journal> => {
  const old = `${file}.old`
  const inherited = [...new Set([...(await idsIn(old)), ...(await idsIn(file))])]
  if (inherited.length > 0)
    await unlessFull(file, async () => {
      await writeDurable(old, inherited.join('\n'))
      await rm(file, { force: true })
    })
  await unlessFull(file, async () => (await open(file, 'a')).close())
  const touched = new Map<string, Promise<void>>()
  let placed = false
  const append = async (id: string): Promise<void> => {
    const handle = await open(file, 'a')
    try {
      // A line cut off by a power cut must not swallow this one.
      await handle.appendFile(`\n${id}\n`)
      await handle.datasync()
    } finally {
      await handle.close()
    }
    if (!placed) await syncFolder(dirname(file))
    placed = true
  }
  return {
    inherited,
    touch: async (id) => {
      let writing = touched.get(id)
      if (!writing) {
        writing = append(id)
        touched.set(id, writing)
      }
      try {
        await writing
      } catch (error) {
        touched.delete(id)
        throw writeFault(error, file)
      }
    },
    settle: () => rm(old, { force: true }),
    close: async (clean) => {
      if (!clean) return
      await rm(old, { force: true })
      await rm(file, { force: true })
    },
  }
}

/** What another's journal says, for a library that is only read: nothing is written. */
export const readJournal = async (file: string): Promise<Journal> => ({
  inherited: [...new Set([...(await idsIn(`${file}.old`)), ...(await idsIn(file))])],
  touch: () => Promise.resolve(),
  settle: () => Promise.resolve(),
  close: () => Promise.resolve(),
})
