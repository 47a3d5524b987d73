import { XMLParser } from 'fast-xml-parser'

import type { Story } from '../../../../src-shared/story/story'
import { everyBlockStory, more } from '../../../support/every-block'
import type { DrawnPhoto } from '../../../support/sample-photos'
import { bit, block, chineseStory, englishStory } from '../../../support/sample-story'
import { storyOf, type ReadBack } from './suite'

type Node = Record<string, unknown>

const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, trimValues: false, parseTagValue: false, processEntities: true })

const textOf = (nodes: readonly Node[]): string =>
  nodes.map((node) => Object.entries(node).map(([name, value]) => (name === '#text' ? String(value) : Array.isArray(value) ? textOf(value as Node[]) : '')).join('')).join('')

/** The words of an XML document, as any parser gives them. */
export const readXml: ReadBack = ([file]) => Promise.resolve(textOf(parser.parse(new TextDecoder().decode(file?.bytes)) as Node[]))

/** Stories that between them use all there is: every block, the details of a piece, boxes in boxes, rows no cell begins, nothing at all. */
export const wireStories = (photos: readonly DrawnPhoto[]): Record<string, Story> => {
  const drawn = photos.map(({ photo }) => photo)
  const whole = chineseStory(drawn)
  return {
    'every block': everyBlockStory(drawn),
    'a Chinese feature': whole,
    'an English story': englishStory(drawn),
    'every detail': {
      ...whole,
      columnTag: '深读',
      originalHeadline: '夜校百日',
      embargo: '2026-03-12T06:00:00+08:00',
      correction: { story: '0b8e7d52-93c4-4f16-8a7b-5c2d1e0f9a34', headline: '旧稿 & “新”稿', printedOn: '3月1日', text: '人数应为四十。' },
      contributors: [
        { name: '沈牧', role: 'reporter', from: '' },
        { name: '何雨晴', role: 'photographer', from: '市总工会' },
      ],
      keywords: ['a & b', '<c>', '职工\t夜校'],
    },
    'boxes in boxes': storyOf(
      photos,
      more.subArticle('a', '附稿', '记者 甲', more.factBox('b', '链接', more.paragraph('盒'), block.list('c', 'orderedList', [more.paragraph('项')])), more.editorsNote('d', '按'), block.quote('e', more.paragraph('引'))),
      more.liveEntry('f', '2026-03-12T14:05:00+08:00', more.photoGroup('g', more.photo('图', '摄', { photo: drawn[0]?.sha256 })), more.editorsNote('h', '又按')),
      more.factBox('i', '', more.photo('字', '', { photo: drawn[1]?.sha256, crop: '0.1,0,0.5,1', alt: '"<&>"' })),
    ),
    'rows no cell begins': storyOf(photos, more.table('t', more.row(more.cell('tableCell', '高', { rowspan: 3 }), more.cell('tableCell', '矮', { rowspan: 2 })), { type: 'tableRow' }, more.row(more.cell('tableCell', '底')))),
    'odd characters': storyOf(photos, block.paragraph('o', 'a & b < c > ]]> \u0007', bit.link('l', 'https://example.org/?a=1&b="2"'), bit.break(), more.footnote('注 & <注>'))),
    'nothing': { ...storyOf(photos), byline: '', dateline: '', source: '', summary: '', channel: [], keywords: [], kicker: '', deck: '' },
  }
}
