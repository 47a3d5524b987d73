import type { Found, TextRule } from '../rule'
import { points } from './points'
import { findEach, sayMatch } from './say'

/** Percentages in two forms at once: 百分之50, 50个%; and points taken for shares. */
export const percent: TextRule = {
  id: 'zh.num.percent',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15835',
  check: (reading): Found[] => [
    ...findEach(reading, /(百|千)分之(\d{1,9}(?:\.\d{1,4})?)[%％‰]?(?!\d)/gu, (match) => {
      const [, of = '', number = ''] = match
      return sayMatch(match, number + (of === '百' ? '%' : '‰'))
    }),
    ...findEach(reading, /(\d{1,9}(?:\.\d{1,4})?)个?[%％]个?(百分点)?/gu, (match) => {
      const [typed, number = '', points] = match
      if (points !== undefined) return sayMatch(match, `${number}个百分点`)
      return /个[%％]/.test(typed) ? sayMatch(match, `${number}%`, `${number}个百分点`) : undefined
    }),
    ...findEach(reading, /百分之[一二两三四五六七八九十百零点]{1,8}[%％]/gu, (match) => sayMatch(match, match[0].slice(0, -1))),
    ...findEach(reading, /(\d)[%％]{2,4}/g, (match) => sayMatch(match, `${match[1] ?? ''}%`)),
    ...points(reading),
  ],
}

const LESS = '(?:减少|下降|降低|缩小|缩短|下跌|减轻|减低|缩减|压缩|锐减|骤减|骤降|剧减|回落|减慢|减弱|跌落|裁减|削减|调低|下滑|下挫|减产|萎缩|收窄|缩水|节省|节约|减速|降价|少(?:了|花了?|用了?|跑了?|走了?|付了?|交了?|耗了?)|(?:[骤猛锐直]|(?<![升沉]))(?:降|减|跌|缩|省)了)'
const TIMES = '(?:\\d{1,9}(?:\\.\\d{1,4})?|[一二两三四五六七八九十百千几数半]{1,6}(?:点[一二三四五六七八九]{1,3})?)[多余]?[万千百]?倍'
const FEWER = new RegExp(`(?<![至不最多缺减])${LESS}了?(?:近|约|将近|大约|超过|至少|整整|好)?${TIMES}(?!镜|率|增)`, 'gu')

const THAN = new RegExp(`(?<=比[^，。；、比]{1,12})(?<![至不最多减])(?:轻|低|少|小|短|慢|矮|窄|薄|浅|弱|细|稀|淡|便宜|省[电油水钱时力]?)[了上出]?(?:近|约|将近|大约|整整|好)?${TIMES}(?!镜|率|增)`, 'gu')

/** 成倍减少, where nothing can be multiplied into less. */
const MANIFOLD = /(?:成倍|翻倍|翻番|数倍|几倍)(?:地|的)?(?:减少|下降|降低|缩短|缩小|下跌|缩减|减轻)/gu

/** Something less by so many times: what is counted down once is gone. Which figure was meant only a person can tell. */
export const times: TextRule = { id: 'zh.num.times', language: 'zh-CN', severity: 'error', source: 'usage', check: (reading): Found[] => [FEWER, THAN, MANIFOLD].flatMap((pattern) => findEach(reading, pattern, (match) => sayMatch(match))) }

const SIGNS: Readonly<Record<string, string>> = { '￥': '元', '¥': '元', $: '美元', '＄': '美元', '€': '欧元', '£': '英镑', RMB: '元', CNY: '元', USD: '美元', EUR: '欧元' }
const SUM = '(\\d{1,12}(?:[.,]\\d{1,6}){0,4})'
const SIGNED = new RegExp(`(人民币|美元|欧元|英镑)?\\s?((?:US|HK|NT|A|C)?\\$|[￥¥＄€£]|RMB|CNY|USD|EUR)\\s?${SUM}([万亿千百]{0,2}[多余]?)\\s?(元人民币|元|人民币|美元|美金|欧元|英镑|港元|港币|日元|澳元|加元|块)?`, 'g')

/** A currency said twice: ￥100元, $100美元. */
export const currency: TextRule = {
  id: 'zh.num.currency',
  language: 'zh-CN',
  severity: 'error',
  source: 'usage',
  check: (reading): Found[] => [
    ...findEach(reading, SIGNED, (match) => {
      const [, before = '', sign = '', sum = '', large = '', behind = ''] = match
      if (before === '' && behind === '') return undefined
      const words = behind !== '' ? behind : before === '人民币' ? '元' : (SIGNS[sign] ?? '')
      const named = before === '人民币' && !behind.includes('人民币') ? '人民币' : ''
      return sayMatch(match, `${named}${sum}${large}${words}`)
    }),
    ...findEach(reading, new RegExp(`人民币\\s?${SUM}([万亿千百]{0,2}[多余]?)元人民币`, 'g'), (match) => sayMatch(match, match[0].slice(0, -3))),
  ],
}

/** Figures and Latin letters in their full-width forms. */
export const fullWidth: TextRule = {
  id: 'zh.num.full-width',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15835',
  check: (reading): Found[] =>
    findEach(reading, /[０-９Ａ-Ｚａ-ｚ]+(?:[．：／％－][０-９Ａ-Ｚａ-ｚ]+){0,6}％?/gu, (match) => sayMatch(match, match[0].replace(/[！-～]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)))),
}
