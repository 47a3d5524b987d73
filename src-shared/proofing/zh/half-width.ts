import type { Reading } from '../reading'
import type { Found, TextRule } from '../rule'
import { say } from './say'

const FULL: Readonly<Record<string, string>> = { ',': '，', '.': '。', ';': '；', ':': '：', '?': '？', '!': '！', '(': '（', ')': '）' }

/** Characters foreign names are written with, as far as they stand at the seam of two parts: a point between two of them is 间隔号. */
const OF_NAMES = /^[尔阿埃安奥巴贝本比伯博布达戴丹德迪杜多恩尔法菲费弗夫盖戈格古哈海赫亨霍基吉加杰卡凯科克肯库拉莱兰劳勒雷李里丽利林琳隆卢鲁路伦罗洛玛马迈麦曼梅蒙米莫姆木穆纳娜内尼妮诺欧帕佩皮珀普奇乔切琼瑞萨塞桑森莎山史斯思苏索塔泰坦汤特提图托瓦韦维温沃乌西希夏谢辛休雅亚娅耶伊因英约泽扎詹兹佐]$/u

const CLOSERS = '”’』」》〉）】〕%％'
const OPENERS = '“‘『「《〈（【〔'

/** Whether Chinese ends just before a place: a Han character, or a full-width mark. */
const chineseBefore = ({ text, isHan }: Reading, at: number): boolean => isHan(at - 1) || (at > 0 && (CLOSERS + '，。；：？！、').includes(text.charAt(at - 1)))

/** The figure that ends before a place began after Chinese: "共有300". */
const figureBefore = (reading: Reading, at: number): boolean => {
  let start = at - 1
  while (start >= at - 12 && (reading.isDigit(start) || '.%％'.includes(reading.text.charAt(start) || ' '))) start -= 1
  return start < at - 1 && reading.isHan(start)
}

/** Whether the next thing that stands behind a place is Chinese. */
const chineseBehind = (reading: Reading, at: number): boolean => {
  const next = reading.behind(at)
  return reading.isHan(next) || (next < reading.text.length && OPENERS.includes(reading.text.charAt(next)))
}

const isFullStop = (reading: Reading, at: number): boolean => {
  const { text, isHan, isLatin, isDigit } = reading
  if (text[at - 1] === '.' || text[at + 1] === '.' || isLatin(at + 1) || isDigit(at + 1)) return false
  // "一.": a number of an order, whose mark zh.punct.enumeration knows.
  if (/^\s{0,4}[一二三四五六七八九十]{1,3}$/u.test(text.slice(0, at))) return false
  const ends = reading.behind(at) >= text.length || text[at + 1] === '\n' || CLOSERS.includes(text[at + 1] ?? ' ')
  return isHan(at - 1) || (CLOSERS.includes(text[at - 1] ?? ' ') && chineseBefore(reading, at)) || (ends && figureBefore(reading, at))
}

const isWrong = (reading: Reading, at: number): boolean => {
  const { text, isDigit, isLatin } = reading
  switch (text.charAt(at)) {
    case '.':
      return isFullStop(reading, at)
    case ':':
    case ',':
    case ';':
      if (isDigit(at - 1) && isDigit(at + 1)) return false
      return chineseBefore(reading, at) || ((isDigit(at - 1) || isLatin(at - 1)) && chineseBehind(reading, at))
    case '!':
    case '?':
      if (text[at - 1] === '?' || text[at - 1] === '!') return isWrong(reading, at - 1)
      return chineseBefore(reading, at) || figureBefore(reading, at)
    default:
      return false
  }
}

/** Half-width brackets that stand in Chinese: around it, or right behind or before it. */
const brackets = (reading: Reading): number[] => {
  const { text, isHan, isForeign } = reading
  const wrong: number[] = []
  const open: number[] = []
  let lastHan = -1
  for (let at = 0; at < text.length; at += 1) {
    if (isHan(at)) lastHan = at
    const char = text[at]
    if (isForeign(at)) continue
    if (char === '(') open.push(at)
    if (char === '（') open.push(at)
    if (char !== ')' && char !== '）') continue
    const from = open.pop()
    // "(029)87654321" is how a telephone number is written.
    if (from !== undefined && at - from < 6 && /^\(\d{3,4}\)$/.test(text.slice(from, at + 1)) && reading.isDigit(at + 1)) continue
    const mixed = from !== undefined && (text[from] === '（') !== (char === '）')
    if (from !== undefined && !mixed && !(lastHan > from || isHan(from - 1) || (isHan(at + 1) && (at - from > 3 || !reading.isLatin(from - 1))))) continue
    if (from !== undefined && text[from] === '(') wrong.push(from)
    if (char === ')' && (from !== undefined || isHan(at - 1))) wrong.push(at)
  }
  return wrong
}

/** Half-width marks in Chinese copy. Figures, addresses and what is wholly foreign keep theirs. */
export const halfWidth: TextRule = {
  id: 'zh.punct.half-width',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15834',
  check: (reading): Found[] => {
    const { text } = reading
    const found = brackets(reading)
    for (const { index } of reading.matches(/[,.;:?!]/g)) if (isWrong(reading, index)) found.push(index)
    return found
      .sort((one, other) => one - other)
      .map((at) => {
        const full = FULL[text.charAt(at)] ?? ''
        // A typed space behind the mark goes with it, once Chinese follows.
        const next = reading.behind(at)
        const to = ',;:?!.'.includes(text.charAt(at)) && reading.isHan(next) && !text.slice(at, next).includes('\n') ? next : at + 1
        const named = text[at] === '.' && OF_NAMES.test(text[at - 1] ?? '') && OF_NAMES.test(text[at + 1] ?? '')
        const fixes = text[at] !== '.' || !reading.isHan(at + 1) ? [full] : named ? ['·', full] : [full, '·']
        return say(text, at, to, fixes, [at - 2, to + 2])
      })
  },
}
