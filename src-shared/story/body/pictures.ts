import { Node } from '@tiptap/core'

import { choiceAttribute, isSafeMedia, textAttribute } from './attributes'

/** A number from 0 to 1 as crop and focus write it: at most four decimals. */
const PART = '(?:0(?:\\.\\d{1,4})?|1(?:\\.0{1,4})?)'
/** "" or "x,y,width,height": parts of the upright picture. */
export const CROP = new RegExp(`^(?:|${PART}(?:,${PART}){3})$`)
/** "" or "x,y": parts of the upright picture, uncropped. */
export const FOCUS = new RegExp(`^(?:|${PART},${PART})$`)

/** Marks a caption may carry: what is suggested and commented, never emphasis. */
const CAPTION_MARKS = 'insertion deletion modification comment'

/**
 * A photo with its caption as content, so the caption is edited in place. `photo` is the SHA-256 of the original, or null
 * for a place that still waits for its picture. No URL is ever stored: views make one from the digest. `crop` and `focus` say
 * what of the upright original is shown; the original is never changed. `place` is "shown" where the place it was taken may be
 * published with it.
 */
export const PhotoNode = Node.create({
  name: 'photo',
  group: 'block simple',
  content: 'inline*',
  marks: CAPTION_MARKS,
  isolating: true,
  defining: true,
  addAttributes: () => ({
    photo: {
      default: null,
      validate: (value: unknown) => {
        if (value !== null && !(typeof value === 'string' && /^[0-9a-f]{64}$/.test(value))) throw new RangeError('photo digest')
      },
      parseHTML: (element) => /^[0-9a-f]{64}$/.exec(element.getAttribute('data-photo') ?? '')?.[0] ?? null,
      // Written even when empty, so that a place without its picture survives being copied and dragged.
      renderHTML: (attributes) => ({ 'data-photo': typeof attributes['photo'] === 'string' ? attributes['photo'] : '' }),
    },
    credit: textAttribute('credit'),
    alt: textAttribute('alt', { limit: 2000 }),
    crop: textAttribute('crop', { pattern: CROP, limit: 40 }),
    focus: textAttribute('focus', { pattern: FOCUS, limit: 20 }),
    place: choiceAttribute('place', ['hidden', 'shown']),
  }),
  parseHTML: () => [{ tag: 'figure[data-photo]', contentElement: 'figcaption' }],
  renderHTML: ({ HTMLAttributes }) => ['figure', HTMLAttributes, ['figcaption', 0]],
})

/** Several photos shown as one 组图, each with its own caption. */
export const PhotoGroup = Node.create({
  name: 'photoGroup',
  group: 'block simple',
  content: 'photo+',
  isolating: true,
  defining: true,
  marks: 'insertion deletion modification',
  parseHTML: () => [{ tag: 'div[data-photo-group]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', { 'data-photo-group': '', ...HTMLAttributes }, 0],
})

/** A card that links to a video or sound elsewhere: nothing is embedded, nothing is loaded. Its title is its content. */
export const MediaCard = Node.create({
  name: 'mediaCard',
  group: 'block simple',
  content: 'inline*',
  marks: CAPTION_MARKS,
  isolating: true,
  defining: true,
  addAttributes: () => ({
    kind: choiceAttribute('kind', ['video', 'audio']),
    url: {
      default: '',
      validate: (value: unknown) => {
        if (value !== '' && !isSafeMedia(value)) throw new RangeError('media address')
      },
      parseHTML: (element) => (isSafeMedia(element.getAttribute('data-url')) ? element.getAttribute('data-url') : ''),
      renderHTML: (attributes) => ({ 'data-url': String(attributes['url']) }),
    },
  }),
  parseHTML: () => [{ tag: 'div[data-media-card]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', { 'data-media-card': '', ...HTMLAttributes }, 0],
})
