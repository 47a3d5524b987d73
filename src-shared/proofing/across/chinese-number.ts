const DIGITS: Readonly<Record<string, number>> = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const GROUPS: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 }

/** What a numeral of Chinese characters says: 三百二十 is 320; null where it is none (三四 is about a number, not one). */
export const chineseNumber = (text: string): number | null => {
  let [total, group, digit] = [0, 0, -1]
  for (const char of text) {
    const [one, ten, many] = [DIGITS[char], TENS[char], GROUPS[char]]
    if (one !== undefined) {
      if (digit > 0) return null
      digit = one
    } else if (ten !== undefined) {
      group += (digit < 0 ? 1 : digit) * ten
      digit = -1
    } else if (many !== undefined) {
      total = (total + group + Math.max(0, digit)) * many
      group = 0
      digit = -1
    } else return null
  }
  return text === '' ? null : total + group + Math.max(0, digit)
}
