import { escapeMarkup } from '../../../../src-shared/publication/markup'
import { renditionsOf } from '../../../../src-shared/publication/photo-uses'
import { drawn as draw, type Drawing, type Printed, type PrintedBlock, type PrintedFrame } from '../../../../src-shared/publication/printed/printed'
import type { WechatDraft } from '../../../../src-shared/publication/wechat'
import { PRINT_WORDS } from '../../../../src-shared/publication/words'
import type { Subject } from '../format'
import { jpegSize } from '../jpeg-size'
import { line, wechatBlocks } from './blocks'
import { styled } from './styles'
import type { Drawn } from './words'

/** Where the content stands in a package. */
export const WECHAT_CONTENT = 'article.wechat.html'

const frameOf = (): Drawing<string, PrintedFrame> => ({
  correction: ({ before, headline, after }) => styled('section', 'box', styled('p', 'paragraph', escapeMarkup(before + headline + after))),
  dateline: ({ text }) => styled('p', 'paragraph', escapeMarkup(text)),
  byline: ({ text }) => styled('p', 'paragraph', escapeMarkup(text)),
  footnotes: ({ title, notes }) => styled('h3', 'h4', escapeMarkup(title)) + notes.map((note, index) => styled('p', 'small', `${String(index + 1)} ${escapeMarkup(note)}`)).join(''),
  originalHeadline: ({ text }) => styled('p', 'paragraph', escapeMarkup(text)),
})

/**
 * The content of an article for the platform's editor: its headline stands in a field of its own, everything else is here. Only elements and styles the editor keeps,
 * pictures at the address `address` gives their path. `links` are the addresses it shows as text.
 */
export const wechatContent = ({ article, photo }: Subject, address: (path: string) => string): { html: string; links: readonly string[] } => {
  const print: Drawn = { language: article.language, links: [] }
  const frame = frameOf()
  const blockOf = wechatBlocks(print, photo, address)
  const drawing = (block: Printed): string => (block.kind in frame ? draw(frame, block as PrintedFrame) : blockOf(block as PrintedBlock))
  const text = article.text.map(drawing)
  const links = print.links.map((link, index) => styled('p', 'small', `[${String(index + 1)}] ${escapeMarkup(link)}`))
  const parts = [
    ...[article.columnTag, article.kicker, article.deck].map((words) => line('p', 'kicker', escapeMarkup(words))),
    line('p', 'facts', escapeMarkup([article.time, article.source].filter(Boolean).join('  '))),
    ...text,
    ...(links.length === 0 ? [] : [styled('h3', 'h4', escapeMarkup(PRINT_WORDS[article.language].links)), ...links]),
    line('p', 'right', escapeMarkup(article.editor)),
  ]
  return { html: `${styled('section', 'article', parts.filter(Boolean).join('\n'))}\n`, links: print.links }
}

/** What stands in the platform's own fields, and the pictures to upload. Nothing is cut: what is too long is the preflight's to say. */
export const wechatDraft = async ({ view, article, photo }: Subject): Promise<WechatDraft> => {
  const { story } = view
  const pictures: WechatDraft['pictures'] = []
  for (const use of renditionsOf(story)) {
    const file = photo(use)
    if (file) pictures.push({ path: file.path, width: file.width, height: file.height, bytes: (await file.bytes()).length, caption: use.caption, credit: use.credit, alt: use.alt })
  }
  const [first] = renditionsOf(story)
  const head = first && photo(first, 'cover')
  const bytes = await head?.bytes()
  const cover = head && bytes ? { path: head.path, ...(jpegSize(bytes) ?? { width: head.width, height: head.height }), bytes: bytes.length } : null
  return { type: 'stet.wechat/1', title: article.headline, author: story.byline.replace(/^□\s*/, '').trim(), digest: story.summary.trim(), content: WECHAT_CONTENT, cover, pictures }
}
