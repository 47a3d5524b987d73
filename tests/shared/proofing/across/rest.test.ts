import { describe, expect, it } from 'vitest'

import { pieceOf } from '../../../../src-shared/proofing/across/piece'
import { bodySchema } from '../../../../src-shared/story/body'
import { chineseStory } from '../../../support/sample-story'
import { findAcross, wordsAcross } from '../../../support/pieces'

const on = '2021-11-15T09:10:29+08:00'

describe('dates (x.date)', () => {
  it.each([
    ['a weekday that is not the date’s', '2021年11月15日（星期三），会议召开。', '星期三', '星期一'],
    ['a weekday of a year the piece tells', '11月14日，周五，大赛开赛。', '周五', '周日'],
    ['a weekday ahead', '本周二（11月15日）开会。', '周二', '周一'],
  ])('flags %s', (_what, text, words, fix) => {
    expect(findAcross('x.date', { body: [text], date: on })).toEqual([expect.objectContaining({ words, fixes: [fix], severity: 'error' })])
  })

  it.each(['2月30日', '4月31日', '13月5日', '2021年2月29日'])('flags %s, which there is not', (words) => {
    expect(wordsAcross('x.date', { body: [`${words}，工程开工。`] })).toEqual([words])
  })

  it('flags one event on two days', () => {
    const story = { body: ['11月12日，全市职工技能大赛在汉台区举行。', '记者了解到，11月13日，全市职工技能大赛在汉台区开幕时，选手到齐。'], date: on }
    expect(findAcross('x.date', story)).toEqual([expect.objectContaining({ words: '11月13日', against: '11月12日', severity: 'warning' })])
  })

  it('flags a ceremony told on another day than what it is of', () => {
    expect(wordsAcross('x.date', { body: ['11月20日，青石桥正式通车。', '11月21日举行的通车仪式上，来了许多人。'], date: on })).toEqual(['11月21日'])
    expect(wordsAcross('x.date', { body: ['11月20日，甲桥通车。11月22日，乙桥通车。', '11月22日举行的通车仪式上，来了许多人。'], date: on })).toEqual([])
  })

  it.each([
    ['the right weekday', '2021年11月15日（星期一），会议召开。'],
    ['the last of a leap February', '2020年2月29日，项目开工。'],
    ['a year nobody tells', '6月1日（星期三），学校放假。', null],
    ['an opening and a closing', '11月12日，全市职工技能大赛开幕。11月14日，全市职工技能大赛闭幕。'],
    ['days of a run', '11月12日至14日，全市职工技能大赛举行。11月13日，全市职工技能大赛举行座谈。'],
  ] as [string, string, null?][])('leaves %s', (_why, text, date = on as never) => {
    expect(wordsAcross('x.date', { body: [text], date })).toEqual([])
  })

  it('reads English dates', () => {
    expect(findAcross('x.date', { language: 'en', body: ['The council met Wednesday, Nov. 15, 2021.', 'Work ended Feb. 30.'] }).map(({ words, fixes }) => [words, ...fixes])).toEqual([['Wednesday', 'Monday'], ['Feb. 30']])
    expect(wordsAcross('x.date', { language: 'en', body: ['The council met Monday, Nov. 15, 2021. She may 5 times.'] })).toEqual([])
  })
})

describe('captions (x.caption-subject)', () => {
  it.each([
    ['活动现场。', '张岚 摄', 'subject'],
    ['正在采摘茶叶。', '张岚 摄', 'subject'],
    ['丰收的喜悦', '张岚 摄', 'subject'],
    ['演出剪影。', '张岚 摄', 'subject'],
    ['颁奖仪式现场', '张岚 摄', 'subject'],
    ['图为茶农在采摘春茶。', '', 'credit'],
  ])('flags %s with the credit "%s" for its %s', (text, credit, context) => {
    expect(findAcross('x.caption-subject', { captions: [[text, credit]] })).toEqual([expect.objectContaining({ words: text, details: { context } })])
  })

  it('flags a name alone', () => {
    expect(wordsAcross('x.caption-subject', { body: ['村民李建国种了十亩茶。'], captions: [['李建国', '张岚 摄'], ['李建国在采茶。', '张岚 摄']] })).toEqual(['李建国'])
  })

  it.each([['图为茶农在采摘春茶。', '张岚 摄'], ['汉江夜景。', '张岚 摄'], ['村民在晾晒丰收的稻谷。', '张岚 摄'], ['劳模工匠能力提升研修班合影。', '刘强 摄'], ['茶农在采摘春茶。张岚 摄', ''], ['水库大坝。（图片由市水利局提供）', '']])('leaves %s', (text, credit) => {
    expect(findAcross('x.caption-subject', { captions: [[text, credit]] })).toEqual([])
  })
})

describe('links (x.link-https)', () => {
  it('flags links and typed addresses that are not encrypted, and no others', () => {
    expect(wordsAcross('x.link-https', { body: ['请看报名网站和官网，或http://a.example.cn/x。'], links: [[0, '报名网站', 'http://b.example.cn'], [0, '官网', 'https://c.example.cn']] })).toEqual(['报名网站', 'http://a.example.cn/x'])
  })
})

describe('photos (x.photo-time)', () => {
  it('flags a caption’s date on which the photo was not taken', () => {
    expect(findAcross('x.photo-time', { captions: [['11月12日，茶农在采茶。', '张岚 摄', '2021-11-10T08:00:00']], date: on })).toEqual([expect.objectContaining({ words: '11月12日', details: { said: '11月12日', taken: '2021-11-10' } })])
  })

  it.each([['11月12日，茶农在采茶。', '2021-11-12T08:00:00'], ['11月12日，茶农在采茶。', ''], ['茶农在采茶，12月1日将开园。', '2021-11-10T08:00:00']])('leaves %s of a photo taken %s', (text, takenAt) => {
    expect(wordsAcross('x.photo-time', { captions: [[text, '张岚 摄', takenAt]], date: on })).toEqual([])
  })
})

describe('a piece of a story', () => {
  it('knows where its links stand and which photo a caption is of', () => {
    const sha = 'a'.repeat(64)
    const doc = bodySchema().nodeFromJSON({
      type: 'doc',
      content: [
        { type: 'paragraph', attrs: { blockId: 'a' }, content: [{ type: 'text', text: '请看' }, { type: 'text', text: '官网', marks: [{ type: 'link', attrs: { href: 'http://a.example.cn' } }] }, { type: 'text', text: '报名', marks: [{ type: 'bold' }, { type: 'link', attrs: { href: 'http://a.example.cn' } }] }] },
        { type: 'photo', attrs: { blockId: 'b', photo: sha, credit: '张岚 摄', alt: '' }, content: [{ type: 'text', text: '图为大坝。' }] },
      ],
    })
    const words = { caption: '', creator: '', credit: '', copyright: '', alt: '', headline: '', place: '', takenAt: '2021-11-10T08:00:00', located: false }
    const piece = pieceOf({ ...chineseStory([]), headline: '大坝', photos: { [sha]: { sha256: sha, mediaType: 'image/jpeg', width: 1, height: 1, bytes: 1, name: 'a.jpg', words } } }, doc)
    const [paragraph, caption] = ['请看官网报名', '图为大坝。'].map((text) => piece.passages.findIndex((passage) => passage.text === text))
    expect(piece.links).toEqual([{ passage: paragraph, from: 2, to: 6, href: 'http://a.example.cn' }])
    expect(piece.photos).toEqual([{ caption, credit: '张岚 摄', takenAt: '2021-11-10T08:00:00' }])
  })
})
