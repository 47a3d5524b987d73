import type { Act } from './allowed'

let intended: { story: string; act: Act } | null = null

/** What the queue was asked to do with a piece: the piece opens first, so that nobody decides on what they do not see. */
export const intend = (story: string, act: Act): void => {
  intended = { story, act }
}

/** That, once. */
export const takeIntent = (story: string): Act | null => {
  const act = intended?.story === story ? intended.act : null
  intended = null
  return act
}
