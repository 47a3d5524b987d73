import { describe, expect, it } from 'vitest'

import { checkPassage } from '../../../../src-shared/proofing/check'
import { standardTables } from '../../../../src-shared/proofing/standard-tables'
import { variantWords } from '../../../../src-shared/proofing/zh/words'

const tables = standardTables()
const found = (text: string): string[] => checkPassage({ text, kind: 'text' }, 'zh-CN', [variantWords], tables).map(({ from, to, fixes: [first = ''] }) => `${text.slice(from, to)}→${first}`)

describe('variants of words, by the table (zh.word.variant)', () => {
  it.each([
    ['他接到一张定单。', '定单→订单'],
    ['这里人材辈出。', '人材辈出→人才辈出'],
    ['请各位代表按时就坐。', '按时就坐→按时就座'],
    ['儿时的火伴来了。', '火伴→伙伴'],
    ['他的回答含胡其词。', '含胡→含糊'],
    ['船队清晨起程。', '起程→启程'],
    ['路边树阴浓密。', '树阴→树荫'],
    ['她执著追求。', '执著→执着'],
    ['这是惟一的办法。', '惟一→唯一'],
    ['店里结帐快。', '结帐→结账'],
    ['这种胶粘稠。', '粘稠→黏稠'],
  ])('flags %s', (text, words) => {
    expect(found(text)).toEqual([words])
  })

  it.each(['由指定单位承办。', '工人材料员', '来了就坐下。', '篝火伴着歌声', '包含胡椒', '一起程序升级', '孩子细声说', '固执著称', '炎热中赶路', '水平空前', '若干与此有关的', '文字问‘惟一’的用法', '月芽茶上市', '周五采访', '人民币10元煤炭'])('leaves %s', (text) => {
    expect(found(text)).toEqual([])
  })
})
