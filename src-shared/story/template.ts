import { bylineOf } from './byline'
import { STORY_SCHEMA, type BodyJson, type Contributor, type Language, type Story, type Template } from './story'

/** What a new story starts from. `newId` makes block ids; `byline` is the reporter's name, `source` the newsroom's. */
export type TemplateOptions = { id: string; newId: () => string; language: Language; byline: string; source: string }

type Skeleton = { dateline: string; targetLength: number; blocks: readonly BodyJson[] }

const paragraph: BodyJson = { type: 'paragraph' }
const photo: BodyJson = { type: 'photo', attrs: { photo: null, credit: '', alt: '' } }
const crosshead = (marker: string): BodyJson => ({ type: 'crosshead', attrs: { marker } })
const question = (speaker: string): BodyJson => ({ type: 'question', attrs: { speaker } })
const answer = (speaker: string): BodyJson => ({ type: 'answer', attrs: { speaker } })

const SKELETONS: Record<Language, Record<Template, Skeleton>> = {
  'zh-CN': {
    news: { dateline: '本报讯', targetLength: 500, blocks: [paragraph, paragraph] },
    feature: { dateline: '', targetLength: 1800, blocks: [paragraph, photo, crosshead('A'), paragraph, crosshead('B'), paragraph] },
    interview: { dateline: '', targetLength: 1500, blocks: [paragraph, photo, question('记者'), answer(''), question('记者'), answer('')] },
    photoStory: { dateline: '', targetLength: 200, blocks: [photo, paragraph] },
  },
  en: {
    news: { dateline: '', targetLength: 400, blocks: [paragraph, paragraph] },
    feature: { dateline: '', targetLength: 1000, blocks: [paragraph, photo, crosshead(''), paragraph, crosshead(''), paragraph] },
    interview: { dateline: '', targetLength: 900, blocks: [paragraph, photo, question('Q'), answer('A'), question('Q'), answer('A')] },
    photoStory: { dateline: '', targetLength: 120, blocks: [photo, paragraph] },
  },
}

/** A new story from a template: no headline yet, the skeleton its kind is written in, the reporter's byline as it will be printed. */
export const storyFromTemplate = (template: Template, options: TemplateOptions): Story => {
  const contributors: Contributor[] = options.byline === '' ? [] : [{ name: options.byline, role: 'reporter', from: '' }]
  const { dateline, targetLength, blocks } = SKELETONS[options.language][template]
  return {
    schema: STORY_SCHEMA,
    id: options.id,
    slugline: '',
    language: options.language,
    kicker: '',
    headline: '',
    deck: '',
    byline: bylineOf(contributors, options.language),
    contributors,
    columnTag: '',
    originalHeadline: '',
    correction: null,
    dateline,
    source: options.source,
    channel: [],
    responsibleEditor: '',
    keywords: [],
    summary: '',
    publishTime: null,
    embargo: null,
    destinations: [],
    targetLength,
    body: { type: 'doc', content: blocks.map((block) => ({ ...block, attrs: { ...block.attrs, blockId: options.newId() } })) },
    photos: {},
  }
}
