import { isHan } from './lines'

/** What a line of facts about the article says. `printed` holds the same with its labels; `rest` is what is left out: other labels, counters. */
export type Facts = { time: string | null; timeText: string; printed: Record<'source' | 'author' | 'editor', string>; source: string; author: string; editor: string; keywords: string[]; rest: string[] }

const LABEL = /(责任编辑|责编|值班编辑|编辑|审核|校对|监制|终审|二审|(?:文章|信息|稿件|新闻|内容)?(?:来源|稿源)|出处|作者|撰稿|发布时间|发布日期|发表时间|更新时间|时间|日期|关键词|关键字|标签|浏览次数|浏览量|浏览|点击数|点击量|点击|阅读量|阅读|字号|字体|分享到?|Responsible editor|Editor|Sources?|Author|Published|Updated|Posted|Date|Keywords|Tags)\s*[:\uff1a]\s*/giu
const ROLE: readonly [RegExp, 'editor' | 'deskEditor' | 'source' | 'author' | 'keywords' | 'time'][] = [
  [/^(?:责任编辑|责编|responsible editor|editor)$/i, 'editor'],
  [/^(?:值班)?编辑$/, 'deskEditor'],
  [/来源$|稿源$|^出处$|^sources?$/i, 'source'],
  [/^(?:作者|撰稿|author)$/i, 'author'],
  [/^(?:关键[词字]|标签|keywords|tags)$/i, 'keywords'],
  [/时间$|日期$|^(?:published|updated|posted|date)$/i, 'time'],
]
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const TIME = /(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?:\s*(?:星期[一二三四五六日天]|周[一二三四五六日]))?(?:[T ]*(\d{1,2})[:\uff1a时](\d{2})分?(?:[:\uff1a](\d{2}))?)?/
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\\.?'
const CLOCK = '(?:,?\\s+(?:at\\s+)?(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\s*([ap])\\.?m\\.?)?)?'
const MONTH_FIRST = new RegExp(`${MONTH}\\s+(\\d{1,2}),?\\s+(\\d{4})${CLOCK}`, 'i')
const DAY_FIRST = new RegExp(`(\\d{1,2})\\s+${MONTH},?\\s+(\\d{4})${CLOCK}`, 'i')

const two = (value: string | undefined): string => (value ?? '0').padStart(2, '0')
const monthOf = (name: string): string => String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1)

/** Finds a printed time: ISO 8601 with `offset`, its text, and whether a clock time was printed. Null where there is none or it is no real date. */
export const readTime = (line: string, offset: string): { iso: string; text: string; clock: boolean } | null => {
  const chinese = TIME.exec(line)
  const monthFirst = MONTH_FIRST.exec(line)
  const dayFirst = DAY_FIRST.exec(line)
  const found = chinese ?? monthFirst ?? dayFirst
  if (!found) return null
  const [text, a = '', b = '', c = '', hours, minutes, seconds, half] = found
  const [year, month, day] = chinese ? [a, b, c] : monthFirst ? [c, monthOf(a), b] : [c, monthOf(b), a]
  const clock = hours !== undefined
  const hour = half ? String((Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)) : hours
  const wall = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minutes)}:${two(seconds)}`
  const date = new Date(`${wall}Z`)
  // 31 February parses as 3 March; a date that moves is no date.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 19) !== wall) return null
  return { iso: `${wall}${offset}`, text, clock }
}

const BRACKETS = /^[[\uff3b【(\uff08](.*)[\]\uff3d】)\uff09]$/
/** A line without the brackets around the whole of it. */
export const unbracketed = (line: string): string => {
  const inner = BRACKETS.exec(line)?.[1]
  return inner !== undefined && !/[[\]【】()\uff08\uff09]/.test(inner) ? inner.trim() : line
}
const trimEdges = (text: string): string => text.replace(/^[\s|\uff5c\u00b7,\uff0c;\uff1b[(\uff08【]+|[\s|\uff5c\u00b7,\uff0c;\uff1b\])\uff09】]+$/g, '')
const MASTHEAD = /(?:报|网|社|台|客户端|杂志|融媒体?(?:中心)?|发布)$|\b(?:News|Times|Post|Daily|Herald|Courier|Gazette|Journal)$/

/**
 * Reads a line of facts ("2021-11-15 09:10 来源:… 作者:…", "责任编辑:…"). Null where the line is something else: a sentence,
 * a title with a date in it.
 */
export const readFacts = (printed: string, offset: string): Facts | null => {
  const line = unbracketed(printed)
  if (line.length > 160 || /[\u3002!?\uff01\uff1f]$/.test(line)) return null
  const time = readTime(line, offset)
  const facts: Facts = { time: time?.iso ?? null, timeText: time?.text ?? '', printed: { source: '', author: '', editor: '' }, source: '', author: '', editor: '', keywords: [], rest: [] }
  const bare = time ? line.replace(time.text, ' | ') : line
  const labels = [...bare.matchAll(LABEL)]
  const lead = trimEdges(labels[0] ? bare.slice(0, labels[0].index) : bare)
  if (labels.length === 0 && !(time && (lead === '' || (time.clock && MASTHEAD.test(lead) && lead.length <= 24)))) return null
  if (labels.length > 0 && !time && lead !== '') return null
  if (lead !== '' && lead.length > 40) return null
  const values: Record<'editor' | 'deskEditor' | 'source' | 'author', string> = { editor: '', deskEditor: '', source: '', author: '' }
  const printedAs = { ...values }
  let masthead = lead
  for (const [index, label] of labels.entries()) {
    const value = trimEdges(bare.slice(label.index + label[0].length, labels[index + 1]?.index))
    const role = ROLE.find(([pattern]) => pattern.test(label[1] ?? ''))?.[1]
    const [first = '', ...others] = value.split(/\s*[|\uff5c]\s*/)
    if (role === 'time') { if (value !== '') masthead ||= value }
    else if (role === 'keywords') facts.keywords.push(...value.split(isHan(value) ? /[\s,\uff0c;\uff1b、|]+/ : /\s*[,;|]\s*/).filter(Boolean))
    else if (role && values[role] === '') {
      values[role] = first
      printedAs[role] = label[0] + first
      facts.rest.push(...others.filter(Boolean))
    } else facts.rest.push(trimEdges(bare.slice(label.index, labels[index + 1]?.index)))
  }
  if (values.source === '' && MASTHEAD.test(masthead)) [values.source, printedAs.source, masthead] = [masthead, masthead, '']
  if (masthead !== '') facts.rest.unshift(masthead)
  // 编辑 is who set the page; it is the responsible editor only where nobody else is named.
  if (values.editor === '') [values.editor, printedAs.editor, values.deskEditor] = [values.deskEditor, printedAs.deskEditor, '']
  if (values.deskEditor !== '') facts.rest.push(printedAs.deskEditor)
  return { ...facts, printed: { source: printedAs.source, author: printedAs.author, editor: printedAs.editor }, source: values.source, author: values.author, editor: values.editor }
}

const SEPARATOR = /\s*(?:>+|\u00bb|\u203a|\u2192|-&gt;)\s*/
const POSITION = /^(?:您?(?:的|现在|当前|目前|所在)*(?:的)?位置(?:是|在)?|当前位置|You are here|Location)\s*[:\uff1a]?\s*/i
const HOME = /^(?:网站|本站)?(?:首页|主页)$|^home$/i
const FILLER = /^(?:正文|详情|内容|文章|文章正文|新闻详情|Article|Story)$/i

/** A breadcrumb: the channel path without its home, and what stood behind the last item on the same line (a headline), if anything. */
export const readBreadcrumb = (line: string): { channel: string[]; after: string } | null => {
  const labelled = POSITION.test(line)
  const items = line.replace(POSITION, '').split(SEPARATOR).map((item) => item.trim())
  const home = HOME.test(items[0] ?? '') || /(?:报|网)首页$|网$/.test(items[0] ?? '')
  if (items.length < 2 || !(labelled || home)) return null
  if (items.slice(0, -1).some((item) => item.length > 40)) return null
  const last = items.pop() ?? ''
  const space = isHan(last) ? last.search(/\s/) : -1
  const name = space < 0 ? last : last.slice(0, space)
  const path = [...(home ? items.slice(1) : items), name].filter((item) => item !== '' && !FILLER.test(item))
  if (path.some((item) => item.length > 60) || path.length > 6) return null
  return { channel: path, after: space < 0 ? '' : last.slice(space).trim() }
}
