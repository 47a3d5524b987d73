import type { Element } from './parse'
import { attr, rawText } from './tree'

/** A list paragraph's printed number: whether a list can count it itself, where it stands; `text` where it must stay words (一、, 1.1, 第一条). */
export type MarkerSpan = { label: string; ordered: boolean; number: number; text: string }

const COUNTED = /^[(（]?(\d{1,5}|[a-zA-Z]|[ivxIVX]{1,6})[.．)）、]+$/
const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 }

const roman = (text: string): number => {
  const values = Array.from(text.toLowerCase(), (char) => ROMAN[char] ?? 0)
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0)
}

const numberOf = (label: string): number => {
  if (/^\d+$/.test(label)) return Number(label)
  // "i." opens a list of its own far more often than it is the ninth letter.
  if (label.length > 1 || /^[ivx]$/i.test(label)) return roman(label)
  return label.toLowerCase().charCodeAt(0) - 96
}

/** Reads a word processor's number or bullet, which it writes into the text of a list paragraph; null for any other element. */
export const readMarkerSpan = (element: Element): MarkerSpan | null => {
  if (!/mso-list\s*:\s*Ignore/i.test(attr(element, 'style'))) return null
  const label = rawText(element, 200).replace(/[\s\u00a0]+/g, '')
  const counted = COUNTED.exec(label)?.[1]
  if (counted !== undefined) return { label, ordered: true, number: numberOf(counted), text: '' }
  // One sign is a bullet, whatever face it is in: "l", "n", "Ø", "·", "o".
  if (Array.from(label).length <= 1 && !/[\p{Script=Han}\d]/u.test(label)) return { label, ordered: false, number: 0, text: '' }
  return { label, ordered: false, number: 0, text: /[、.．)）]$/.test(label) ? label : `${label} ` }
}
