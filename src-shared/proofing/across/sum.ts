import type { Figure } from './quantity'
import type { AcrossFound, AcrossRule } from './rule'
import { sentencesOf } from './sentences'

const TOTAL_BEHIND = /^[，、；]?(?:总共|共计|合计|总计|一共|共有?)(?![同建享青])[^，。；、\d]{0,8}$/u
const TOTAL_AHEAD = /(?:总共|共计|合计|总计|一共|共)(?![同建享青])[^，。；、\d]{0,10}$/u
const GROWTH = /同比|增长|下降|增加|减少|比|每|平均|人均|其余|剩余|占/u

/** Classes that overlap: a woman may be a Party member too. */
const OVERLAPPING = /女|男|党员|青年|少数民族|残疾|退役|退伍|农民工|困难|劳模|代表|高级|大学生|硕士|博士|研究生|本科|学历|骨干|先进|省级|国家级|市级/u

const exactly = (figures: readonly Figure[]): boolean => figures.every(({ nearness, step, value }) => nearness === 'exact' && (step <= 1 || value % 1 === 0))

const close = (one: number, other: number): boolean => Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(one), Math.abs(other))

/** Figures of decimals may be rounded each for itself. */
const slackOf = (figures: readonly Figure[]): number => (figures.some(({ text }) => /[.]|[万亿]/.test(text)) ? figures.reduce((sum, { step }) => sum + step / 2, 0) : 0)

const between = (text: string, one: Figure, other: Figure, at: number): string => text.slice(one.to - at, other.from - at)

/** The figures after one that are parts beside one another: one unit, joined by marks alone. */
const runOf = (figures: readonly Figure[], text: string, at: number): Figure[] => {
  const run: Figure[] = []
  for (const figure of figures) {
    const last = run.at(-1)
    if (figure.unit !== (run[0] ?? figure).unit) break
    if (last) {
      const gap = between(text, last, figure, at)
      if (!/^[^，。；、]{0,12}[，、；和][^，。；、（）]{0,16}$/u.test(gap) || GROWTH.test(gap) || /其中/u.test(gap)) break
    }
    run.push(figure)
  }
  return run
}

const report = (total: Figure, parts: readonly Figure[]): AcrossFound => {
  const sum = parts.reduce((whole, { value }) => whole + value, 0)
  const [first] = parts
  return { passage: total.passage, from: total.from, to: total.to, fixes: [], details: { total: total.text, sum: Number(sum.toFixed(4)), parts: parts.length }, ...(first ? { other: { passage: first.passage, from: first.from, to: parts.at(-1)?.to ?? first.to } } : {}) }
}

/** 共300人，其中男180人、女130人: a total ahead of its parts. Whole only where the parts are said to be all. */
const totalAhead = (figures: readonly Figure[], text: string, at: number): AcrossFound[] =>
  figures.flatMap((total, index) => {
    if (!TOTAL_AHEAD.test(text.slice(0, total.from - at))) return []
    const rest = figures.slice(index + 1).filter(({ unit }) => unit === total.unit)
    const [first] = rest
    if (!first) return []
    const gap = between(text, total, first, at)
    const opening = /其中|分别|包括|包含|分为|由/u.exec(gap)
    if (!opening || /[。；]/u.test(gap) || gap.length > 24 || GROWTH.test(gap)) return []
    const parts = runOf(rest, text, at)
    if (parts.length < 2 || !exactly([total, ...parts])) return []
    const listed = text.slice(total.to - at, (parts.at(-1)?.to ?? at) - at)
    const sum = parts.reduce((whole, { value }) => whole + value, 0)
    const slack = slackOf([total, ...parts])
    const bothSexes = /男/u.test(listed) && /女/u.test(listed) && parts.length === 2
    const isWhole = bothSexes || /分别为|分别是/u.test(gap)
    const isApart = isWhole || !OVERLAPPING.test(listed)
    return (isApart && sum > total.value + slack && !close(sum, total.value)) || (isWhole && sum < total.value - slack) ? [report(total, parts)] : []
  })

/** 甲镇120人、乙镇80人，共210人: a total behind its parts. */
const totalBehind = (figures: readonly Figure[], text: string, at: number): AcrossFound[] =>
  figures.flatMap((total, index) => {
    const last = figures[index - 1]
    if (!last || last.unit !== total.unit || !TOTAL_BEHIND.test(between(text, last, total, at).replace(/^[^，。；、\d]{0,10}(?=[，、；])/u, ''))) return []
    // The parts are those that lead up to it.
    let parts: Figure[] = []
    for (let first = 0; first < index; first += 1) {
      const run = runOf(figures.slice(first, index), text, at)
      if (run.length === index - first) {
        parts = run
        break
      }
    }
    if (parts.length < 2 || !exactly([total, ...parts]) || GROWTH.test(text.slice((parts[0]?.from ?? at) - at - 8 < 0 ? 0 : (parts[0]?.from ?? at) - at - 8, total.from - at))) return []
    const sum = parts.reduce((whole, { value }) => whole + value, 0)
    return Math.abs(sum - total.value) > slackOf([total, ...parts]) + 1e-6 ? [report(total, parts)] : []
  })

/** Parts listed with their total that do not add up. */
export const sum: AcrossRule = {
  id: 'x.sum',
  languages: ['zh-CN'],
  severity: 'error',
  source: 'usage',
  check: ({ piece, figures }) =>
    piece.passages.flatMap(({ text }, passage) =>
      sentencesOf(text).flatMap((sentence) => {
        const own = figures.filter((each) => each.passage === passage && each.from >= sentence.at && each.to <= sentence.at + sentence.text.length)
        return own.length < 3 ? [] : [...totalAhead(own, sentence.text, sentence.at), ...totalBehind(own, sentence.text, sentence.at)]
      }),
    ),
}
