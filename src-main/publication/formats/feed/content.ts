import { articleBody } from '../../../../src-shared/publication/article-html'
import { escapeMarkup } from '../../../../src-shared/publication/markup'
import type { Subject } from '../format'

const line = (words: string): string => (words === '' ? '' : `<p>${escapeMarkup(words)}</p>`)

/** What an entry shows of an article below its title: the lines above the text, the text, who is responsible. Photos stand where they are in the package, seen from feed/. */
export const entryContent = ({ view, article, photo }: Subject): string => {
  const body = articleBody(view, (sha256, { name, crop }) => {
    const file = photo({ sha256, name, crop })
    return file && { src: `../${file.path}`, width: file.width, height: file.height }
  })
  return [...[article.columnTag, article.kicker, article.deck, [article.time, article.source].filter(Boolean).join('  ')].map(line), body, line(article.editor)].filter(Boolean).join('\n')
}
