import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { canonicalBytes } from '../../../src-shared/story/canonical'
import { textOf } from '../../../src-shared/story/count'
import { storyFromText, type TextImport } from '../../../src-shared/story/from-text'
import { readStory } from '../../../src-shared/story/migrations'
import type { BodyJson } from '../../../src-shared/story/story'
import { compact, conservation } from './conservation'

const PAGES = join(import.meta.dirname, '../../fixtures/pages')
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const expectedSchema = z.strictObject({ fields: z.record(z.string(), z.unknown()), body: z.array(z.string()), dropped: z.array(z.string()) })

const importText = (text: string): TextImport => {
  let next = 0
  const result = storyFromText(text, { id: ID, newId: () => `block-${String((next += 1))}` })
  if (!result.ok) throw new Error(result.message)
  return result.value
}

const credit = (block: BodyJson): string => (typeof block.attrs?.['credit'] === 'string' && block.attrs['credit'] !== '' ? `|${block.attrs['credit']}` : '')
const shown = (block: BodyJson): string => {
  if (block.type === 'crosshead') return `h ${String(block.attrs?.['marker'])}|${textOf(block)}`
  if (block.type === 'photo') return `i ${textOf(block)}${credit(block)}`
  return `p ${textOf(block)}`
}
const shape = (text: string): string[] => (importText(text).story.body.content ?? []).map(shown)
const LONG = '去年入冬以来,江边的修船厂一直没有停工,工人们白天抢修渔船,夜里轮流值守,赶在开渔之前把一百多条船全部送下了水。'

const names = readdirSync(PAGES).filter((name) => name.endsWith('.txt')).map((name) => name.slice(0, -4))

describe.each(names)('the page %s', (name) => {
  const page = readFileSync(join(PAGES, `${name}.txt`), 'utf8')
  const expected = expectedSchema.parse(JSON.parse(readFileSync(join(PAGES, `${name}.json`), 'utf8')))
  const result = importText(page)

  it('gives every field as printed', () => {
    expect(result.story).toMatchObject(expected.fields)
  })

  it('gives its paragraphs, section headers and captions in order', () => {
    const body = (result.story.body.content ?? []).map(shown)
    expect(body.map((line, index) => (line.startsWith('p ') ? line.slice(0, expected.body[index]?.length) : line))).toEqual(expected.body)
    expect(result.places).toBe(expected.body.filter((line) => line.startsWith('i ')).length)
  })

  it('leaves out the page furniture and nothing else', () => {
    expect(result.dropped.map(compact).sort()).toEqual(expected.dropped.map(compact).sort())
  })

  it('loses no sentence and invents none', () => {
    expect(conservation(page, result)).toEqual({ invented: [], lost: '' })
  })

  it('gives a valid story, the same every time', () => {
    expect(readStory(JSON.parse(JSON.stringify(result.story)))).toMatchObject({ ok: true })
    expect(canonicalBytes(importText(page).story)).toEqual(canonicalBytes(result.story))
  })

  it('reads the same page with Windows line ends and full-width indents alike', () => {
    const other = importText(`\ufeff${page.replace(/\n[ \u3000]*/g, '\r\n\u3000\u3000')}`)
    expect(other).toEqual(result)
  })
})

describe('text that is no page', () => {
  it('gives a headline and paragraphs', () => {
    const { story, dropped } = importText('hello\nworld\nfoo bar')
    expect(story.headline).toBe('hello')
    expect((story.body.content ?? []).map(shown)).toEqual(['p world', 'p foo bar'])
    expect(dropped).toEqual([])
  })

  it('gives one line as the headline over an empty paragraph', () => {
    const { story } = importText('  一行字  ')
    expect(story).toMatchObject({ headline: '一行字', language: 'zh-CN', body: { content: [{ type: 'paragraph' }] } })
    expect(readStory(story)).toMatchObject({ ok: true })
  })

  it('keeps a first line that is a page long as a paragraph', () => {
    const { story } = importText(LONG.repeat(20))
    expect(story.headline).toBe('')
    expect(textOf(story.body)).toBe(LONG.repeat(20))
  })

  it.each(['', '   \n\t\r\n\u3000\u3000', '\ufeff', '\u200b\n\u200b'])('rejects %j as empty', (text) => {
    expect(storyFromText(text, { id: ID, newId: () => 'b' })).toMatchObject({ ok: false, code: 'text-empty' })
  })

  it('keeps lone surrogates and control characters from making a story that cannot be signed', () => {
    const { story } = importText(`标题\ud800\n正文\u0000第一段\udc00。`)
    expect(() => canonicalBytes(story)).not.toThrow()
    expect(textOf(story.body)).not.toMatch(/\u0000/u)
  })

  it('puts text into NFC', () => {
    expect(importText('Cafe\u0301 opens\nA line.').story.headline).toBe('Caf\u00e9 opens')
  })
})

describe('captions', () => {
  it.each(['事情得从三年前说起。', '未来可期。', '他们的故事还在继续。', '改革永远在路上。', '“我们赢了。”', '掌声响彻活动现场。', '路,越走越宽。', '江水依旧东流。', '新的一天开始了。'])('does not take the short last paragraph %s for one', (ending) => {
    expect(shape(`船厂的冬天\n${LONG}\n${LONG}\n${ending}`).at(-1)).toBe(`p ${ending}`)
    expect(shape(`船厂的冬天\n□本报记者 罗知远\n${LONG}\n${LONG}\n${ending}`).at(-1)).toBe(`p ${ending}`)
  })

  it.each(['事情得从三年前说起。', '未来可期。', '他们的故事还在继续。', '改革永远在路上。', '全市新增会员2900人。', '小城迎来第一场大赛。', '“我们赢了。”'])('does not take %s before a section header for one', (ending) => {
    expect(shape(`船厂的冬天\n${LONG}\n${ending}\nA\n第二节的标题\n${LONG}`)[1]).toBe(`p ${ending}`)
  })

  it.each(['劳模工匠研修班合影。', '技能竞赛启动仪式现场。', '全市职工诵读比赛。', '《船歌》在青屿演出。'])('takes %s before a section header for one', (line) => {
    expect(shape(`船厂的冬天\n${LONG}\n${line}\nA\n第二节的标题\n${LONG}`)[1]).toBe(`i ${line}`)
  })

  it.each([
    ['图为工人在修船。', 'i 图为工人在修船。'],
    ['工人在修船。 王芳 摄', 'i 工人在修船。|王芳 摄'],
    ['工人在修船。（记者 王芳 摄）', 'i 工人在修船。|记者 王芳 摄'],
    ['修船厂外景（资料图片）', 'i 修船厂外景|资料图片'],
    ['▲船坞里的春天', 'i 船坞里的春天'],
  ])('reads %s wherever it stands', (line, caption) => {
    expect(shape(`船厂的冬天\n${LONG}\n${line}\n${LONG}`)[1]).toBe(caption)
  })
})

describe('section headers', () => {
  it.each([
    ['一、修船', 'h 一、|修船'],
    ['1.修船', 'h 1.|修船'],
    ['A 修船', 'h A|修船'],
    ['二 修船', 'h 二|修船'],
    ['B\n修船', 'h B|修船'],
    ['三、\n修船', 'h 三、|修船'],
  ])('joins marker and title of %j', (lines, head) => {
    expect(shape(`船厂的冬天\n${LONG}\n${lines}\n${LONG}`)[1]).toBe(head)
  })

  it.each(['3.5万人走上街头', '一、修船要趁早,晚了就来不及。', '主要做法如下:'])('leaves %s a paragraph', (line) => {
    expect(shape(`船厂的冬天\n${LONG}\n${line}\n${LONG}`)[1]).toMatch(/^[ph] /)
    expect(shape(`船厂的冬天\n${LONG}\n${line}\n${line}\n${LONG}`)[1]).toBe(`p ${line}`)
  })

  it('keeps a marker without a title as a header of its own', () => {
    expect(shape(`船厂的冬天\n${LONG}\nA\n${LONG}`)[1]).toBe('h |A')
  })
})

describe('bylines and lines of facts', () => {
  it.each([
    ['□本报记者 刘强', '本报记者 刘强'],
    ['本报记者刘强', '本报记者刘强'],
    ['（通讯员 王芳 李 明）', '通讯员 王芳 李 明'],
    ['■通讯员 王芳', '通讯员 王芳'],
    ['记者 刘强 文/图', '记者 刘强 文/图'],
    ['文/刘强 图/王芳', '文/刘强 图/王芳'],
    ['刘强 摄影报道', '刘强 摄影报道'],
    ['本报评论员', '本报评论员'],
    ['□刘强', '刘强'],
  ])('reads %s after the text', (line, byline) => {
    const { story } = importText(`船厂的冬天\n${LONG}\n${LONG}\n${line}`)
    expect(story.byline).toBe(byline)
    expect(story.body.content).toHaveLength(2)
  })

  it.each(['记者节的由来', '文明城市创建', '■链接', '通讯员培训班开班'])('does not take %s for a byline', (line) => {
    expect(importText(`船厂的冬天\n${LONG}\n${line}\n${LONG}`).story.byline).toBe('')
  })

  it.each(['文章来源：湖滨网', '稿源:湖滨网', '信息来源:湖滨网', '2024-01-02 来源：湖滨网', '2024-01-02 10:11 湖滨网'])('reads the source of %s', (line) => {
    expect(importText(`船厂的冬天\n${line}\n${LONG}`).story.source).toBe('湖滨网')
  })

  it.each(['2024-02-31 10:00', '2024-13-01 10:00', '2024-01-02 25:00'])('does not make a publish time of %s', (time) => {
    const { story } = importText(`船厂的冬天\n${time} 来源:湖滨网\n${LONG}`)
    expect(story.publishTime).toBeNull()
  })

  it('keeps a sentence about sources, editors and copyright in the text', () => {
    const trap = '来源:不明的零件、没有责任编辑的图纸、版权所有的争议,都在这一年的冬天被他一一查清,写进了厂里的账本。'
    expect(shape(`船厂的冬天\n${LONG}\n${trap}\n请关注公众号。\n${LONG}`).slice(1, 3)).toEqual([`p ${trap}`, 'p 请关注公众号。'])
  })
})
