/**
 * What a photo is made for. `web`: on a page. `print`: every pixel there is, for a layout. `social`: the card a shared link shows (1200 x 630). `cover`: an article's
 * head in WeChat (900 x 383).
 */
export type Profile = 'web' | 'print' | 'social' | 'cover'
export const PROFILES: readonly Profile[] = ['web', 'print', 'social', 'cover']

/** The shapes of cards, in pixels: what they are at most. */
export const CARDS = { social: { width: 1200, height: 630 }, cover: { width: 900, height: 383 } } as const
