import type { PassageKind } from '../passage'
import type { Reading } from '../reading'
import type { Found, TextRule } from '../rule'
import { say } from './say'

/** Copy in sentences, in which no word is set off by a space. */
const RUNNING: ReadonlySet<PassageKind> = new Set(['text', 'quote', 'caption', 'summary', 'footnote'])

const CLOSERS = /^[，。、；：？！”’》〉）】〕]$/
const OPENERS = /^[“‘《〈（【〔]$/
const STOPS = /^[，。、；：？！]$/

/** Who made what: a name is set off from it by a space. */
const ROLE = '(?:记者|通讯员|实习生|特约|编辑|摄影|作者|供图|统筹|策划|制图|责编|校对|审核|主编|撰文|文字|图片|漫画|绘图|来源|文|图|摄|绘|整理|编译|报道|书)'
const ROLE_BEFORE = new RegExp(`${ROLE}$`, 'u')
const ROLE_BEHIND = new RegExp(`^(?:${ROLE}|本报|新华社)(?!\\p{Script=Han})|^(?:本报记者|新华社记者|记者|通讯员|实习生)`, 'u')
/** A credit or a byline that ends a passage. */
const CREDIT = /^[^，。；！？]{0,20}(?:[摄图文绘]|摄影|供图|报道|记者|通讯员)[^，。；！？]{0,12}。?$/u
const endsInCredit = (text: string, at: number): boolean => text.length - at < 36 && CREDIT.test(text.slice(at))

const END_OF_LINE = /[，。；！？\n]/gu
/** Whether a line of the text from a place on says something in sentences. */
const isInSentences = (text: string, from: number): boolean => {
  END_OF_LINE.lastIndex = from
  return ![undefined, '\n'].includes(END_OF_LINE.exec(text)?.[0])
}

/** The stretch of Han characters that ends or begins at a place, at most nine. */
const runBefore = ({ isHan }: Reading, at: number): number => {
  let length = 0
  while (length < 9 && isHan(at - 1 - length)) length += 1
  return length
}
const runBehind = ({ isHan }: Reading, at: number): number => {
  let length = 0
  while (length < 9 && isHan(at + length)) length += 1
  return length
}

/** Whether the space parts names, labels, verses or a dateline from what follows: set off on purpose. */
const isMeant = (reading: Reading, from: number, to: number): boolean => {
  const { text } = reading
  const [before, behind] = [text.slice(Math.max(0, from - 8), from), text.slice(to, to + 12)]
  if (ROLE_BEFORE.test(before) || ROLE_BEHIND.test(behind)) return true
  if (/[电讯]$/.test(before) && from < 40) return true
  // A label: "时间：八月 地点：西安".
  if (/^\p{Script=Han}{1,6}：/u.test(behind)) return true
  const [left, right] = [runBefore(reading, from), runBehind(reading, to)]
  // A short name drawn out to the width of a longer one: "王　强".
  if (left === 1 && (right === 1 || text[from] === '　')) return true
  // Two halves of one length, as verses and watchwords are set.
  if (left === right && left >= 4 && left <= 8 && /[“‘《]/.test(text[from - left - 1] ?? ' ')) return true
  // A row of names.
  const next = text[to + right] ?? ''
  return right >= 2 && right <= 3 && left >= 2 && left <= 3 && (/\s/u.test(next) || /\s/u.test(text[from - left - 1] ?? ''))
}

/** Typed spaces between Han characters or beside full-width marks, and typed indents. Headlines are parted by spaces and bylines set off by them; those stay. */
export const space: TextRule = {
  id: 'zh.punct.space',
  language: 'zh-CN',
  severity: 'warning',
  source: 'gbt15834',
  kinds: ['headline', 'kicker', 'deck', 'summary', 'text', 'crosshead', 'caption', 'quote', 'title', 'footnote'],
  check: (reading, { kind }): Found[] => {
    const { text, isHan } = reading
    const running = RUNNING.has(kind)
    const found: Found[] = []
    let line = 0
    let sentences = isInSentences(text, 0)
    for (const match of reading.matches(/[^\S\n]{1,40}|\n/gu)) {
      const from = match.index
      const to = from + match[0].length
      if (match[0] === '\n') {
        line = to
        sentences = isInSentences(text, to)
        continue
      }
      const [before, behind] = [text[from - 1] ?? '', text[to] ?? '']
      const gone = (): void => {
        found.push(say(text, from, to, [''], [from - 3, to + 3]))
      }
      if (from === line) {
        if (running && (isHan(to) || OPENERS.test(behind))) gone()
      } else if (CLOSERS.test(behind) && (isHan(from - 1) || reading.isDigit(from - 1) || reading.isLatin(from - 1) || CLOSERS.test(before))) gone()
      else if (running && OPENERS.test(before) && isHan(to)) gone()
      else if (running && (isHan(to) || OPENERS.test(behind)) && sentences && !endsInCredit(text, to)) {
        if ((STOPS.test(before) || (isHan(from - 1) && OPENERS.test(behind)) || (/[”》）]/.test(before) && isHan(to))) && !ROLE_BEHIND.test(text.slice(to, to + 12))) gone()
        else if (isHan(from - 1) && isHan(to) && !isMeant(reading, from, to)) gone()
      }
    }
    return found
  },
}
