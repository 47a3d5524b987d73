import { textOf } from '../../../src-shared/story/count'
import type { TextImport } from '../../../src-shared/story/from-text'

/** Text as two readings of one page compare: NFC, without white space or invisible characters. */
export const compact = (text: string): string => text.toWellFormed().normalize('NFC').replace(/[\s\u200b\ufeff\u00ad\u0000]/g, '')

/** The sentences of a text, split at 。!?;…, in order. */
export const sentences = (text: string): string[] => compact(text).split(/(?<=[。!?！？;；…])/).filter(Boolean)

/** What an import's body says, block by block: marker and text together, as they are printed; a credit after its caption. */
export const bodyTexts = ({ story }: TextImport): string[] =>
  (story.body.content ?? []).flatMap((block) => {
    const marker = typeof block.attrs?.['marker'] === 'string' ? block.attrs['marker'] : ''
    const credit = typeof block.attrs?.['credit'] === 'string' ? block.attrs['credit'] : ''
    return [marker + textOf(block), credit].filter(Boolean).map(compact)
  })

/** Words of a page that are labels of what was read, not article. */
const LABELS = /责任编辑|责编|编辑|审核|文章来源|来源|稿源|作者|发布时间|时间|您当前的位置|当前位置|您的位置|所在位置|网站首页|首页|正文|Photo|Caption|Editor|Source|Home|图片说明|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d{2}(?::\d{2})?)?|March14,20246:05p\.m\.|[\p{P}\p{S}]/gu

/**
 * What an import did to a page: `invented` (texts of the result the page does not hold, in order) and `lost` (what of the page is in
 * neither fields, body nor dropped lines, labels aside). Both empty is the property.
 */
export const conservation = (page: string, result: TextImport): { invented: string[]; lost: string } => {
  let rest = compact(page)
  const invented: string[] = []
  const take = (text: string, from: number): number => {
    const at = rest.indexOf(text, from)
    if (at < 0) {
      invented.push(text)
      return from
    }
    rest = rest.slice(0, at) + '\0'.repeat(text.length) + rest.slice(at + text.length)
    return at + text.length
  }
  const { story, dropped } = result
  // Furniture first: a list of other articles may repeat this one's words, so it is looked for from the end.
  for (const line of [...dropped].sort((a, b) => b.length - a.length)) {
    const text = compact(line)
    const at = rest.lastIndexOf(text)
    if (text !== '' && at < 0) invented.push(line)
    else if (text !== '') take(text, at)
  }
  const head = take(compact(story.headline), 0)
  let cursor = story.headline === '' ? 0 : head
  for (const text of bodyTexts(result)) cursor = take(text, cursor)
  const fields = [story.deck, story.kicker, story.byline, story.dateline, story.source, story.responsibleEditor, ...story.channel, ...story.keywords]
  for (const value of fields.map(compact).filter(Boolean).sort((a, b) => b.length - a.length)) take(value, 0)
  return { invented, lost: rest.replaceAll('\0', '').replace(LABELS, '') }
}
