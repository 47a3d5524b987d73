const UNITS = ['B', 'kB', 'MB', 'GB'] as const

/** Bytes as people say them, in thousands: "48 kB", "3.2 MB". */
export const sizeWords = (bytes: number, language: string): string => {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const value = bytes / 1000 ** step
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 }).format(value)} ${UNITS[step] ?? 'B'}`
}
