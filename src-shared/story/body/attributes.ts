import type { Attribute } from '@tiptap/core'

const fault = (name: string): never => {
  throw new RangeError(name)
}

/** A text attribute, kept as `data-<name>`; `pattern` is what a whole value may look like, `limit` its UTF-16 units. */
export const textAttribute = (name: string, { pattern, limit = 500 }: { pattern?: RegExp; limit?: number } = {}): Attribute => ({
  default: '',
  validate: (value: unknown) => (typeof value === 'string' && value.length <= limit && (pattern?.test(value) ?? true) ? undefined : fault(name)),
  parseHTML: (element) => {
    const value = (element.getAttribute(`data-${name}`) ?? '').slice(0, limit)
    return (pattern?.test(value) ?? true) ? value : ''
  },
  renderHTML: (attributes) => (typeof attributes[name] === 'string' && attributes[name] !== '' ? { [`data-${name}`]: attributes[name] } : {}),
})

/** One of a few words, kept as `data-<name>`; the first is the default. */
export const choiceAttribute = (name: string, choices: readonly [string, ...string[]]): Attribute => ({
  default: choices[0],
  validate: (value: unknown) => (typeof value === 'string' && choices.includes(value) ? undefined : fault(name)),
  parseHTML: (element) => choices.find((choice) => choice === element.getAttribute(`data-${name}`)) ?? choices[0],
  renderHTML: (attributes) => ({ [`data-${name}`]: String(attributes[name]) }),
})

/** True for a link Stet will keep: http, https or mailto, with no control characters to hide behind. */
export const isSafeLink = (href: unknown): boolean =>
  typeof href === 'string' && href.length <= 2000 && !/[\u0000-\u0020\u007f]/.test(href) && /^(https?:\/\/|mailto:)/i.test(href)

/** True for an address a video or audio card may point at. */
export const isSafeMedia = (url: unknown): boolean => isSafeLink(url) && /^https?:/i.test(String(url))
