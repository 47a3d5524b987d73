import { printedArticle } from '../../../src-shared/publication/printed/article'
import { shownSize } from '../../../src-shared/publication/photo-uses'
import { PACKAGE } from '../../../src-shared/publication/manifest'
import type { ArticleView } from '../../../src-shared/publication/view'
import type { Subject } from './format'

/** What formats are made from: a view, what was signed of it, and the renditions' bytes by name. Throws Fault `story-unresolved` on open suggestions and comments. */
export const subjectOf = (view: ArticleView, signed: Pick<Subject, 'revision' | 'signedAt'>, rendition: (name: string) => Promise<Uint8Array>): Subject => ({
  view,
  article: printedArticle(view),
  ...signed,
  photo: ({ sha256, name, crop }) => {
    const photo = view.story.photos[sha256]
    return photo ? { path: PACKAGE.web(name), ...shownSize(crop, photo), bytes: () => rendition(name) } : null
  },
})
