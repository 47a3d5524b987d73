import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { textOf } from '../../../src-shared/story/count'
import { storyFromText, type TextImport } from '../../../src-shared/story/from-text'
import { readStory } from '../../../src-shared/story/migrations'
import { bodyTexts, compact, conservation, sentences } from './conservation'

/** Enough to find a slip again, few enough to stay quick; more with STET_RUNS. */
const RUNS = Number(process.env['STET_RUNS'] ?? 300)

const importText = (text: string): TextImport => {
  let next = 0
  const result = storyFromText(text, { id: '0f8fad5b-d9cb-469f-a165-70867728950e', newId: () => `block-${String((next += 1))}` })
  if (!result.ok) throw new Error(result.message)
  return result.value
}

const HAN = Array.from('山水江河湖海风云雨雪春夏秋冬晨昏灯火船桥渔村茶田工厂车间班组师徒手艺')
const han = (minLength: number, maxLength: number): fc.Arbitrary<string> => fc.array(fc.constantFrom(...HAN), { minLength, maxLength }).map((chars) => chars.join(''))
/** Phrases that look like furniture, labels or bylines, inside sentences where they are copy. */
const trap = fc.constantFrom('来源:不明', '责任编辑', '版权所有', '分享到', '关注公众号', '字体', '本报记者', '首页', '2021-11-15 09:10', '图为', '合影', '一、', 'A', '新闻推荐', '“说了算”', '3.5万人', 'ICP备案', '记者 刘强')
const clause = fc.oneof({ weight: 5, arbitrary: han(6, 18) }, { weight: 1, arbitrary: fc.tuple(han(3, 8), trap, han(3, 8)).map((parts) => parts.join('')) })
const sentence = fc.tuple(fc.array(clause, { minLength: 2, maxLength: 4 }), fc.constantFrom('。', '。', '。', '！', '？', '……', '!', '?')).map(([clauses, end]) => clauses.join('，') + end)
// A paragraph opens with its own serial number, so that no two are alike and a lost or moved one is seen.
const paragraph = fc.tuple(han(8, 12), fc.array(sentence, { minLength: 2, maxLength: 5 })).map(([opening, rest]) => `${opening}，${rest.join('')}`).map((text) => (text.endsWith('。') ? text : `${text}茶田渔村。`))
const scene = fc.tuple(han(3, 7), fc.constantFrom('大赛现场。', '启动仪式现场。', '研修班合影。', '职工乒乓球赛。', '劳模讲座。')).map((parts) => parts.join(''))
const labelled = fc.tuple(fc.constantFrom('图为', '▲'), han(5, 12)).map(([label, text]) => `${label}${text}。`)
const title = fc.tuple(han(5, 8), han(5, 8)).map((parts) => parts.join(' '))
const section = fc.record({ title, paragraphs: fc.array(paragraph, { minLength: 1, maxLength: 3 }), captions: fc.array(fc.oneof(scene, labelled), { maxLength: 3 }) })
const article = fc.record({
  headline: title,
  deck: fc.option(han(6, 14).map((text) => `——${text}`), { nil: '' }),
  channel: fc.array(han(2, 4), { minLength: 1, maxLength: 3 }),
  source: han(3, 5).map((text) => `${text}报`),
  lede: paragraph,
  leadCaption: fc.option(scene, { nil: null }),
  sections: fc.array(section, { minLength: 1, maxLength: 5 }),
  names: fc.constantFrom('刘强', '王芳 李明', '欧阳知远'),
  trailing: fc.option(scene, { nil: null }),
  editor: fc.constantFrom('白露', '钟一鸣', ''),
})
const style = fc.record({
  marker: fc.constantFrom('A/', 'A ', '一、', '一、/', '1.', '1/'),
  indent: fc.constantFrom('', '  ', '　　', '\t', '\u2002\u2002'),
  gap: fc.constantFrom('\n', '\n\n', '\r\n\r\n', '\n \n\n'),
  onePath: fc.boolean(),
  metaFirst: fc.constantFrom('2021-11-15 09:10:29来源:SRC', '2021-11-15 09:10:29  来源：SRC', '来源:SRC 发布时间:2021-11-15 09:10:29', '2021年11月15日 09:10:29 SRC', '文章来源：SRC | 2021/11/15 09:10:29'),
  top: fc.subarray(['湖滨工人报官方网站 | 湖滨工网首页 手机站 今天是', '跟帖评论自律管理承诺书  不良信息举报电话:(000-5550134)', '首页 要闻 政务 工会 经济 文化', '登录 注册']),
  tools: fc.subarray(['分享到:', '字体:【', '【字号：大 中 小】', '打印 关闭', '分享到：微信 微博 QQ空间', '浏览：12 次']),
  foot: fc.subarray(['关注公众号,随时阅读湖滨工人报', '扫一扫 手机看新闻', '新闻推荐', '山水之间的新邻居', '湖滨工网 © 2018 hubin.example. 地址:望江路8号', '湖ICP备00000000号 版权所有 未经书面授权不得转载', "'); })();", '返回首页']),
})
type Article = typeof article extends fc.Arbitrary<infer T> ? T : never
type Style = typeof style extends fc.Arbitrary<infer T> ? T : never

const CHINESE = ['一', '二', '三', '四', '五']
const markerOf = (kind: string, index: number): string => {
  if (kind.startsWith('A')) return String.fromCharCode(65 + index)
  return kind.startsWith('1') ? `${String(index + 1)}${kind.includes('.') ? '.' : ''}` : `${CHINESE[index] ?? ''}、`
}

/** The page as a site would print it, and the truth it was made from. */
const print = (a: Article, s: Style): { page: string; body: string[]; furniture: string[] } => {
  const path = `您当前的位置:首页 > ${a.channel.join(' > ')}`
  const head = s.onePath ? [`${path} ${a.headline} ${a.deck}`.trim()] : [path, a.headline, a.deck].filter(Boolean)
  const body = [a.lede, ...(a.leadCaption ? [a.leadCaption] : [])]
  const lines = [a.lede, ...(a.leadCaption ? [a.leadCaption] : [])]
  for (const [index, { title: name, paragraphs, captions }] of a.sections.entries()) {
    const marker = markerOf(s.marker, index)
    lines.push(...(s.marker.endsWith('/') ? [marker, name] : [`${marker}${s.marker.endsWith(' ') ? ' ' : ''}${name}`]))
    lines.push(...paragraphs, ...captions)
    body.push(marker + name, ...paragraphs, ...captions.map((caption) => caption.replace('▲', '')))
  }
  lines.push(`□本报记者 ${a.names}`)
  if (a.trailing) {
    lines.push(a.trailing)
    body.push(a.trailing)
  }
  const page = [...s.top, ...head, s.metaFirst.replace('SRC', a.source), ...s.tools, ...lines.map((line) => s.indent + line), ...(a.editor ? [`责任编辑:${a.editor}`] : []), ...s.foot].join(s.gap)
  // Tools the facts line took for itself are said in another form; the ones compared here are whole lines.
  return { page, body: body.map(compact), furniture: [...s.top, ...s.tools, ...s.foot] }
}

const hasFoot = (a: Article, s: Style): boolean => a.editor !== '' || !s.foot.some((line) => line.startsWith('山水')) || s.foot.includes('新闻推荐')

describe('generated newspaper pages', () => {
  it('keep every sentence once and in order, in the right field or block, and drop only the furniture', () => {
    fc.assert(
      fc.property(article, style, (a, s) => {
        fc.pre(hasFoot(a, s))
        const { page, body, furniture } = print(a, s)
        const result = importText(page)
        expect(sentences(bodyTexts(result).join('\n'))).toEqual(sentences(body.join('\n')))
        expect(bodyTexts(result)).toEqual(body)
        expect(result.story).toMatchObject({ headline: a.headline, deck: a.deck, channel: a.channel, source: a.source, byline: `本报记者 ${a.names}`, responsibleEditor: a.editor, publishTime: '2021-11-15T09:10:29+08:00' })
        expect(result.dropped.map(compact).sort()).toEqual(furniture.map(compact).sort())
        expect(readStory(result.story).ok).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('any text at all', () => {
  const anyLine = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), paragraph, title, scene, trap, fc.constantFrom('A', '一、', '新闻推荐', '责任编辑:白露', '□本报记者 刘强', "'); })();", '——副题一行', '来源:湖滨网', '2021-11-15', '首页 > 工会', '本报讯', '。', '“', '作者:', '>', '·'))

  it('gives a valid story that invents nothing', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 25 }), (lines) => {
        const page = lines.join('\n')
        fc.pre(compact(page.replace(/[\u0000-\u001f\u007f\u2060]/gu, '')) !== '')
        const result = importText(page)
        expect(readStory(JSON.parse(JSON.stringify(result.story)))).toMatchObject({ ok: true })
        const source = compact(page).replace(/[\u0000-\u001f\u007f\u2060]/gu, '')
        const { story } = result
        // A byline may be made of two lines; each of its words is on the page.
        const fields = [story.headline, ...story.byline.split(' '), story.source, story.responsibleEditor, ...story.channel, ...story.keywords]
        for (const text of [...(story.body.content ?? []).map(textOf), ...fields].map(compact)) expect(source).toContain(text)
        expect(importText(page)).toEqual(result)
      }),
      { numRuns: RUNS },
    )
  })

  it('loses no paragraph, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(paragraph, title, scene), { minLength: 2, maxLength: 20 }), (lines) => {
        const page = lines.join('\n')
        expect(conservation(page, importText(page))).toEqual({ invented: [], lost: '' })
      }),
      { numRuns: RUNS },
    )
  })
})
