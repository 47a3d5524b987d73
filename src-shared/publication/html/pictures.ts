import { isSafeMedia } from '../../story/body'
import type { BodyJson } from '../../story/story'
import { escapeMarkup } from '../markup'
import { useOf } from '../photo-uses'
import { PRINT_WORDS } from '../words'
import { attribute, inner, parts, type Context, type Draw, type Print } from './drawing'

const photo = (print: Print): Draw => (context) => {
  const { node } = context
  const credit = attribute(node, 'credit')
  const caption = inner(context)
  const words = [caption === '' ? '' : `<span class="caption">${caption}</span>`, credit === '' ? '' : `<span class="credit">${escapeMarkup(credit)}</span>`].filter(Boolean).join(' ')
  const use = useOf(node as BodyJson)
  const file = use && print.photo(use.sha256, use)
  // A place whose picture is missing still says its words: nothing of a signed text is dropped.
  if (!file) return words === '' ? '' : `<p class="photo-place">${words}</p>`
  const image = `<img src="${escapeMarkup(file.src)}" width="${String(file.width)}" height="${String(file.height)}" alt="${escapeMarkup(attribute(node, 'alt'))}">`
  return `<figure>${image}${words === '' ? '' : `<figcaption>${words}</figcaption>`}</figure>`
}

const mediaCard = (print: Print) => (context: Context): string => {
  const { node } = context
  const drawn = parts(context)
  const url = attribute(node, 'url')
  const kind = PRINT_WORDS[print.language].media[attribute(node, 'kind') === 'audio' ? 'audio' : 'video']
  // A footnote's call is a link of its own and stands behind the card's.
  const isNote = (index: number): boolean => node.content?.[index]?.type === 'footnote'
  const title = drawn.filter((_, index) => !isNote(index)).join('') || escapeMarkup(url)
  const notes = drawn.filter((_, index) => isNote(index)).join('')
  if (title === '' && notes === '') return ''
  const link = isSafeMedia(url) ? `<a href="${escapeMarkup(url)}" rel="noopener nofollow">${title}</a>` : title
  return `<p class="media-card"><span class="kind">${escapeMarkup(kind)}</span>${link}${notes}</p>`
}

/** Photos, groups of them, and cards that link to a video or sound elsewhere. Nothing is embedded. */
export const pictureNodes = (print: Print): Record<string, Draw> => ({
  photo: photo(print),
  photoGroup: (context) => {
    const photos = inner(context)
    return photos === '' ? '' : `<figure class="photo-group" role="group" aria-label="${escapeMarkup(PRINT_WORDS[print.language].photoGroup)}">${photos}</figure>`
  },
  mediaCard: mediaCard(print),
})
