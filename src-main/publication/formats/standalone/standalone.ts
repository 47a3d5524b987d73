import { articlePage } from '../../../../src-shared/publication/article-html'
import { EVERYTHING } from '../../../../src-shared/publication/destination'
import { embeddedPhotos } from '../embedded'
import type { Format } from '../format'

/** article.standalone.html: the page with its photos in it, to be sent or kept as one file. Made when asked for; no package holds it. */
export const standalone: Format = {
  id: 'standalone',
  carries: EVERYTHING,
  files: async (subject) => {
    const embedded = await embeddedPhotos(subject)
    const page = articlePage(
      subject.view,
      (sha256, { name, crop }) => {
        const file = subject.photo({ sha256, name, crop })
        const src = file && embedded.get(file.path)
        return file && src ? { src, width: file.width, height: file.height } : null
      },
      { drawing: 2, photos: 'within' },
    )
    return [{ path: 'article.standalone.html', mediaType: 'text/html; charset=utf-8', bytes: new TextEncoder().encode(page) }]
  },
}
