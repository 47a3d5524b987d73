import { MARKER } from '../../src-shared/story/body/heads'

/** How section headers are marked: a letter, a Chinese numeral, a number, or not at all. */
export type MarkerStyle = 'letter' | 'chinese' | 'number'

type Parts = { style: MarkerStyle; at: number; tail: string }

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

const readMarker = (marker: string): Parts | null => {
  const found = /^([A-Z]|[0-9]{1,2}|[一二三四五六七八九十]{1,3})([.、.]?)$/.exec(marker)
  const [, body = '', tail = ''] = found ?? []
  if (/^[A-Z]$/.test(body)) return { style: 'letter', at: body.charCodeAt(0) - 64, tail }
  if (/^[0-9]+$/.test(body)) return { style: 'number', at: Number(body), tail }
  const value = readNumeral(body)
  return value > 0 ? { style: 'chinese', at: value, tail } : null
}

const writeMarker = ({ style, at, tail }: Parts): string => {
  if (style === 'letter') return at <= 26 ? `${String.fromCharCode(64 + at)}${tail}` : ''
  if (at > 99) return ''
  return `${style === 'number' ? String(at) : chineseNumeral(at)}${tail}`
}

/** The marker after this one in its own style: A → B, 一、 → 二、, 1. → 2.; none after none, or where the style runs out. */
export const nextMarker = (previous: string): string => {
  const parts = readMarker(previous)
  return parts ? writeMarker({ ...parts, at: parts.at + 1 }) : ''
}

const FIRST: Record<MarkerStyle, string> = { letter: 'A', chinese: '一、', number: '1.' }

/** The markers to offer for a header, given those of the headers above it: none, then the next of each style. */
export const markerChoices = (above: readonly string[]): string[] => {
  const next = (style: MarkerStyle): string => {
    const last = above.findLast((marker) => readMarker(marker)?.style === style)
    return last === undefined ? FIRST[style] : nextMarker(last) || FIRST[style]
  }
  return ['', next('letter'), next('chinese'), next('number')]
}

/** The marker a new header starts with: the next after the header just above it. */
export const suggestedMarker = (above: readonly string[]): string => nextMarker(above.at(-1) ?? '')

/** True for a marker the story schema keeps. */
export const isMarker = (marker: string): boolean => MARKER.test(marker)
