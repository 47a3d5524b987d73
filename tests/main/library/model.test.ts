import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { plainVault } from '../../../src-main/durable/vault'
import { openLibrary, type Library } from '../../../src-main/library/library'
import { aStory, codeOf, paragraph, temporaryFolder, ticking, value } from './builders'

const IDS = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003']

const story = (id: string, text: string) => aStory({ id, headline: text.slice(0, 40), body: { type: 'doc', content: [{ ...paragraph(text), attrs: { blockId: 'b' } }] } })

const which = fc.nat(IDS.length - 1)
// Any text a person can paste, in whatever normal form; the model keeps NFC.
const words = fc.string({ unit: 'grapheme', maxLength: 60 })
const step = fc.oneof(
  fc.record({ do: fc.constant('create' as const), which, words }),
  fc.record({ do: fc.constant('save' as const), which, words, stale: fc.boolean() }),
  fc.record({ do: fc.constant('bin' as const), which }),
  fc.record({ do: fc.constant('restore' as const), which }),
  fc.record({ do: fc.constant('reopen' as const), how: fc.constantFrom('closed' as const, 'killed' as const, 'without index' as const) }),
)

type Model = Map<string, { text: string; generation: number; binned: boolean }>

const compare = async (library: Library, model: Model): Promise<void> => {
  expect(new Map(library.list().map(({ id, headline, binnedAt, damaged }) => [id, { headline, binned: binnedAt !== null, damaged }]))).toEqual(
    new Map([...model].map(([id, { text, binned }]) => [id, { headline: story(id, text).headline.normalize('NFC'), binned, damaged: false }])),
  )
  for (const id of IDS) {
    const known = model.get(id)
    const opened = await library.open(id)
    if (!known) expect(codeOf(opened)).toBe('draft-missing')
    else {
      const draft = value(opened)
      expect({ generation: draft.generation, binned: draft.binnedAt !== null, headline: draft.story.headline, text: draft.story.body.content?.[0]?.content?.[0]?.text ?? '' }).toEqual({
        generation: known.generation,
        binned: known.binned,
        headline: story(id, known.text).headline.normalize('NFC'),
        text: known.text.normalize('NFC'),
      })
    }
  }
}

test('whatever is done in whatever order, closed, killed or without its index, the library is what a plain map would be', async () => {
  const root = await temporaryFolder()
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const folder = join(root, String((run += 1)))
      const now = ticking()
      let library = value(await openLibrary({ folder, vault: plainVault, now }))
      const model: Model = new Map()
      for (const act of steps) {
        if (act.do === 'reopen') {
          if (act.how !== 'killed') await library.close()
          if (act.how === 'without index') await rm(join(folder, 'index.json'), { force: true })
          library = value(await openLibrary({ folder, vault: plainVault, now }))
          await compare(library, model)
          continue
        }
        const id = IDS[act.which]!
        const known = model.get(id)
        if (act.do === 'create') {
          expect(codeOf(await library.create(story(id, act.words)))).toBe(known ? 'story-exists' : 'ok')
          if (!known) model.set(id, { text: act.words, generation: 1, binned: false })
        } else if (act.do === 'save') {
          const from = (known?.generation ?? 1) - (act.stale ? 1 : 0)
          expect(codeOf(await library.save(story(id, act.words), from))).toBe(!known ? 'draft-missing' : act.stale ? 'draft-stale' : 'ok')
          if (known && !act.stale) model.set(id, { ...known, text: act.words, generation: known.generation + 1 })
        } else {
          expect(codeOf(await (act.do === 'bin' ? library.bin(id) : library.restore(id)))).toBe(known ? 'ok' : 'draft-missing')
          if (known) model.set(id, { ...known, binned: act.do === 'bin' })
        }
      }
      await compare(library, model)
      await library.close()
    }),
    { numRuns: 60 },
  )
}, 60_000)
