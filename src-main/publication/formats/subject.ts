import type { Manifest } from '../../../src-shared/publication/manifest'
import { packagedRenditions } from '../../../src-shared/publication/package/renditions'
import { shownSize } from '../../../src-shared/publication/photo-uses'
import { printedArticle } from '../../../src-shared/publication/printed/article'
import type { ArticleView } from '../../../src-shared/publication/view'
import type { Subject } from './format'

/**
 * What formats are made from: a view, what was signed of it, and the renditions' bytes by their paths in a package of that form. Throws Fault `story-unresolved` on open
 * suggestions and comments.
 */
export const subjectOf = (view: ArticleView, signed: Pick<Subject, 'revision' | 'signedAt'>, rendition: (path: string) => Promise<Uint8Array>, form: Manifest['type'] = 'stet.package/2'): Subject => {
  const packaged = packagedRenditions(view.story, form)
  return {
    view,
    article: printedArticle(view),
    ...signed,
    photo: ({ sha256, name, crop }, profile = 'web') => {
      const photo = view.story.photos[sha256]
      const found = packaged.find((each) => each.profile === profile && each.use.name === name)
      return photo && found ? { path: found.path, ...shownSize(crop, photo), bytes: () => rendition(found.path) } : null
    },
  }
}
