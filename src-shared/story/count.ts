import type { BodyJson, Story } from './story'

/** What an editor counts: 字数 with and without punctuation (a Latin word or number is one), and words for English. */
export type Counts = { characters: number; withoutPunctuation: number; words: number; photos: number }

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
// Han is kept out of the Latin class so that "5万" is two characters, not one.
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]]+(?:['’.,\-][[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]]+)*|[^\s\p{L}\p{N}]/gv

/** The plain text under a node, one line a block. */
export const textOf = (node: BodyJson): string => {
  if (node.text !== undefined) return node.text
  if (node.type === 'hardBreak') return '\n'
  const inline = (node.content ?? []).every((child) => child.text !== undefined || child.type === 'hardBreak')
  return (node.content ?? []).map(textOf).join(inline ? '' : '\n')
}

/** Counts one text. A run of Latin letters or digits counts as one character, as newspapers count it. */
export const countText = (text: string): Omit<Counts, 'photos'> => {
  let characters = 0
  let withoutPunctuation = 0
  let words = 0
  for (const token of text.match(TOKEN) ?? []) {
    characters += 1
    if (/[\p{L}\p{N}]/u.test(token)) withoutPunctuation += 1
    if (/[\p{L}\p{N}]/u.test(token) && !HAN.test(token)) words += 1
  }
  return { characters, withoutPunctuation, words }
}

const photosIn = (node: BodyJson): number =>
  (node.type === 'photo' ? 1 : 0) + (node.content ?? []).reduce((sum, child) => sum + photosIn(child), 0)

/** Counts a story's body, captions included; the headline is not part of 字数. */
export const countStory = (story: Pick<Story, 'body'>): Counts => ({ ...countText(textOf(story.body)), photos: photosIn(story.body) })
