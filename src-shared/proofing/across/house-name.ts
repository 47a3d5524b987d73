import { dayOfPiece } from './days'
import type { AcrossFound, AcrossRule } from './rule'

/** Names the house does not print before a day. Without a day of the piece's own nobody can tell, and it is said as a warning. */
export const houseName: AcrossRule = {
  id: 'x.house-name',
  languages: ['zh-CN', 'en'],
  severity: 'error',
  source: 'house',
  check: ({ piece }, { names }) => {
    const own = dayOfPiece(piece)
    const day = own === null ? null : [own.year, own.month, own.day].map((part) => String(part).padStart(2, '0')).join('-')
    return names
      .filter(({ name, until }) => name !== '' && (until === '' || day === null || day < until))
      .flatMap(({ name, until }) =>
        piece.passages.flatMap(({ text }, passage): AcrossFound[] => {
          const found: AcrossFound[] = []
          for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
            found.push({ passage, from: at, to: at + name.length, fixes: [], details: { name, until, ...(until === '' ? { context: 'ever' } : {}) }, severity: until !== '' && day === null ? 'warning' : 'error' })
          return found
        }),
      )
  },
}
