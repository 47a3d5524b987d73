import fc from 'fast-check'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { aStory, paragraph, temporaryFolder, value } from './builders'
import { killedCopy, openRoom, settled, type Room } from './search-room'

const IDS = ['10000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-000000000003']

/** Copy as newspapers mix it: Chinese from few characters, so that stretches repeat; words, digits, signs, names set wide. */
const copy = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.stringMatching(/^[汉江夜校工会刘强王芳]{1,8}$/) }, { weight: 2, arbitrary: fc.constantFrom('GDP', 'night school', 'José', '2026', '5万', 'WTO') }, fc.constantFrom('，', '。', '“', ' ', '　', '——')), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''))

const which = fc.nat(IDS.length - 1)
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), which, headline: copy, text: copy }) },
  fc.record({ do: fc.constant('bin' as const), which }),
  fc.record({ do: fc.constant('remove' as const), which }),
  fc.record({ do: fc.constant('reopen' as const), how: fc.constantFrom('closed' as const, 'killed' as const, 'without index' as const) }),
)

type Written = { headline: string; text: string; generation: number }

/** Every stretch of two Han characters or more, and every Latin word or number, of a text. */
const stretches = (text: string): string[] => {
  const found: string[] = [...(text.match(/[A-Za-zé0-9]+/g) ?? [])]
  for (const [run] of text.matchAll(/\p{Script=Han}{2,}/gu)) for (let length = 2; length <= run.length; length += 1) for (let at = 0; at + length <= run.length; at += 1) found.push(run.slice(at, at + length))
  return found
}

const compare = async ({ search }: Room, model: Map<string, Written>): Promise<void> => {
  // Whatever is there is found; a story that says nothing of the kind any more is not, once its file was looked at.
  const asked = new Set([...model.values()].flatMap(({ headline, text }) => [...stretches(headline), ...stretches(text)]))
  for (const query of [...asked].slice(0, 60)) {
    const found = await settled(search, query)
    for (const [id, { headline, text }] of model) {
      const plain = [headline, text].map((said) => said.replaceAll(/[^\p{L}\p{N}]/gu, ''))
      if (plain.some((said) => said.includes(query)) && [headline, text].some((said) => stretches(said).includes(query))) expect(found, `${query} in ${headline} / ${text}`).toContain(id)
      else if (!plain.some((said) => said.toLowerCase().includes(query.toLowerCase()))) expect(found, `${query} not in ${headline} / ${text}`).not.toContain(id)
    }
    for (const id of found) expect([...model.keys()]).toContain(id)
  }
}

/** Until the index has looked at every file once more. */
const rest = async (room: Room): Promise<void> => {
  await settled(room.search, '汉')
  room.search.touch(null)
  await new Promise((resolve) => setTimeout(resolve, 25))
}

test('whatever is written, binned, removed, closed or killed, in whatever order: every word of every story is found, and no other story', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      let room = await openRoom(await temporaryFolder(), { delay: 1 })
      const model = new Map<string, Written>()
      for (const act of steps) {
        if (act.do === 'reopen') {
          const folder = act.how === 'killed' ? await killedCopy(room) : room.folder
          await room.close()
          if (act.how === 'without index') await rm(join(folder, 'search.db'), { force: true })
          room = await openRoom(folder, { delay: 1 })
          continue
        }
        const id = IDS[act.which]!
        const known = model.get(id)
        if (act.do === 'write') {
          const story = aStory({ id, slugline: '', byline: '', channel: [], headline: act.headline, body: { type: 'doc', content: [{ ...paragraph(act.text), attrs: { blockId: 'b' } }] } })
          const saved = value(known ? await room.library.save(story, known.generation) : await room.library.create(story))
          model.set(id, { headline: act.headline, text: act.text, generation: saved.generation })
        } else if (known && act.do === 'bin') value(await room.library.bin(id))
        else if (known) {
          value(await room.library.bin(id))
          value(await room.library.remove(id))
          model.delete(id)
        }
      }
      await rest(room)
      await compare(room, model)
      await room.close()
    }),
    { numRuns: 40 },
  )
}, 60_000)
