import sharp from 'sharp'

import type { Notes } from '../../src-shared/story/notes'
import type { BodyJson, Photo } from '../../src-shared/story/story'
import { longStory } from './copy'
import { report } from './measure'
import { typingRows } from './typing-run'

const [SUGGESTIONS, PHOTOS] = [200, 50]

/** The paragraph with some of its words suggested by somebody. */
const suggested = (block: BodyJson, id: string, kind: 'insertion' | 'deletion'): BodyJson => {
  const text = block.content?.[0]?.text ?? ''
  return { ...block, content: [{ type: 'text', text: text.slice(0, 40) }, { type: 'text', text: text.slice(40, 52), marks: [{ type: kind, attrs: { id } }] }, { type: 'text', text: text.slice(52) }] }
}

report(
  await typingRows({
    what: `a key among ${String(SUGGESTIONS)} suggestions and ${String(PHOTOS)} photos, 60,000 characters`,
    paragraph: 150,
    make: async (bridge, id) => {
      const photos: Photo[] = []
      for (let index = 0; index < PHOTOS; index += 1) {
        const bytes = await sharp({ create: { width: 1600, height: 1000, channels: 3, background: { r: index * 5, g: 90, b: 140 } } }).jpeg().toBuffer()
        photos.push((await bridge.ask('photo.add', { story: id, name: `${String(index)}.jpg`, bytes })).photo)
      }
      const story = longStory(60_000, id)
      const notes: Notes = { threads: [], suggestions: {} }
      let given = 0
      const content = (story.body.content ?? []).flatMap((block, index): BodyJson[] => {
        const photo = index % 6 === 0 ? photos[index / 6] : undefined
        const picture: BodyJson[] = photo ? [{ type: 'photo', attrs: { blockId: `x${String(index)}`, photo: photo.sha256, credit: '周岚', alt: '码头' }, content: [{ type: 'text', text: '图为码头。' }] }] : []
        if (block.type !== 'paragraph' || given >= SUGGESTIONS) return [block, ...picture]
        given += 1
        notes.suggestions[`s${String(given)}`] = { by: '王编辑', at: '2026-03-01T08:00:00Z' }
        return [suggested(block, `s${String(given)}`, given % 2 === 0 ? 'insertion' : 'deletion'), ...picture]
      })
      return { story: { ...story, body: { type: 'doc', content }, photos: Object.fromEntries(photos.map((photo) => [photo.sha256, photo])) }, notes }
    },
  }),
)
