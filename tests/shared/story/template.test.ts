import { describe, expect, it } from 'vitest'

import { preflight } from '../../../src-shared/review/preflight'
import { textOf } from '../../../src-shared/story/count'
import { readStory } from '../../../src-shared/story/migrations'
import { languageSchema, templateSchema, type Language, type Story, type Template } from '../../../src-shared/story/story'
import { storyFromTemplate } from '../../../src-shared/story/template'

const make = (template: Template, language: Language): Story => {
  let next = 0
  return storyFromTemplate(template, { id: '0f8fad5b-d9cb-469f-a165-70867728950e', newId: () => `block-${String((next += 1))}`, language, byline: '周砚', source: '临澜工人报' })
}
const types = (story: Story): string[] => (story.body.content ?? []).map(({ type }) => type)
const every = templateSchema.options.flatMap((template) => languageSchema.options.map((language) => [template, language] as const))

describe('a new story from a template', () => {
  it.each(every)('%s in %s is valid, unnamed, and has an id on every block', (template, language) => {
    const story = make(template, language)
    expect(readStory(JSON.parse(JSON.stringify(story)))).toMatchObject({ ok: true })
    expect(story).toMatchObject({ headline: '', language, source: '临澜工人报' })
    const ids = (story.body.content ?? []).map(({ attrs }) => attrs?.['blockId'])
    expect(ids.every((id) => typeof id === 'string')).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
    expect(preflight(story).some(({ code, severity }) => code === 'headline-missing' && severity === 'block')).toBe(true)
  })

  it('prints the reporter as the language does, and nobody where nobody is known', () => {
    expect(make('news', 'zh-CN').byline).toBe('本报记者 周砚')
    expect(make('news', 'en').byline).toBe('By 周砚')
    expect(storyFromTemplate('news', { id: '0f8fad5b-d9cb-469f-a165-70867728950e', newId: () => 'b', language: 'en', byline: '', source: '' }).byline).toBe('')
  })

  it('opens a 消息 with its dateline', () => {
    expect(make('news', 'zh-CN').dateline).toBe('本报讯')
    expect(types(make('news', 'zh-CN'))).toEqual(['paragraph', 'paragraph'])
  })

  it('gives a feature a lead photo and two empty section headers with markers', () => {
    const story = make('feature', 'zh-CN')
    expect(types(story)).toEqual(['paragraph', 'photo', 'crosshead', 'paragraph', 'crosshead', 'paragraph'])
    expect((story.body.content ?? []).filter(({ type }) => type === 'crosshead').map((head) => [head.attrs?.['marker'], textOf(head)])).toEqual([['A', ''], ['B', '']])
  })

  it('gives an interview questions and answers, a photo story its photo first', () => {
    expect((make('interview', 'zh-CN').body.content ?? []).filter(({ type }) => type === 'question' || type === 'answer').map(({ type, attrs }) => [type, attrs?.['speaker']])).toEqual([['question', '记者'], ['answer', ''], ['question', '记者'], ['answer', '']])
    expect(types(make('interview', 'en')).filter((type) => type === 'question' || type === 'answer')).toEqual(['question', 'answer', 'question', 'answer'])
    expect(types(make('photoStory', 'en'))[0]).toBe('photo')
  })

  it('shares nothing between two stories', () => {
    const [one, other] = [make('feature', 'en'), make('feature', 'en')]
    const photo = one.body.content?.[1]
    if (photo?.attrs) photo.attrs['credit'] = 'changed'
    expect(other.body.content?.[1]?.attrs?.['credit']).toBe('')
    expect(make('feature', 'en').body.content?.[1]?.attrs?.['credit']).toBe('')
  })
})
