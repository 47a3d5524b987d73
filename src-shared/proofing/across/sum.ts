import type { Figure } from './quantity'
import type { AcrossFound, AcrossRule } from './rule'
import { sentencesOf } from './sentences'

const TOTAL_BEHIND = /^[，、；]?(?:加起来|算下来|合起来|拢共|总投资|总额|总造价|总共|共计|合计|总计|一共|共有?)(?![同建享青])[^，。；、\d]{0,8}$/u
const TOTAL_AHEAD = /(?:总投资|总额|总支出|总收入|总造价|总预算|总经费|总费用|总成本|总共|共计|合计|总计|一共|共)(?![同建享青])[^，。；、\d]{0,10}$/u
const GROWTH = /同比|增长|下降|增加|减少|比|每|平均|人均|其余|剩余|占/u

/** Classes that overlap: a woman may be a Party member too. */
const OVERLAPPING = /女|男|党员|青年|少数民族|残疾|退役|退伍|农民工|困难|劳模|代表|高级|大学生|硕士|博士|研究生|本科|学历|骨干|先进|省级|国家级|市级/u

/** Words that say nothing is left out of a list. */
/** A part that takes all that is left. */
const THE_REST = /其他|其它|杂项|不可预见/u

const SAID_TO_BE_ALL = /没有其他|再无其他|别无其他|三项合计|两项合计/u

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

/** What leads up to each part: "来自制造业的", "来自交通运输业的". */
const labelsOf = (parts: readonly Figure[], text: string, at: number): string[] => parts.map((part) => /[^，。；、：]{0,20}$/u.exec(text.slice(Math.max(0, part.from - at - 20), part.from - at))?.[0].replace(/^其中/u, '') ?? '')

/** Whether three parts or more are told alike and come near the total: then one was likely left out. */
const isNearlyAll = (parts: readonly Figure[], sum: number, total: number, text: string, at: number): boolean => {
  const labels = labelsOf(parts, text, at)
  const alike = parts.every(({ unit }) => unit === '元') || labels.every((label) => label.length > 2) && new Set(labels.map((label) => label.slice(0, 2))).size === 1
  return parts.length > 2 && alike && sum < total && sum >= total * 0.85
}

/** Whether parts told after their total can be right. `whole`: they are said to be all of it. */
const judge = (total: Figure, rest: readonly Figure[], text: string, at: number, whole: boolean): AcrossFound[] => {
  const parts = runOf(rest, text, at)
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last || parts.length < 2 || !exactly([total, ...parts])) return []
  const listed = text.slice(Math.max(0, first.from - at - 12), last.to - at)
  const sum = parts.reduce((all, { value }) => all + value, 0)
  const slack = slackOf([total, ...parts])
  const isWhole = whole || (/男/u.test(listed) && /女/u.test(listed) && parts.length === 2) || SAID_TO_BE_ALL.test(text) || (parts.length > 2 && THE_REST.test(listed))
  if (sum > total.value + slack && !close(sum, total.value)) return isWhole || !OVERLAPPING.test(listed) ? [report(total, parts)] : []
  if (isWhole && sum < total.value - slack) return [report(total, parts)]
  return isNearlyAll(parts, sum, total.value, text, at) && !OVERLAPPING.test(listed) ? [{ ...report(total, parts), severity: 'advice' }] : []
}

/** 共300人，其中男180人、女130人; 奖牌42块：一等奖6块……: a total ahead of its parts. */
const totalAhead = (figures: readonly Figure[], text: string, at: number): AcrossFound[] =>
  figures.flatMap((total, index) => {
    const rest = figures.slice(index + 1).filter(({ unit }) => unit === total.unit)
    const [first] = rest
    if (!first || !TOTAL_AHEAD.test(text.slice(Math.max(0, total.from - at - 20), total.from - at))) return []
    const gap = between(text, total, first, at)
    if (!/其中|分别|包括|包含|分为|由|：/u.test(gap) || gap.length > 24 || GROWTH.test(gap)) return []
    return judge(total, rest, text, at, /分别为|分别是|^[^，。]{0,4}：/u.test(gap))
  })

/** A sentence that goes on with 其中, and the one before it, which gives the total. */
const totalBefore = (figures: readonly Figure[], text: string, at: number, before: readonly Figure[], told: string): AcrossFound[] => {
  const [first] = figures
  const total = before.findLast(({ unit }) => unit === first?.unit)
  if (!first || !total || !text.startsWith('其中') || first.from - at > 24) return []
  const isTotal = TOTAL_AHEAD.test(told.slice(0, Math.max(0, total.from))) || SAID_TO_BE_ALL.test(text)
  return isTotal ? judge(total, figures.filter(({ unit }) => unit === total.unit), text, at, false) : []
}

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
  check: ({ piece, figures }) => {
    const sentences = piece.passages.flatMap(({ text, kind }, passage) => (kind === 'headline' || kind === 'deck' ? [] : sentencesOf(text).map((sentence) => ({ ...sentence, passage }))))
    const figuresIn = sentences.map(({ passage, at, text }) => figures.filter((each) => each.passage === passage && each.from >= at && each.to <= at + text.length))
    return sentences.flatMap(({ text, at, passage }, index) => {
      const own = figuresIn[index] ?? []
      if (own.length < 2) return []
      const last = sentences[index - 1]
      const before = figuresIn[index - 1] ?? []
      return [...totalAhead(own, text, at), ...totalBehind(own, text, at), ...(last ? totalBefore(own, text, at, before, (piece.passages[last.passage]?.text ?? '').slice(0, last.passage === passage ? at : undefined)) : [])]
    })
  },
}
