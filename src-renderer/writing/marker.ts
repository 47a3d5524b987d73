import { MARKER } from '../../src-shared/story/body/heads'

/** How section headers are marked: a letter, a Chinese numeral, a number, one in brackets, a chapter, or not at all. */
export type MarkerStyle = 'letter' | 'chinese' | 'number' | 'bracket' | 'chapter'

type Count = 'letter' | 'chinese' | 'number'
type Parts = { style: MarkerStyle; count: Count; at: number; lead: string; tail: string }

const DIGITS = '一二三四五六七八九'

/** 1 to 99 as a Chinese numeral: 一, 十, 十二, 二十, 九十九. */
export const chineseNumeral = (value: number): string => {
  const tens = Math.floor(value / 10)
  const ones = value % 10
  return `${tens > 1 ? (DIGITS[tens - 1] ?? '') : ''}${tens > 0 ? '十' : ''}${ones > 0 ? (DIGITS[ones - 1] ?? '') : ''}`
}

const readNumeral = (text: string): number => {
  for (let value = 1; value <= 99; value += 1) if (chineseNumeral(value) === text) return value
  return 0
}

const readCount = (body: string): { count: Count; at: number } | null => {
  if (/^[A-Z]$/.test(body)) return { count: 'letter', at: body.charCodeAt(0) - 64 }
  if (/^[0-9]{1,2}$/.test(body)) return { count: 'number', at: Number(body) }
  const at = readNumeral(body)
  return at > 0 ? { count: 'chinese', at } : null
}

const readMarker = (marker: string): Parts | null => {
  const found = /^([（(第]?)([A-Z]|[0-9]{1,2}|[一二三四五六七八九十]{1,3})([.、.]?|[）)]|[章节部分篇])$/.exec(marker)
  const [, lead = '', body = '', tail = ''] = found ?? []
  const counted = readCount(body)
  const framed = lead !== '' || /[）)章节部分篇]/.test(tail)
  if (!counted || (framed && !isMarker(marker))) return null
  return { style: lead === '第' ? 'chapter' : lead === '' ? counted.count : 'bracket', ...counted, lead, tail }
}

const writeCount = (count: Count, at: number): string => {
  if (count === 'letter') return at <= 26 ? String.fromCharCode(64 + at) : ''
  if (at > 99) return ''
  return count === 'number' ? String(at) : chineseNumeral(at)
}

const writeMarker = ({ count, at, lead, tail }: Parts): string => {
  const body = writeCount(count, at)
  return body === '' ? '' : `${lead}${body}${tail}`
}

/** The marker after this one in its own style: A → B, 一、 → 二、, 1. → 2., （一） → （二）, 第一章 → 第二章; none after none, or where the style runs out. */
export const nextMarker = (previous: string): string => {
  const parts = readMarker(previous)
  return parts ? writeMarker({ ...parts, at: parts.at + 1 }) : ''
}

const FIRST: Record<MarkerStyle, string> = { letter: 'A', chinese: '一、', number: '1.', bracket: '（一）', chapter: '第一章' }

/** The markers to offer for a header, given those of the headers above it: none, then the next of each style. */
export const markerChoices = (above: readonly string[]): string[] => {
  const next = (style: MarkerStyle): string => {
    const last = above.findLast((marker) => readMarker(marker)?.style === style)
    return last === undefined ? FIRST[style] : nextMarker(last) || FIRST[style]
  }
  return ['', next('letter'), next('chinese'), next('number'), next('bracket'), next('chapter')]
}

/** The marker a new header starts with: the next after the header just above it. */
export const suggestedMarker = (above: readonly string[]): string => nextMarker(above.at(-1) ?? '')

/** True for a marker the story schema keeps. */
export const isMarker = (marker: string): boolean => MARKER.test(marker)
