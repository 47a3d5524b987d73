import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

import { standalone } from '../../../../src-main/publication/formats/standalone/standalone'
import { loadSample } from '../../../../src-main/sample/sample'
import { articlePage, type PhotoSource } from '../../../../src-shared/publication/article-html'
import { valueOf } from '../../../../src-shared/outcome'
import { viewOfStory } from '../../../../src-shared/publication/view'
import type { Story } from '../../../../src-shared/story/story'
import { EVERY, everyBlockStory, UNRESOLVED } from '../../../support/every-block'
import { judgeThere } from '../../../support/judges'
import { drawPhotos, type DrawnPhoto } from '../../../support/sample-photos'
import { chineseStory, englishStory } from '../../../support/sample-story'
import { htmlFaults } from '../../../support/vnu'
import { subject } from '../formats/suite'

const signing = { at: '2026-03-12T01:00:00Z', editor: '周岚' }
const packaged: PhotoSource = (sha256) => ({ src: `photos/web/${sha256}.jpg`, width: 1600, height: 1067 })

const page = (story: Story, drawing: 1 | 2): string => articlePage(viewOfStory(story, signing), packaged, { drawing, photos: 'beside' })
const alone = async (story: Story, photos: readonly DrawnPhoto[]): Promise<string> => new TextDecoder().decode((await standalone.files(subject(story, photos)))[0]?.bytes)

describe('an article’s page, judged by the Nu Html Checker', () => {
  let photos: DrawnPhoto[]
  let whole: Record<string, Story>
  beforeAll(async () => {
    photos = await drawPhotos()
    const every = everyBlockStory(photos.map(({ photo }) => photo))
    const sample = valueOf(await loadSample(join(import.meta.dirname, '../../../../resources/sample')))
    whole = {
      every: { ...every, columnTag: '深读', originalHeadline: '夜校百日', correction: { story: null, headline: '旧稿', printedOn: '3月1日', text: '人数应为四十。' } },
      everyEnglish: { ...every, language: 'en' },
      chinese: chineseStory(photos.map(({ photo }) => photo)),
      english: englishStory(photos.map(({ photo }) => photo)),
      ...Object.fromEntries(sample.stories.map(({ story }, index) => [`sample-${String(index)}`, story])),
    }
  })

  if (judgeThere(test, 'the Nu Html Checker', 'java')) {
    const each = (): [string, Story][] => [
      ...Object.entries(whole),
      ...Object.entries(EVERY)
        .filter(([name]) => !UNRESOLVED.some((mark) => mark === name))
        .map(([name, { block }]): [string, Story] => [`block-${name}`, { ...chineseStory([]), photos: {}, body: { type: 'doc', content: [block] } }]),
    ]

    // One run of the checker for all of them: most of its time is its start.
    test('is without an error for every block and mark and the sample newsroom’s stories, and with its photos in it; as first drawn it has but a gap between headings', { timeout: 240_000 }, async () => {
      const whole = ['every', 'everyEnglish', 'chinese', 'english']
      const withPhotos = await Promise.all(each().filter(([name]) => whole.includes(name)).map(async ([name, story]): Promise<[string, string]> => [`alone-${name}`, await alone(story, photos)]))
      const drawn = ([1, 2] as const).flatMap((drawing) => each().map(([name, story]): [string, string] => [`drawing${String(drawing)}-${name}`, page(story, drawing)]))
      const faults = htmlFaults(Object.fromEntries([...drawn, ...withPhotos]))
      expect(faults.filter((fault) => !fault.startsWith('drawing1-'))).toEqual([])
      // What packages made before hold: drawn again to verify them, so mended by a second drawing alone.
      expect(faults.map((fault) => fault.replace(/ \(.*/s, ''))).toEqual(['block-boxTitle', 'block-factBox', 'sample-3'].map((name) => `drawing1-${name} error: The heading “h3”`))
    })
  }
})
