const DIGITS = '〇一二三四五六七八九'

/** A whole number under a hundred in Chinese numerals: 15 as 十五. */
export const inChinese = (value: number): string => {
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  if (tens === 0) return DIGITS.charAt(ones)
  return `${tens === 1 ? '' : DIGITS.charAt(tens)}十${ones === 0 ? '' : DIGITS.charAt(ones)}`
}

/** A digit in its Chinese form, as years are written: 2 as 二, 0 as 〇. */
export const digitInChinese = (digit: string): string => DIGITS.charAt(Number(digit))

/** A number under a hundred in Chinese numerals, read: 二十三 as 23. */
export const fromChinese = (words: string): number => {
  const [tens, ones] = words.includes('十') ? words.split('十') : ['', words]
  const read = (word = ''): number => Math.max(0, DIGITS.indexOf(word))
  return (words.includes('十') ? (tens === '' ? 1 : read(tens)) * 10 : 0) + (ones === '' ? 0 : read(ones))
}

/** A year in Chinese numerals by its digits: 二〇二一 as 2021. */
export const yearFromChinese = (words: string): string => Array.from(words, (word) => (DIGITS.includes(word) ? String(DIGITS.indexOf(word)) : '0')).join('')

const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 }

/** A number as GB/T 15835 has it of figures mixed with 十, 百, 千: 3千5百 as 3500, 2万3千 as 2.3万, 5百万 as 500万. */
export const unmixed = (words: string): string => {
  let total = 0
  let part = 0
  for (const [, figure = '', units = ''] of words.matchAll(/(\d{1,9}(?:\.\d{1,6})?)([十百千万亿]{0,4})/g)) {
    const sizes = Array.from(units, (unit) => UNITS[unit] ?? 1)
    const product = (wanted: readonly number[]): number => wanted.reduce((value, size) => value * size, 1)
    part += Number(figure) * product(sizes.filter((size) => size < 10_000))
    const large = product(sizes.filter((size) => size >= 10_000))
    if (large > 1) {
      total += part * large
      part = 0
    }
  }
  const value = Math.round((total + part) * 1000) / 1000
  const shorter = (by: number, unit: string): string => `${String(Math.round((value / by) * 10_000) / 10_000)}${unit}`
  if (value >= 100_000_000 && value % 10_000 === 0) return shorter(100_000_000, '亿')
  return value >= 10_000 && value % 100 === 0 ? shorter(10_000, '万') : String(value)
}
