import type { Reading } from '../reading'
import type { Found } from '../rule'
import { findEach, sayMatch } from './say'

/** Characters made for one foreign unit each, which a notice of 1977 put out of use; 哩 is also a particle, and looked for behind a number only. */
const OLD: Readonly<Record<string, string>> = { 浬: '海里', 呎: '英尺', 吋: '英寸', 哩: '英里', 瓩: '千瓦', 唡: '盎司', 嗧: '加仑', 呏: '加仑', 粍: '毫米', 糎: '厘米', 粴: '厘米', 兛: '千克', 竏: '千升' }

/** Symbols whose letters have another size: K is kelvin, M mega. */
const SYMBOLS: Readonly<Record<string, string>> = {
  KG: 'kg', Kg: 'kg', kG: 'kg', KM: 'km', Km: 'km', kM: 'km', CM: 'cm', Cm: 'cm', MM: 'mm', Mm: 'mm', ML: 'mL', Ml: 'mL', CC: 'mL', cc: 'mL', MG: 'mg', Mg: 'mg', KW: 'kW', Kw: 'kW', kw: 'kW', KWH: 'kW·h', kwh: 'kW·h', kWh: 'kW·h', KHz: 'kHz', KHZ: 'kHz', HZ: 'Hz', hz: 'Hz', MHZ: 'MHz', GHZ: 'GHz', KV: 'kV', Kv: 'kV', kv: 'kV', KPa: 'kPa', Mpa: 'MPa', KPH: 'km/h',
}

const NUMBER = '(?<=[\\d一二两三四五六七八九十百千万亿半几][多余]?\\s?)'
const BEHIND = new RegExp(`${NUMBER}[浬呎吋哩瓩唡嗧呏粍糎粴兛竏]|[浬呎吋瓩](?=\\s?[，。；、]|$)`, 'gu')
const SYMBOL = new RegExp(`(?<=\\d\\s?)(?:${Object.keys(SYMBOLS).join('|')})(?![\\w-])`, 'g')

/** Units by how they are written rather than by their name: single characters no longer used, symbols in the wrong case, 摄氏度 torn in two. */
export const writtenUnits = (reading: Reading): Found[] => [
  ...findEach(reading, BEHIND, (match) => ({ ...sayMatch(match, OLD[match[0]] ?? ''), source: 'danweimingcheng1977' })),
  ...findEach(reading, SYMBOL, (match) => sayMatch(match, SYMBOLS[match[0]] ?? '')),
  ...findEach(reading, /摄氏(零下|零上)?(\d{1,4}(?:\.\d{1,2})?|[一二两三四五六七八九十百零]{1,5})度/gu, (match) => sayMatch(match, `${match[1] ?? ''}${match[2] ?? ''}摄氏度`)),
]
