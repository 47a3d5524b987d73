/** An ISO 8601 time in NITF's normal form, "20260312T091000+0800", in the offset it was given; null for what is no time. */
export const normTime = (iso: string): string | null => {
  const [, year, month, day, hour, minute, second = '00', zone = ''] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(iso) ?? []
  return year && month && day && hour && minute ? `${year}${month}${day}T${hour}${minute}${second}${zone.replace(':', '')}` : null
}
