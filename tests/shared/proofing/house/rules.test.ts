import { describe, expect, it } from 'vitest'

import { checkPassage } from '../../../../src-shared/proofing/check'
import { houseTablesOf } from '../../../../src-shared/proofing/house/tables'
import type { Row } from '../../../../src-shared/proofing/house/row'
import type { PassageKind } from '../../../../src-shared/proofing/passage'
import { TEXT_RULES } from '../../../../src-shared/proofing/rules'
import { noTables, wordTable } from '../../../../src-shared/proofing/tables'

const official = (word: string, title: string, order: number): Row => ({ kind: 'official', word, title, order, note: '' })
const ROWS: Row[] = [
  { kind: 'wrong', word: '帐号', right: ['账号'], except: ['老帐号'], note: '' },
  { kind: 'wrong', word: 'internet', right: ['Internet'], except: [], note: '' },
  { kind: 'preferred', word: '新型冠状病毒', instead: ['冠状病毒', 'covid'], note: '' },
  { kind: 'banned', word: '支那', note: '' },
  { kind: 'banned', word: '最强', note: '广告法' },
  { kind: 'sensitive', word: '拆迁', note: '' },
  { kind: 'withheld', word: '王小二', until: '2026-12-01', note: '' },
  { kind: 'withheld', word: '赵小三', until: '2026-01-01', note: '' },
  { kind: 'dictionary', word: '印度支那', note: '' },
  { kind: 'dictionary', word: '按装站', note: '地名' },
  { kind: 'reprint', word: '新华社', note: '' },
  official('张远山', '江城市委书记', 1), official('李明川', '江城市市长', 2), official('陈可', '江城市人大常委会主任', 3), official('Ann Lee', 'Governor', 4),
]
const entry = { wrong: '按装', right: ['安装'], except: [], severity: 'error' as const, source: 'xiandai-hanyu', kind: '别字' }
const tables = { ...noTables, wrong: wordTable([entry]), house: houseTablesOf({ rows: ROWS, own: '江畔日报', today: '2026-11-28' }) }
const found = (text: string, kind: PassageKind = 'text', language: 'zh-CN' | 'en' = 'zh-CN') =>
  checkPassage({ text, kind }, language, TEXT_RULES, tables).map(({ rule, from, to, fixes, severity }) => ({ rule, words: text.slice(from, to), fix: fixes[0] ?? null, severity }))
const said = (text: string, kind?: PassageKind, language?: 'zh-CN' | 'en'): string[] => found(text, kind, language).map(({ rule, words, fix }) => `${rule.replace('house.', '')} ${words}${fix === null ? '' : ` → ${fix}`}`)

describe('the house\'s own lists', () => {
  it('find wrong, preferred, banned, sensitive and withheld words, each as grave as it is', () => {
    expect(found('帐号被拆迁，王小二最强，冠状病毒。')).toEqual([
      { rule: 'house.wrong', words: '帐号', fix: '账号', severity: 'error' },
      { rule: 'house.sensitive', words: '拆迁', fix: null, severity: 'warning' },
      { rule: 'house.withheld', words: '王小二', fix: null, severity: 'error' },
      { rule: 'house.banned', words: '最强', fix: null, severity: 'error' },
      { rule: 'house.preferred', words: '冠状病毒', fix: '新型冠状病毒', severity: 'warning' },
    ])
  })

  it('leave a word where it is excepted, part of the preferred term, or no longer withheld', () => {
    expect(said('老帐号、新型冠状病毒、赵小三。')).toEqual([])
  })

  it('are silent, and silence other rules, inside a word the house knows to be right', () => {
    expect(said('印度支那半岛，支那。')).toEqual(['banned 支那'])
    expect(said('按装站外按装。')).toEqual(['zh.word.wrong 按装 → 安装'])
  })

  it('find words of letters whole and whatever their capitals, in copy of either language', () => {
    expect(said('Covid spread; covidien did not.', 'text', 'en')).toEqual(['preferred Covid → 新型冠状病毒'])
    expect(said('The internet, not the Internet or internets.', 'text', 'en')).toEqual(['wrong internet → Internet'])
  })
})

describe('officials', () => {
  it('are given the title of the list, whole or by its end', () => {
    expect(said('江城市委书记张远山昨日调研。')).toEqual([])
    expect(said('书记张远山说，张远山书记说，市长李明川、李明川市长。')).toEqual([])
    expect(said('张远山昨日调研。')).toEqual([])
  })

  it('with another title beside the name are found, with the right one', () => {
    expect(said('江城市长张远山昨日调研。')).toEqual(['official 江城市长张远山 → 江城市委书记张远山'])
    expect(said('记者见到江城市委副书记张远山。')).toEqual(['official 江城市委副书记张远山 → 江城市委书记张远山'])
    expect(said('副市长李明川到会。')).toEqual(['official 副市长李明川 → 江城市市长李明川'])
    expect(said('李明川书记到会。')).toEqual(['official 李明川书记 → 李明川市长'])
    expect(said('Then Mayor Ann Lee spoke.', 'text', 'en')).toEqual(['official Mayor Ann Lee → Governor Ann Lee'])
  })

  it('keep an office of the past, and a word that only begins like one', () => {
    expect(said('时任江城市市长张远山、原市长张远山。')).toEqual([])
    expect(said('张远山主任务是走访。')).toEqual([])
  })

  it('named one after another stand in the list\'s order; bare names change places', () => {
    expect(said('张远山、李明川、陈可出席。')).toEqual([])
    expect(said('李明川、陈可和张远山出席。')).toEqual(['order 李明川、陈可和张远山 → 张远山、李明川和陈可'])
    expect(said('江城市市长李明川，江城市委书记张远山出席。')).toEqual(['order 李明川，江城市委书记张远山'])
    expect(said('江城市市长李明川向江城市委书记张远山汇报。李明川说，张远山在会上讲话。')).toEqual([])
  })
})

describe('the source of a story', () => {
  it('is one the house may reprint, or the house itself', () => {
    expect(said('新华社', 'source')).toEqual([])
    expect(said('江畔日报、新华社', 'source')).toEqual([])
    expect(said('本报综合', 'source')).toEqual([])
    expect(said('新华社、某自媒体', 'source')).toEqual(['reprint 某自媒体'])
    expect(said('某自媒体', 'text')).toEqual([])
  })

  it('may be any where the house keeps no such list', () => {
    const none = { ...noTables, house: houseTablesOf({ rows: [], own: '江畔日报', today: '2026-11-28' }) }
    expect(checkPassage({ text: '某自媒体', kind: 'source' }, 'zh-CN', TEXT_RULES, none)).toEqual([])
  })
})
