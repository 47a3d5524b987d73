import type { Story } from '../../src-shared/story/story'

/** A draft every part of which says its generation, of a few to a hundred KB, so that a torn or mixed file shows. */
export const aDraft = (id: string, generation: number): Story => ({
  schema: 3,
  contributors: [],
  columnTag: '',
  originalHeadline: '',
  correction: null,
  id,
  slugline: `稿${generation}`,
  language: 'zh-CN',
  kicker: '',
  headline: `第${generation}次保存`,
  deck: '',
  byline: '本报记者 刘强',
  dateline: '',
  source: '',
  channel: [],
  responsibleEditor: '',
  keywords: [],
  summary: '',
  publishTime: null,
  embargo: null,
  destinations: [],
  targetLength: 0,
  body: {
    type: 'doc',
    content: Array.from({ length: 10 + ((generation * 37) % 190) }, (_, index) => ({ type: 'paragraph', attrs: { blockId: `b${index}` }, content: [{ type: 'text', text: `${generation}。`.repeat(60) }] })),
  },
  photos: {},
})
