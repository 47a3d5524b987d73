import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'

import { plainVault } from '../../../src-main/durable/vault'
import { openPlace, type Place } from '../../../src-main/library/lock/place'
import type { BodyJson, Story } from '../../../src-shared/story/story'

/** A process that opens one library again and again, writes a word at a time and says each word only after it was answered for. Ends when its input does. */
const [folder = '', name = '', stories = ''] = process.argv.slice(2)
const ids = stories.split(',')

let ending = false
process.stdin.on('end', () => (ending = true)).resume()

const say = (line: string): void => void writeSync(1, `${line}\n`)
const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const textOf = (node: BodyJson): string => (node.text ?? '') + (node.content ?? []).map(textOf).join('')
const withText = (story: Story, text: string): Story => ({ ...story, body: { type: 'doc', content: [{ type: 'paragraph', attrs: { blockId: 'b' }, content: [{ type: 'text', text }] }] } })

const open = async (): Promise<Place | null> => {
  const place = await openPlace({
    folder,
    how: Math.random() < 0.6 ? 'takeOver' : 'own',
    must: true,
    vault: plainVault,
    settle: { here: 5000, elsewhere: 400 },
    holder: { machine: name, host: name, person: name },
    process: process.pid,
    now: () => new Date().toISOString(),
    newId: randomUUID,
    schedule: (ms, run) => {
      // Looks come often, so that every way of noticing a takeover is met.
      const timer = setTimeout(run, ms / 40)
      return () => clearTimeout(timer)
    },
    changed: () => undefined,
  })
  if (place.ok) return place.value
  if (place.code !== 'library-open-elsewhere') throw new Error(`${place.code} ${place.message}`)
  return null
}

let words = 0
/** Opens a story as a window does, writes a few words into it, and keeps writing what it has whatever the answers. */
const write = async (place: Place, id: string): Promise<void> => {
  const opened = await place.library.open(id)
  if (!opened.ok) throw new Error(`${opened.code} ${opened.message}`)
  let { story, generation } = opened.value
  for (let turn = 0; turn < 1 + Math.random() * 8; turn += 1) {
    const word = `<${name}${(words += 1)}>`
    story = withText(story, textOf(story.body) + word)
    const saved = await place.library.save(story, generation)
    if (saved.ok) generation = saved.value.generation
    if (saved.ok || (saved.code === 'library-taken-over' && saved.details['copy'] !== '')) say(word)
    else if (saved.code === 'draft-stale') return
    // A save still on its way when another opens the library is refused: the opening sweeps its temporary file.
    else if (saved.code !== 'write-failed') throw new Error(`${saved.code} ${saved.message}`)
    await rest(Math.random() * 15)
  }
}

const run = async (): Promise<void> => {
  while (!ending) {
    const place = await open()
    if (!place) {
      await rest(Math.random() * 30)
      continue
    }
    for (let turn = 0; turn < 1 + Math.random() * 5; turn += 1) await write(place, ids[Math.floor(Math.random() * ids.length)] ?? '')
    // Now and then it just falls over.
    if (Math.random() < 0.8) await place.close()
  }
  process.exit(0)
}

run().catch((error: unknown) => {
  writeSync(2, `${name}: ${String(error)}\n`)
  process.exit(1)
})
