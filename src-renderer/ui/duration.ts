const UNITS: readonly [Intl.NumberFormatOptions['unit'] & string, number][] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]]

/** A length of time (milliseconds) in its largest whole unit: "12 minutes", "12分钟". */
export const durationWords = (ms: number, language: string): string => {
  const [unit, size] = UNITS.find(([, size]) => ms >= size) ?? ['second', 1000]
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(ms / size))
}

/** This machine's offset from UTC at a moment (milliseconds): "UTC+08:00". */
export const offsetWords = (at: number): string => {
  const minutes = -new Date(at).getTimezoneOffset()
  const two = (part: number): string => String(part).padStart(2, '0')
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
}
