import { chineseGrowth, englishGrowth, type Growth } from './growth'
import type { AcrossFound, AcrossReading, AcrossRule } from './rule'
import { englishSentencesOf, sentencesOf, type Sentence } from './sentences'

const SHARE = /([^，。；、\d%]{0,16}?)(?:占比|占)(?:[^，。；、\d%]{0,12}?)(?:约|近|超|超过|达|为|到|了)?(\d{1,3}(?:\.\d{1,3})?)[%％]/gu
const SHARES = /分别占(?:[^，。；\d%]{0,14})?((?:\d{1,3}(?:\.\d{1,3})?[%％][、和，]?){2,12})/u
const WHOLE = /构成|组成|分为|其余|其他|剩余|三类|两类|四类|全部由|结构|来源/u
/** Words that say the shares are of one whole, each counted once. */
const APART = /只能选择?一项|只选一项|单选|[两三四五六]者合计|合计为?100/u

const SEVERAL = /多选|可选多项|多项选择/u

type Shares = { from: number; to: number; values: number[]; whole: boolean; decimals: boolean }

const number = (text: string): number => Number(text)

/** Labels of parts of one thing: all told by an age, an ordinal, or what is left; or by words of one ending. */
const areParts = (labels: readonly string[]): boolean => {
  const trimmed = labels.map((label) => label.replace(/^(?:其中|的|，)+/u, ''))
  const ending = new Set(trimmed.map((label) => label.slice(-2)))
  return (
    trimmed.every((label) => /第[一二三四]|岁|级$|满意|[优良中差]$/u.test(label)) ||
    trimmed.some((label) => /^(?:其余|其他|其它|剩余|余下)/u.test(label)) ||
    (ending.size === 1 && trimmed.every((label) => label.length > 2)) ||
    (trimmed.length === 2 && /男/u.test(trimmed.join('')) && /女/u.test(trimmed.join('')))
  )
}

const sharesOf = ({ text, at }: Sentence): Shares[] => {
  const listed = SHARES.exec(text)
  if (listed?.[1] !== undefined) {
    const values = [...listed[1].matchAll(/\d{1,3}(?:\.\d{1,3})?/g)].map(([value]) => number(value))
    const from = at + listed.index + listed[0].indexOf(listed[1])
    return [{ from, to: from + listed[1].replace(/[、，和]$/u, '').length, values, whole: WHOLE.test(text), decimals: listed[1].includes('.') }]
  }
  const each = [...text.matchAll(SHARE)]
  const [first, last] = [each[0], each.at(-1)]
  if (!first || !last || each.length < 2 || !(APART.test(text) || areParts(each.map(([, label = '']) => label)))) return []
  return [{ from: at + first.index + (first[1]?.length ?? 0), to: at + last.index + last[0].length, values: each.map(([, , value = '']) => number(value)), whole: each.some(([, label = '']) => /其余|其他|其它|剩余|余下/u.test(label)), decimals: each.some(([, , value = '']) => value.includes('.')) }]
}

const badShares = ({ piece }: AcrossReading): AcrossFound[] =>
  piece.passages.flatMap(({ text }, passage) =>
    SEVERAL.test(text)
      ? []
      : sentencesOf(text).flatMap((sentence) =>
          sharesOf(sentence).flatMap(({ from, to, values, whole, decimals }): AcrossFound[] => {
            const sum = values.reduce((all, value) => all + value, 0)
            // Each share may be rounded by half of its last digit.
            const room = Math.max(0.5, (decimals ? 0.05 : 0.5) * values.length) + 1e-9
            return sum > 100 + room || (whole && sum < 100 - room) ? [{ passage, from, to, fixes: [], details: { context: 'shares', sum: Number(sum.toFixed(2)) } }] : []
          }),
        ),
  )

/** Whether a growth told in per cent can come of the two figures told, each rounded by half of its last digit. */
const agrees = ({ before, after, told, step }: Growth): boolean => {
  const rate = (one: number, other: number): number => ((other - one) / one) * 100
  const [low, high] = [rate(before.value + before.half, after.value - after.half), rate(before.value - before.half, after.value + after.half)]
  return told >= low - step && told <= high + step
}

const badGrowth = ({ piece }: AcrossReading): AcrossFound[] =>
  piece.passages.flatMap(({ text }, passage) =>
    (piece.language === 'en' ? englishSentencesOf(text).flatMap(englishGrowth) : sentencesOf(text).flatMap(chineseGrowth))
      .filter((growth) => (growth.points ? Math.abs(growth.after.value - growth.before.value - growth.told) > growth.before.half + growth.after.half + growth.step : !agrees(growth)))
      .map((growth) => {
        const right = growth.points ? growth.after.value - growth.before.value : ((growth.after.value - growth.before.value) / growth.before.value) * 100
        return { passage, from: growth.from, to: growth.to, fixes: [], details: { context: 'growth', told: text.slice(growth.from, growth.to), right: `${Math.abs(right).toFixed(1).replace(/\.0$/, '')}${growth.points ? '' : '%'}` } }
      }),
  )

/** Shares of one whole that come to more than all of it, and growth that the figures beside it contradict. */
export const percent: AcrossRule = { id: 'x.percent', languages: ['zh-CN', 'en'], severity: 'error', source: 'usage', check: (reading) => [...(reading.piece.language === 'zh-CN' ? badShares(reading) : []), ...badGrowth(reading)] }
