import { Extension, InputRule } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'

import type { Language } from '../../../src-shared/story/story'

/** The text of the block before the caret, at most as much as decides a quotation mark. */
const before = (state: EditorState, pos: number): string => {
  const $pos = state.doc.resolve(pos)
  return $pos.parent.textBetween(0, $pos.parentOffset, '\n', '\ufffc')
}

const count = (text: string, sign: string): number => text.split(sign).length - 1

/** The mark a straight one stands for at the end of `text`: by what is still open in Chinese, by what stands before it in English. */
export const quoteFor = (text: string, straight: '"' | "'", language: Language): string => {
  const [open, close] = straight === '"' ? ['\u201c', '\u201d'] : ['\u2018', '\u2019']
  if (language === 'en') return text === '' || /[\s([{<\u2014\u2013\u201c\u2018\ufffc-]$/.test(text) ? open : close
  // "it's" in a Chinese story is still an apostrophe.
  if (straight === "'" && /[A-Za-z]$/.test(text)) return close
  return count(text, open) > count(text, close) ? close : open
}

const isOn = (rule: { on: () => boolean }): boolean => rule.on()

/**
 * Typed straight quotes, three full stops and two hyphens become the signs the story's language prints. One Backspace gives
 * back what was typed. Never during a composition, and never in what is pasted.
 */
export const SmartSigns = Extension.create<{ language: () => Language; on: () => boolean }>({
  name: 'smartSigns',
  addOptions: () => ({ language: () => 'zh-CN', on: () => true }),
  addInputRules() {
    const { options } = this
    const rule = (find: RegExp, signFor: (text: string) => string): InputRule =>
      new InputRule({
        find,
        undoable: true,
        handler: ({ state, range }) => {
          if (!isOn(options)) return null
          state.tr.insertText(signFor(before(state, range.from)), range.from, range.to)
        },
      })
    return [
      rule(/"$/, (text) => quoteFor(text, '"', options.language())),
      rule(/'$/, (text) => quoteFor(text, "'", options.language())),
      rule(/\.\.\.$/, () => (options.language() === 'en' ? '…' : '……')),
      rule(/(?<!-)--$/, () => (options.language() === 'en' ? '—' : '——')),
    ]
  },
})
