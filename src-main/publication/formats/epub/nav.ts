import { escapeMarkup } from '../../../../src-shared/publication/markup'
import type { Language } from '../../../../src-shared/story/story'
import { xhtmlPage } from './article'
import type { Head } from './blocks'

const WORDS: Record<Language, { contents: string; landmarks: string; text: string }> = {
  'zh-CN': { contents: '目录', landmarks: '导航', text: '正文' },
  en: { contents: 'Contents', landmarks: 'Landmarks', text: 'Text' },
}

/** The book's contents: the article's own head, its section headers and the articles inside it. */
export const navXhtml = (language: Language, title: string, heads: readonly Head[]): string => {
  const words = WORDS[language]
  const items = heads.map((head) => `<li><a href="article.xhtml#${head.id}">${escapeMarkup(head.title)}</a></li>`)
  return xhtmlPage(
    language,
    title,
    [
      '<body>',
      `<nav epub:type="toc" role="doc-toc" id="contents"><h1>${words.contents}</h1>`,
      `<ol>${items.join('\n')}</ol></nav>`,
      `<nav epub:type="landmarks" aria-label="${words.landmarks}" hidden="hidden"><ol><li><a epub:type="bodymatter" href="article.xhtml">${words.text}</a></li></ol></nav>`,
      '</body>',
    ].join('\n'),
  )
}
