const two = (value: number): string => String(value).padStart(2, '0')

/** An ISO moment as a date-and-time input of this machine's zone shows it; empty for none. */
export const asInput = (moment: string | null): string => {
  const date = new Date(moment ?? NaN)
  if (Number.isNaN(date.getTime())) return ''
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}

const offsetOf = (date: Date): string => {
  const offset = -date.getTimezoneOffset()
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
}

/** This machine's zone at a moment (ISO 8601 or milliseconds), by its offset: UTC+08:00. */
export const zoneOf = (moment: string | number): string => `UTC${offsetOf(new Date(moment))}`

/** A date-and-time input's value as an ISO moment with this machine's offset; null for none. */
export const asMoment = (input: string): string | null => {
  const date = new Date(input)
  if (input === '' || Number.isNaN(date.getTime()) || date.getFullYear() > 9999) return null
  return `${asInput(date.toISOString())}:00${offsetOf(date)}`
}

/** The clock of a moment to the second, in this machine's zone: 14:02:11. */
export const asClock = (moment: string): string => {
  const date = new Date(moment)
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
