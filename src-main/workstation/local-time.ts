const two = (value: number): string => String(Math.abs(value)).padStart(2, '0')

/** A moment as ISO 8601 with the offset of this machine's clock (minutes east of UTC may be given), as people date what they sign. */
export const localTime = (moment: Date, offset = -moment.getTimezoneOffset()): string =>
  `${new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${two(Math.trunc(offset / 60))}:${two(offset % 60)}`
