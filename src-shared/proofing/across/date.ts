import { lastDayOf, weekdayOf, type Day } from './days'
import type { AcrossFound, AcrossReading, AcrossRule } from './rule'
import { clausesOf } from './sentences'

const WEEK = '日一二三四五六'
const ENGLISH_WEEK = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const stretchOf = ({ passage, from, to }: Day): { passage: number; from: number; to: number } => ({ passage, from, to })

const isDay = ({ year, month, day }: Day): boolean => month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year, month)

const wordOf = (day: Day, { piece }: AcrossReading): string => piece.passages[day.passage]?.text.slice(day.from, day.to) ?? ''

const impossible = (reading: AcrossReading): AcrossFound[] => reading.days.filter((day) => !isDay(day)).map((day) => ({ ...stretchOf(day), fixes: [], details: { context: 'impossible', date: wordOf(day, reading) } }))

/** A weekday beside a date that falls on another. */
const wrongWeekdays = (reading: AcrossReading): AcrossFound[] =>
  reading.days.flatMap((day): AcrossFound[] => {
    if (!isDay(day) || day.year === null || day.weekday === null) return []
    const right = weekdayOf(day.year, day.month, day.day)
    if (right === day.weekday.value) return []
    const said = reading.piece.passages[day.passage]?.text.slice(day.weekday.from, day.weekday.to) ?? ''
    const fix = reading.piece.language === 'en' ? (ENGLISH_WEEK[right] ?? '') : said.slice(0, -1) + WEEK.charAt(right)
    return [{ passage: day.passage, from: day.weekday.from, to: day.weekday.to, fixes: [fix], details: { context: 'weekday', date: wordOf(day, reading), said, right: fix } }]
  })

const EVENT = /[\p{Script=Han}\d“”·]{0,10}?([\p{Script=Han}]{4,10}(?:大会|论坛|博览会|运动会|大赛|音乐节|艺术节|文化节|旅游节|启动仪式|开工仪式|签约仪式|揭牌仪式|颁奖仪式|表彰会|研讨会|推介会|座谈会|招聘会|交易会|洽谈会|马拉松|电影节|展览会|书画展|摄影展))/gu
const TITLED = /[《“]([^《》“”]{3,30})[》”]/gu
const HELD = /举行|举办|召开|开幕|启动|开赛|开工|揭牌|开展|首演|发布|开馆|闭幕|落幕/u
const CLOSING = /闭幕|落幕|结束/u
/** A day that is one of several, or of another round. */
const SEVERAL = /[日号](?:[（(][^（）()]{1,6}[）)])?(?:上午|下午|晚)?(?:至|到|—|－|-|～|~|、|和)|上届|往届|第[一二三四五六七八九十\d]+[场届期轮批]|去年|明年|预计|报名|截止|彩排|预演/u

type Event = { name: string; day: Day; closing: boolean }

const eventsOf = ({ piece, days }: AcrossReading): Event[] =>
  piece.passages.flatMap(({ text }, passage) =>
    clausesOf(text).flatMap((clause): Event[] => {
      const own = days.filter((day) => day.passage === passage && day.from >= clause.at && day.to <= clause.at + clause.text.length)
      const [day] = own
      const kind = piece.passages[passage]?.kind
      if (!day || own.length > 1 || !isDay(day) || SEVERAL.test(clause.text)) return []
      if (!HELD.test(clause.text) && kind !== 'caption') return []
      const names = [...clause.text.matchAll(EVENT), ...clause.text.matchAll(TITLED)].map(([, name = '']) => name)
      return [...new Set(names)].map((name) => ({ name, day, closing: CLOSING.test(clause.text) }))
    }),
  )

/** Whether two names end in one name: what leads up to it is cut here and there. */
const isOneEvent = (one: string, other: string): boolean => {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  return short.length >= 5 ? long.endsWith(short) || long.slice(-6) === short.slice(-6) : short === long
}

/** One named event on two days. */
const twoDays = (reading: AcrossReading): AcrossFound[] => {
  const events = eventsOf(reading)
  return events.flatMap((event, index): AcrossFound[] => {
    const earlier = events.slice(0, index).find((other) => isOneEvent(other.name, event.name) && other.closing === event.closing && other.day !== event.day && (other.day.month !== event.day.month || other.day.day !== event.day.day))
    return earlier ? [{ ...stretchOf(event.day), fixes: [], details: { context: 'event', event: event.name, date: wordOf(event.day, reading), other: wordOf(earlier.day, reading) }, other: stretchOf(earlier.day), severity: 'warning' }] : []
  })
}

const ONE_TIME = '通车|开工|奠基|揭牌|投产|竣工|开业|开园|开馆|下水|首飞|通航|封顶|合龙'
const BACK = new RegExp(`^(?:举行|举办)的(${ONE_TIME})(?:仪式|典礼)`, 'u')
const FORWARD = new RegExp(`^[^。；\\d]{0,20}?(?:正式)?(${ONE_TIME})(?!仪式|典礼)`, 'u')

/** What happens once, on one day, and its ceremony told of later as held on another. */
const ceremonies = ({ piece, days }: AcrossReading): AcrossFound[] => {
  const behind = (day: Day): string => piece.passages[day.passage]?.text.slice(day.to, day.to + 30) ?? ''
  return days.flatMap((day): AcrossFound[] => {
    const act = BACK.exec(behind(day))?.[1]
    if (act === undefined) return []
    const told = days.filter((other) => other !== day && FORWARD.exec(behind(other))?.[1] === act)
    const [first] = told
    // Where several are opened, the ceremony may be another's.
    if (!first || told.length > 1 || (first.month === day.month && first.day === day.day)) return []
    const text = piece.passages[day.passage]?.text ?? ''
    const other = piece.passages[first.passage]?.text.slice(first.from, first.to) ?? ''
    return [{ ...stretchOf(day), fixes: [], details: { context: 'event', event: act, date: text.slice(day.from, day.to), other }, other: stretchOf(first), severity: 'warning' }]
  })
}

const once = (found: readonly AcrossFound[]): AcrossFound[] => found.filter((each, index) => found.findIndex(({ passage, from }) => passage === each.passage && from === each.from) === index)

/** A date there is not, a weekday that is not the date's, one event on two days. */
export const date: AcrossRule = { id: 'x.date', languages: ['zh-CN', 'en'], severity: 'error', source: 'usage', check: (reading) => once([...impossible(reading), ...wrongWeekdays(reading), ...twoDays(reading), ...ceremonies(reading)]) }
