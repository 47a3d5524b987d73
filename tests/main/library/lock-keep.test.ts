import { randomUUID } from 'node:crypto'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

import { plainVault } from '../../../src-main/durable/vault'
import { keepPlace, type KeptPlace } from '../../../src-main/library/lock/keep-place'
import { failed, ok } from '../../../src-shared/outcome'
import { aStory, codeOf, temporaryFolder, value } from './builders'
import { makeMachine } from './places'

/** A kept place whose timers run when told to. */
const kept = async (folder: string, options: { host?: string; must?: boolean } = {}): Promise<{ place: KeptPlace; tick: () => Promise<void>; changes: () => number }> => {
  const due = new Set<() => void>()
  let changes = 0
  const place = value(
    await keepPlace({
      folder,
      must: options.must ?? false,
      vault: plainVault,
      settle: { here: 100, elsewhere: 100 },
      holder: { machine: randomUUID(), host: options.host ?? 'laptop', person: '刘强' },
      process: process.pid,
      now: () => new Date(Date.UTC(2026, 10, 22, 8)).toISOString(),
      newId: randomUUID,
      schedule: (_, run) => {
        due.add(run)
        return () => due.delete(run)
      },
      changed: () => (changes += 1),
    }),
  )
  onTestFinished(() => place.close())
  return {
    place,
    tick: async () => {
      const now = [...due]
      due.clear()
      for (const run of now) run()
      await expect.poll(() => due.size).toBeGreaterThan(0)
    },
    changes: () => changes,
  }
}

test('a library open elsewhere is there all the same: it refuses by name, and opens by itself when the other closes', async () => {
  const folder = await temporaryFolder()
  const other = await makeMachine('desk').opened(folder)
  const story = aStory()
  value(await other.library.create(story))
  const { place, tick, changes } = await kept(folder)
  expect([place.standing(), place.by()?.host, place.library.list()]).toEqual(['elsewhere', 'desk', []])
  expect(place.shut()).toMatchObject({ code: 'library-open-elsewhere' })
  for (const answer of [await place.library.open(story.id), await place.library.create(aStory()), await place.library.keepUndo(story.id, {} as never), place.library.photoFile(story.id, 'x')]) expect(codeOf(answer)).toBe('library-open-elsewhere')
  await tick()
  expect(place.standing()).toBe('elsewhere')
  await other.close()
  await tick()
  await expect.poll(() => place.standing()).toBe('held')
  expect(changes()).toBe(1)
  expect(value(await place.library.open(story.id)).story).toEqual(story)
})

test('it can be opened to be read, then taken over', async () => {
  const folder = await temporaryFolder()
  const other = await makeMachine('desk').opened(folder)
  const story = aStory()
  value(await other.library.create(story))
  const { place } = await kept(folder)
  value(await place.reopen('read'))
  expect([place.standing(), codeOf(await place.library.open(story.id)), codeOf(await place.library.bin(story.id))]).toEqual(['reading', 'ok', 'library-reading'])
  value(await place.reopen('takeOver'))
  expect([place.standing(), codeOf(await place.library.bin(story.id))]).toEqual(['held', 'ok'])
  expect(codeOf(await other.library.bin(story.id))).toBe('library-taken-over')
})

test('a folder that is not there opens by itself when it is back', async () => {
  const root = await temporaryFolder()
  await mkdir(join(root, 'pulled', 'stories'), { recursive: true })
  const { place, tick } = await kept(join(root, 'drive'), { must: true })
  expect([place.standing(), place.shut()?.code]).toEqual(['away', 'library-away'])
  await tick()
  expect(place.standing()).toBe('away')
  await rename(join(root, 'pulled'), join(root, 'drive'))
  await tick()
  await expect.poll(() => place.standing()).toBe('held')
})

test('a library that is being left takes no save; it goes on only where leaving failed', async () => {
  const [folder, target] = [await temporaryFolder(), await temporaryFolder()]
  await mkdir(join(target, 'stories'))
  const { place } = await kept(folder)
  const story = aStory()
  value(await place.library.create(story))
  const stopped = await place.leave(async () => {
    expect([place.standing(), codeOf(await place.library.save({ ...story, headline: '搬家途中' }, 1))]).toEqual(['moving', 'library-moving'])
    return failed('cancelled', 'Stopped.')
  })
  expect([codeOf(stopped), place.standing(), codeOf(await place.library.save({ ...story, headline: '没搬成' }, 1))]).toEqual(['cancelled', 'held', 'ok'])

  value(
    await place.leave(async (openAt) => {
      const there = value(await openAt(target))
      value(await there.library.create({ ...story, headline: '搬好了' }))
      await there.close()
      return ok(null)
    }),
  )
  // Whoever moved it opens the other place; a save into this one would be lost from sight.
  expect([place.standing(), codeOf(await place.library.save({ ...story, headline: '太晚' }, 2))]).toEqual(['moving', 'library-moving'])
})
