import type { Passage } from '../passage'
import type { Figure } from './quantity'

/** Words before a figure that say nothing of what is counted. */
const LEAD = /(?:累计|总计|合计|共计|总共|一共|约有|约|近|超过|超|逾|突破|达到|达|共有|共|有|为|了|的|等|各|大约|不足|不到|至|到){1,6}$/u

type Frame = { before: string; after: string }

/** Every figure is held against every other, so its words are read once. */
const frames = new WeakMap<object, Frame>()

const wholeFrame = (figure: Pick<Figure, 'before' | 'after'>): Frame => {
  const known = frames.get(figure)
  if (known) return known
  const { before, after } = figure
  const frame = { before: before.replace(LEAD, '').replace(/[^\p{Script=Han}]/gu, ''), after: /^\p{Script=Han}*/u.exec(after.replace(/^(?:以上|左右|的|余)+/u, ''))?.[0] ?? '' }
  frames.set(figure, frame)
  return frame
}

/** The words a figure's thing is known by: up to `length` characters before it and after it, without what only says how many. */
export const frameOf = (figure: Pick<Figure, 'before' | 'after'>, length: number): Frame => {
  const { before, after } = wholeFrame(figure)
  return { before: before.slice(-length), after: after.slice(0, length) }
}

const SCOPE = /去年|前年|今年|明年|上年|同期|上半年|下半年|前[一二三]季度|[一二三四]季度|\d{1,2}月|\d{4}年|全[省市县区国镇村]|(?:每|平均|人均|户均|日均|首批|第[一二三四五六七八九十]批|新增|新建|其中|另有|还有|又|再)/gu

/** When, where and of which whole a figure is, as its clause says. */
const scopeOf = (clause: string): ReadonlySet<string> => new Set(clause.match(SCOPE) ?? [])

const WHOLES = /每|平均|人均|户均|日均|其中|另有|还有|又|再|批/u

/** Whether two clauses may speak of one time, one place and one whole. */
export const areOfOneScope = (one: string, other: string): boolean => {
  const [mine, theirs] = [scopeOf(one), scopeOf(other)]
  const [short, long] = mine.size <= theirs.size ? [mine, theirs] : [theirs, mine]
  return [...short].every((word) => long.has(word)) && ![...long].some((word) => !short.has(word) && WHOLES.test(word))
}

/** Where a piece is told in full: what heads and captions must agree with. */
export const isBody = ({ kind }: Passage): boolean => kind === 'text' || kind === 'cell' || kind === 'quote' || kind === 'footnote' || kind === 'caption'

/** What heads a piece. */
export const isHead = ({ kind }: Passage): boolean => kind === 'headline' || kind === 'deck' || kind === 'kicker'
