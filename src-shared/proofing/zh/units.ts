import type { Reading } from '../reading'
import type { Found } from '../rule'
import { findEach, sayMatch } from './say'

/** Characters made for one foreign unit each, which a notice of 1977 put out of use; 哩 is also a particle, and looked for behind a number only. */
const OLD: Readonly<Record<string, string>> = { 浬: '海里', 呎: '英尺', 吋: '英寸', 哩: '英里', 瓩: '千瓦', 唡: '盎司', 嗧: '加仑', 呏: '加仑', 粍: '毫米', 糎: '厘米', 粴: '厘米', 兛: '千克', 竏: '千升' }

/** Symbols whose letters have another size: K is kelvin, M mega. */
const SYMBOLS: Readonly<Record<string, string>> = {
  KG: 'kg', Kg: 'kg', kG: 'kg', KM: 'km', Km: 'km', kM: 'km', CM: 'cm', Cm: 'cm', MM: 'mm', Mm: 'mm', ML: 'mL', Ml: 'mL', CC: 'mL', cc: 'mL', MG: 'mg', Mg: 'mg', KW: 'kW', Kw: 'kW', kw: 'kW', KWH: 'kW·h', kwh: 'kW·h', kWh: 'kW·h', KHz: 'kHz', KHZ: 'kHz', HZ: 'Hz', hz: 'Hz', MHZ: 'MHz', GHZ: 'GHz', KV: 'kV', Kv: 'kV', kv: 'kV', KPa: 'kPa', Mpa: 'MPa', KPH: 'km/h', MAH: 'mAh', Mah: 'mAh', mah: 'mAh', KWh: 'kW·h', Mw: 'MW',
}

const NUMBER = '(?<=[\\d一二两三四五六七八九十百千万亿半几][多余]?\\s?)'
const BEHIND = new RegExp(`${NUMBER}[浬呎吋哩瓩唡嗧呏粍糎粴兛竏]|[浬呎吋瓩](?=\\s?[，。；、]|$)`, 'gu')
const SYMBOL = new RegExp(`(?<=\\d\\s?)(?:${Object.keys(SYMBOLS).join('|')})(?![\\w-])`, 'g')

/** Units by how they are written rather than by their name: single characters no longer used, symbols in the wrong case, 摄氏度 torn in two. */
export const writtenUnits = (reading: Reading): Found[] => [
  ...findEach(reading, BEHIND, (match) => ({ ...sayMatch(match, OLD[match[0]] ?? ''), source: 'danweimingcheng1977' })),
  ...findEach(reading, SYMBOL, (match) => sayMatch(match, SYMBOLS[match[0]] ?? '')),
  ...findEach(reading, /(?<=[\d一二两三四五六七八九十百千万亿几每][多余]?个?)平米/gu, (match) => sayMatch(match, '平方米')),
  ...findEach(reading, /(?<=\d[万千百]?[多余]?)(?:个)?(平方|立方)(?![米公千厘分毫英里尺寸海根差数和体星晶码丈])/gu, (match) => sayMatch(match, `${match[1] ?? ''}米`)),
  ...findEach(reading, /(?<=[一二两三四五六七八九十百千万亿几每][多余]?个?)立方(?![米公千厘分毫英里尺寸根差数和体星晶码丈])/gu, (match) => sayMatch(match, '立方米')),
  ...findEach(reading, /(?<=\d[万千百]?[多余]?)方(?=土方|混凝土|木材|沙石|砂石|淤泥|渣土|天然气)/gu, (match) => sayMatch(match, '立方米')),
  ...findEach(reading, /(?<=时速(?:达到?|超过|约|为|不超过|近|高达)?\d{2,3})[码迈]/gu, (match) => sayMatch(match, '公里')),
  ...findEach(reading, /(?<=\d\s?)(?:度[CcＣ]|C°|c°|°c|º[Cc]|[oO]C)(?![A-Za-z])/gu, (match) => sayMatch(match, '℃')),
  ...findEach(reading, /(?<=\d\s?)(?:[mM]2|[mM]²|平方[mM])(?![\w-])/gu, (match) => (match[0] === 'm²' ? undefined : sayMatch(match, '平方米', 'm²'))),
  ...findEach(reading, /(?<=\d\s?)(?:[mM]3|M³|立方[mM])(?![\w-])/gu, (match) => sayMatch(match, '立方米', 'm³')),
  ...findEach(reading, /华氏(\d{1,4}(?:\.\d{1,2})?)度/gu, (match) => sayMatch(match, `${match[1] ?? ''}华氏度`)),
  ...findEach(reading, /(?<=\d\s?)(?:毫巴|公担|市担|市里|市丈)/gu, (match) => (match[0] === '毫巴' ? sayMatch(match, '百帕') : sayMatch(match))),
  ...findEach(reading, /摄氏(零下|零上)?(\d{1,4}(?:\.\d{1,2})?|[一二两三四五六七八九十百零]{1,5})度/gu, (match) => sayMatch(match, `${match[1] ?? ''}${match[2] ?? ''}摄氏度`)),
]
