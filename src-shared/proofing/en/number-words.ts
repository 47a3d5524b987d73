/** Numbers below ten in words, as AP has them in running text. */
export const SMALL = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const

const TEENS = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'] as const
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const

/** A number below a hundred in words; "" for any other. */
export const inWords = (value: number): string => {
  if (value < 10) return SMALL[value] ?? ''
  if (value < 20) return TEENS[value - 10] ?? ''
  const [ten, one] = [TENS[Math.floor(value / 10)] ?? '', value % 10]
  return ten === '' ? '' : one === 0 ? ten : `${ten}-${SMALL[one] ?? ''}`
}

/** What every word of a number from ten to ninety-nine is in figures. */
export const WORDS_FROM_TEN: ReadonlyMap<string, number> = new Map(Array.from({ length: 90 }, (_none, index) => [inWords(index + 10), index + 10]))
