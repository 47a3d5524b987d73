import {
  IconArticle, IconBlockquote, IconBold, IconBoxAlignTop, IconFlag, IconHeading, IconItalic, IconLetterP, IconLink, IconList, IconListNumbers, IconMessage, IconMessageQuestion, IconMovie,
  IconNotes, IconPhotoPlus, IconPhotoSquareRounded, IconQuote, IconSeparator, IconClockPlus, IconSuperscript, IconTablePlus, IconTriangle, type Icon,
} from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'

import { toggleCrosshead } from './block-acts'
import { emptyBlock, insertBlock, type Inserted } from './blocks/insert'
import { speakerNear } from './blocks/speakers'
import { turnSelection, type Turn } from './blocks/turn'

/** What the room does that a command alone cannot: ask for an address, a file or a size, write a footnote, tell the time (ISO 8601 with offset). */
export type CommandHelp = { askLink: () => void; pickPhoto: () => void; askTable: () => void; addFootnote: () => void; now: () => string }

/** One act on the body, the same in the toolbar, the bubble and the "/" menu. `name` is a locale key under `act.`; `keys` its shortcut; `find` more words it is found by. */
export type BodyCommand = { name: string; icon: Icon; keys?: string; find: string; active: (editor: Editor) => boolean; run: (editor: Editor, help: CommandHelp) => void }

const never = (): boolean => false
const is = (name: string) => (editor: Editor): boolean => editor.isActive(name)

const turn = (kind: Turn) => (editor: Editor, help: CommandHelp): void => {
  turnSelection(editor, kind, help.now)
  editor.view.focus()
}

const put = (kind: Inserted) => (editor: Editor, help: CommandHelp): void => {
  const node = emptyBlock(editor.schema, kind, { time: help.now() })
  if (node) insertBlock(editor, editor.state.selection.to, node)
}

/** A turn of an interview: what stands at the caret becomes one; where it names nobody, whoever spoke last in that part. */
const speak = (kind: 'question' | 'answer') => (editor: Editor, help: CommandHelp): void => {
  const { from } = editor.state.selection
  const speaker = speakerNear(editor.state.doc, from, kind)
  turn(kind)(editor, help)
  const { $from } = editor.state.selection
  if ($from.parent.type.name === kind && $from.parent.attrs['speaker'] === '' && speaker !== '') editor.view.dispatch(editor.state.tr.setNodeAttribute($from.before(), 'speaker', speaker))
}

export const BOLD: BodyCommand = { name: 'bold', icon: IconBold, keys: 'Mod+B', find: 'bold jiacu', active: is('bold'), run: (editor) => void editor.chain().focus().toggleBold().run() }
export const ITALIC: BodyCommand = { name: 'italic', icon: IconItalic, keys: 'Mod+I', find: 'italic xieti', active: is('italic'), run: (editor) => void editor.chain().focus().toggleItalic().run() }
export const LINK: BodyCommand = { name: 'link', icon: IconLink, keys: 'Mod+Shift+K', find: 'link lianjie', active: is('link'), run: (_, help) => help.askLink() }
export const PARAGRAPH: BodyCommand = { name: 'paragraph', icon: IconLetterP, keys: 'Mod+Alt+0', find: 'text paragraph zhengwen', active: never, run: turn('paragraph') }
export const CROSSHEAD: BodyCommand = { name: 'crosshead', icon: IconHeading, keys: 'Mod+Alt+1', find: 'section header heading crosshead xiaobiaoti', active: is('crosshead'), run: (editor) => void toggleCrosshead(editor) }
export const PULL_QUOTE: BodyCommand = { name: 'pullQuote', icon: IconQuote, find: 'pull quote tiyao yinyu jinju', active: is('pullQuote'), run: turn('pullQuote') }
export const QUOTE: BodyCommand = { name: 'quote', icon: IconBlockquote, keys: 'Mod+Shift+B', find: 'quotation quote blockquote yinwen', active: is('blockquote'), run: turn('blockquote') }
export const BULLETS: BodyCommand = { name: 'bullets', icon: IconList, keys: 'Mod+Shift+8', find: 'bulleted list liebiao', active: is('bulletList'), run: turn('bulletList') }
export const NUMBERS: BodyCommand = { name: 'numbers', icon: IconListNumbers, keys: 'Mod+Shift+7', find: 'numbered ordered list bianhao liebiao', active: is('orderedList'), run: turn('orderedList') }
export const BRIEFS: BodyCommand = { name: 'briefs', icon: IconTriangle, keys: 'Mod+Shift+9', find: 'briefs triangle list jianxun duanxun', active: is('briefList'), run: turn('briefList') }
export const PHOTO: BodyCommand = { name: 'photo', icon: IconPhotoPlus, find: 'photo picture image tupian zhaopian', active: never, run: (_, help) => help.pickPhoto() }
export const PHOTO_GROUP: BodyCommand = { name: 'photoGroup', icon: IconPhotoSquareRounded, find: 'photo group gallery zutu duotu', active: never, run: put('photoGroup') }
export const MEDIA: BodyCommand = { name: 'mediaCard', icon: IconMovie, find: 'video audio media card shipin yinpin kapian', active: never, run: put('mediaCard') }
export const QUESTION: BodyCommand = { name: 'question', icon: IconMessageQuestion, find: 'question interview tiwen wenda zhuanfang', active: is('question'), run: speak('question') }
export const ANSWER: BodyCommand = { name: 'answer', icon: IconMessage, find: 'answer interview huida wenda zhuanfang', active: is('answer'), run: speak('answer') }
export const FACT_BOX: BodyCommand = { name: 'factBox', icon: IconBoxAlignTop, find: 'fact box background sidebar lianjie ziliao beijing', active: is('factBox'), run: turn('factBox') }
export const EDITORS_NOTE: BodyCommand = { name: 'editorsNote', icon: IconNotes, find: "editor's editors note bianzhean anyu", active: is('editorsNote'), run: turn('editorsNote') }
export const LIVE_ENTRY: BodyCommand = { name: 'liveEntry', icon: IconClockPlus, find: 'live entry time zhibo gundong shijian', active: never, run: (editor, help) => (editor.state.selection.$from.parent.content.size > 0 && !editor.isActive('liveEntry') ? turn('liveEntry')(editor, help) : put('liveEntry')(editor, help)) }
export const SUB_ARTICLE: BodyCommand = { name: 'subArticle', icon: IconArticle, find: 'nested sub article related story xiangguan baodao zigao', active: is('subArticle'), run: turn('subArticle') }
export const TABLE: BodyCommand = { name: 'table', icon: IconTablePlus, find: 'table grid biaoge', active: never, run: (_, help) => help.askTable() }
export const FOOTNOTE: BodyCommand = { name: 'footnote', icon: IconSuperscript, keys: 'Mod+Alt+F', find: 'footnote note zhushi jiaozhu', active: never, run: (_, help) => help.addFootnote() }
export const DIVIDER: BodyCommand = { name: 'divider', icon: IconSeparator, find: 'divider rule line fengexian', active: never, run: put('horizontalRule') }
export const END_MARK: BodyCommand = { name: 'endMark', icon: IconFlag, find: 'end mark wan jieshu', active: never, run: put('endMark') }

/** The toolbar, in groups: what is used all day. The rest is in its Insert menu. */
export const TOOLBAR: readonly (readonly BodyCommand[])[] = [[BOLD, ITALIC, LINK], [CROSSHEAD, QUOTE, BULLETS, NUMBERS], [PHOTO]]
/** The bubble over a selection. */
export const BUBBLE: readonly BodyCommand[] = [BOLD, ITALIC, LINK, CROSSHEAD, QUOTE, FOOTNOTE]
/** What can be put in, in groups; `group` is a locale key under `insert.`. The same in the "/" menu and the Insert menu. */
export const INSERT_GROUPS: readonly { group: string; commands: readonly BodyCommand[] }[] = [
  { group: 'text', commands: [CROSSHEAD, QUOTE, PULL_QUOTE, PARAGRAPH] },
  { group: 'pictures', commands: [PHOTO, PHOTO_GROUP, MEDIA] },
  { group: 'lists', commands: [BULLETS, NUMBERS, BRIEFS, TABLE] },
  { group: 'boxes', commands: [FACT_BOX, EDITORS_NOTE, SUB_ARTICLE] },
  { group: 'voices', commands: [QUESTION, ANSWER, LIVE_ENTRY] },
  { group: 'signs', commands: [DIVIDER, FOOTNOTE, END_MARK] },
]
/** The same in one row. */
export const INSERTS: readonly BodyCommand[] = INSERT_GROUPS.flatMap(({ commands }) => commands)

const MAC = /mac/i.test(navigator.userAgent)
const SIGNS: readonly [string, string, string][] = [['Mod', '⌘', 'Ctrl'], ['Alt', '⌥', 'Alt'], ['Shift', '⇧', 'Shift'], ['ArrowUp', '↑', '↑'], ['ArrowDown', '↓', '↓'], ['Backspace', '⌫', 'Backspace']]

/** A shortcut as this machine writes it. */
export const shownKeys = (keys: string): string => {
  const written = SIGNS.reduce((text, [name, mac, other]) => text.replace(name, MAC ? mac : other), keys)
  return MAC ? written.replaceAll('+', '') : written
}
