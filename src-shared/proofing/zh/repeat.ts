import type { Reading } from '../reading'
import type { Found, TextRule } from '../rule'
import { NAME_AND_NAME, SAID_TWICE, SMALL } from './repeat-words'
import { findEach, say, sayMatch } from './say'

/** Sounds, and characters that join words: a stretch with one of them may rightly follow itself. */
const SOUND = /[咚啦嗒哈嘻呼嘿呜哇咕噜叽喳滴答哗轰隆扑通叮当铃咔嚓嘎吱噼啪呱喵汪咩哞嗷吼咯哼嗡嗖嗤噗嘟嘀叭吧呀啊哦噢喔嗯唉哎咿吁嘘啧]/u
const JOINING = /^[的了着过是在]|[不没一二两三四五六七八九十百千万亿零〇越又再很好真太最都也几每半来走]/u

const EDGE = /^[，。、；：？！…—“”‘’（）《》\s]?$/u

/** Whether a stretch typed twice stands alone between marks: a call or a refrain, 加油加油！ */
const isCall = (text: string, from: number, to: number): boolean => EDGE.test(text[from - 1] ?? '') && EDGE.test(text[to] ?? '')

const isMeant = (text: string, part: string, from: number): boolean => {
  const chars = new Set(part)
  if (chars.size === 1 || SOUND.test(part)) return true
  if (part.length === 2) return SAID_TWICE.has(part) || NAME_AND_NAME.has(part) || JOINING.test(part) || /[了着]$/.test(part)
  // 一天天一天天, 慢慢的慢慢的; 怎么办怎么办.
  return chars.size < part.length || /^[一不没怎为]/u.test(part) || isCall(text, from, from + part.length * 2)
}

const twice = (reading: Reading): Found[] => {
  const { text } = reading
  const found: Found[] = []
  for (const match of reading.matches(/(\p{Script=Han}{2,4})\1/gu)) {
    const part = match[1] ?? ''
    const [from, to] = [match.index, match.index + match[0].length]
    // A third time makes it a refrain.
    if (isMeant(text, part, from) || text.startsWith(part, to) || text.slice(Math.max(0, from - part.length), from) === part) continue
    if (part.length === 2 && isCall(text, from, to)) continue
    found.push({ ...say(text, from, to, [part]), severity: 'warning' })
  }
  return found
}

/** Words typed twice on end. What Chinese doubles on purpose, it keeps. */
export const repeat: TextRule = {
  id: 'zh.repeat',
  language: 'zh-CN',
  severity: 'error',
  source: 'usage',
  check: (reading): Found[] => {
    const { text } = reading
    return [
      ...findEach(reading, /([的了在是和对把被将向从与就而也都让地得着到给很及])\1/gu, (match) => {
        const small = SMALL[match[1] ?? '']
        const [before, behind] = [text[match.index - 1] ?? '', text[match.index + 2] ?? '']
        if (!small || (before !== '' && small[0].includes(before)) || (behind !== '' && small[1].includes(behind))) return undefined
        if (isCall(text, match.index, match.index + 2)) return undefined
        return sayMatch(match, match[0].charAt(0))
      }),
      ...twice(reading),
    ]
  },
}
