import type { AcrossFound, AcrossReading, AcrossRule } from './rule'
import type { Day } from './days'

/** Whether a caption's date is that of the picture: it opens the caption, or says when the picture was taken. */
const isOfPicture = (text: string, { from, to }: Day, language: string): boolean =>
  language === 'en' ? true : /^(?:图为|这是|图[①②③④⑤⑥]|[①②③④⑤⑥])?[，：\s]?(?:20\d{2}年)?$/u.test(text.slice(0, from)) || /^[^，。；]{0,6}(?:摄|拍摄|拍下|拍)/u.test(text.slice(to))

const wrongDay = (caption: number, takenAt: string, { piece, days }: AcrossReading): AcrossFound[] => {
  const taken = /^(\d{4})-(\d{2})-(\d{2})/.exec(takenAt)
  const text = piece.passages[caption]?.text ?? ''
  const [day, ...more] = days.filter(({ passage }) => passage === caption)
  if (!taken || !day || more.length > 0 || !isOfPicture(text, day, piece.language)) return []
  const [year, month, date] = taken.slice(1).map(Number)
  const agrees = (day.year === null || day.year === year) && day.month === month && day.day === date
  return agrees ? [] : [{ passage: caption, from: day.from, to: day.to, fixes: [], details: { said: text.slice(day.from, day.to), taken: takenAt.slice(0, 10) } }]
}

/** A caption's date on which its photo, by the file's own word, was not taken. */
export const photoTime: AcrossRule = { id: 'x.photo-time', languages: ['zh-CN', 'en'], severity: 'warning', source: 'photo-file', check: (reading) => reading.piece.photos.flatMap(({ caption, takenAt }) => wrongDay(caption, takenAt, reading)) }
