import { EVERYTHING, type Carries } from '../../../../src-shared/publication/destination'
import type { Format } from '../format'
import { messageOf } from './message'

/** A wire carries lines of text: every shape becomes words in their order, pictures are gone and their captions stay. */
const CARRIES: Carries = {
  ...EVERYTHING,
  blocks: Object.fromEntries(
    ['crosshead', 'photo', 'photoGroup', 'mediaCard', 'blockquote', 'pullQuote', 'question', 'answer', 'bulletList', 'orderedList', 'briefList', 'table', 'factBox', 'editorsNote', 'liveEntry', 'subArticle', 'horizontalRule', 'footnote', 'bold', 'italic', 'link'].map((name) => [name, 'plain' as const]),
  ),
  channels: 'none',
}

/** article.iptc.txt, for editorial systems that take copy from a wire. */
export const iptc7901: Format = {
  id: 'iptc7901',
  carries: CARRIES,
  files: (subject) => Promise.resolve([{ path: 'article.iptc.txt', mediaType: 'text/plain; charset=utf-8', bytes: new TextEncoder().encode(messageOf(subject)) }]),
}
