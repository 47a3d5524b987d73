const DATE = /^(\d{4})[-:]?(\d{2})[-:]?(\d{2})/
const TIME = /^(\d{2}):?(\d{2})(?::?(\d{2}))?/
const OFFSET = /(?:Z|([+-])(\d{2}):?(\d{2}))$/

const inRange = (text: string | undefined, low: number, high: number): boolean => text === undefined || (Number(text) >= low && Number(text) <= high)

/**
 * A time as metadata writes it (2026:03:01, 20260301, 2026-03-01; 14:02:11, 140211+0800), as ISO 8601: with its offset where one
 * is said, without where none is, the date alone where there is no time. Empty for what is no time: cameras write 0000:00:00.
 */
export const isoOf = (date: string, time = '', offset = ''): string => {
  const [, year, month, day] = DATE.exec(date.trim()) ?? []
  if (!inRange(year, 1800, 2200) || !inRange(month, 1, 12) || !inRange(day, 1, 31) || day === undefined) return ''
  const said = time.trim()
  const [, hour, minute, second = '00'] = TIME.exec(said) ?? []
  if (hour === undefined || !inRange(hour, 0, 23) || !inRange(minute, 0, 59) || !inRange(second, 0, 59)) return `${year ?? ''}-${month ?? ''}-${day}`
  const zone = OFFSET.exec(offset.trim() || said.slice(4))
  const shown = !zone ? '' : zone[1] === undefined ? 'Z' : `${zone[1]}${zone[2] ?? ''}:${zone[3] ?? ''}`
  return `${year ?? ''}-${month ?? ''}-${day}T${hour}:${minute ?? ''}:${second}${shown}`
}

/** The same from one text that holds both, as EXIF and XMP write it. */
export const isoOfBoth = (text: string, offset = ''): string => {
  const [, date = '', time = ''] = /^\s*(\S+?)(?:[T\s]+(\S.*))?$/.exec(text) ?? []
  return isoOf(date, time, offset)
}
