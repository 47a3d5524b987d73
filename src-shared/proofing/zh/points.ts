import type { Reading } from '../reading'
import type { Found } from '../rule'
import { findEach, say, sayMatch } from './say'

const N = '(\\d{1,3}(?:\\.\\d{1,3})?)'
const CHANGED = '(?:提高|提升|上升|下降|降低|回落|上调|下调|下滑|增加|减少|缩小|扩大|增长|降|升)'
const FROM_TO = new RegExp(`(?:由|从)[^。；！？%％]{0,24}?${N}[%％][^。；！？%％\\d]{0,12}(?:到|至|为)[^。；！？%％\\d]{0,12}${N}[%％][^。；！？%％\\d]{0,14}${CHANGED}了?${N}[%％](?!以)`, 'gu')

/** Shares of which a change is told in points. */
const RATE = '(?:(?<![效功])率|占比|比重|比例|份额)'
const RATE_CHANGED = new RegExp(`${RATE}(?:已|约|则|仍)?(?:达到?|为|是|升至|降至|提高到|下降到|上升到|稳定在|保持在)(?:了)?${N}[%％]，?(?:同比|环比|(?:比|较)(?:上年|去年|上月|上季度|上期|前年|年初)(?:同期|末|底)?)(?:提高|提升|上升|下降|降低|回落)了?${N}[%％](?!以)`, 'gu')

const POINTS = `${N}个百分点`
const SHARE_IN_POINTS = [
  new RegExp(`${RATE}(?:已|约|仅|也|都|要|应|须|均|普遍|长期|一直){0,2}(?:达到?|高达|为|占|在|稳定在|保持在|控制在|维持在|降到|降至|升到|升至|提高到|下降到|上升到|不低于|不高于|低于|不足|接近){1,2}了?(?:约|近)?${POINTS}`, 'gu'),
  new RegExp(`(?:降|升|提高|提升|下降|上升|控制|压减|压降|稳定|保持|维持|回落)(?:到|至|在)了?(?:约|近)?${POINTS}(?=以[下上内]|左右|[，。；])`, 'gu'),
  new RegExp(`(?<!占[^，。；]{0,8})占[^，。；\\d比]{0,12}?(?:约|近)?${POINTS}(?![的之]?差)`, 'gu'),
]
const AMOUNT_GREW = new RegExp(`(?:产值|收入|产量|销量|销售额|营业额|成交额|交易额|客流量|吞吐量|运量|投资额|人数|人次|利润|税收|进出口额|总额|总量|面积|价格|成本|费用)[^，。；率速幅比重\\d]{0,6}(?:同比|环比|(?:比|较)(?:上年|去年)(?:同期)?)?(?:增长|下降|增加|减少|上涨|下跌)了?${POINTS}`, 'gu')

/** What is counted in points rightly, though a share stands near it. */
const DISTANCE = /差|距|误|偏|波动|贡献|拉动|幅|速|高出|低于|领先|落后|浮动|区间/u

const near = (text: string, at: number): string => /[^，。；！？]{0,30}$/u.exec(text.slice(Math.max(0, at - 30), at))?.[0] ?? ''

/** The last stretch of a match that a figure begins. */
const lastFigure = (match: RegExpExecArray, figure: string, behind: string): { from: number; to: number } => {
  const from = match.index + match[0].lastIndexOf(figure + behind)
  return { from, to: from + figure.length + behind.length }
}

/** Points told as a share, and a share as points: 由11%降到6%，下降5%; 占60个百分点. */
export const points = (reading: Reading): Found[] => {
  const { text } = reading
  const toPoints = (match: RegExpExecArray, figure: string): Found => {
    const { from } = lastFigure(match, figure, match[0].slice(-1))
    return say(text, from, match.index + match[0].length, [`${figure}个百分点`])
  }
  const toShare = (match: RegExpExecArray): Found | undefined => {
    const figure = match[1] ?? ''
    const { from, to } = lastFigure(match, figure, '个百分点')
    return DISTANCE.test(near(text, match.index)) || DISTANCE.test(match[0].replace(/不?低于/u, '')) ? undefined : say(text, from, to, [`${figure}%`])
  }
  const found = [
    ...findEach(reading, FROM_TO, (match) => {
      const [, from = '', to = '', by = ''] = match
      // A change that is counted of the first share is told rightly.
      return Math.abs(Math.abs(Number(from) - Number(to)) - Number(by)) < 1e-6 && Math.abs((Math.abs(Number(from) - Number(to)) / Number(from)) * 100 - Number(by)) > 0.5 ? toPoints(match, by) : undefined
    }),
    ...findEach(reading, RATE_CHANGED, (match) => ({ ...toPoints(match, match[2] ?? ''), severity: 'warning' as const })),
    ...SHARE_IN_POINTS.flatMap((pattern) => findEach(reading, pattern, toShare)),
    ...findEach(reading, AMOUNT_GREW, toShare),
    ...findEach(reading, /(\d{1,3}(?:\.\d{1,3})?)个?百分比(?!例)/gu, (match) => sayMatch(match, `${match[1] ?? ''}个百分点`)),
    ...findEach(reading, /(?<=[升降高低长落涨跌]了?)(\d{1,3}(?:\.\d{1,3})?)(?:百分点|[%％]点)/gu, (match) => sayMatch(match, `${match[1] ?? ''}个百分点`)),
    ...findEach(reading, /百分之([一二两三四五六七八九十零点]{1,7})个?百分点/gu, (match) => sayMatch(match, `${match[1] ?? ''}个百分点`)),
    ...findEach(reading, /百分之[一二三四五六七八九十百零点]{1,7}(?:至|到|—|～|－|-)\d{1,3}(?:\.\d{1,3})?[%％]/gu, (match) => sayMatch(match)),
  ]
  const seen = new Set<number>()
  return found.filter(({ from }) => !seen.has(from) && seen.add(from))
}
