import {
  IconBlockquote, IconBold, IconHeading, IconItalic, IconLetterP, IconLink, IconList, IconListNumbers, IconPhotoPlus, IconSeparator, type Icon,
} from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'

import { toggleCrosshead } from './block-acts'

/** What the room does that a command alone cannot: ask for an address or for a file. */
export type CommandHelp = { askLink: () => void; pickPhoto: () => void }

/** One act on the body, the same in the toolbar, the bubble and the "/" menu. `name` is a locale key under `act.`; `keys` its shortcut. */
export type BodyCommand = { name: string; icon: Icon; keys?: string; find: string; active: (editor: Editor) => boolean; run: (editor: Editor, help: CommandHelp) => void }

const never = (): boolean => false

export const BOLD: BodyCommand = { name: 'bold', icon: IconBold, keys: 'Mod+B', find: 'bold jiacu', active: (editor) => editor.isActive('bold'), run: (editor) => void editor.chain().focus().toggleBold().run() }
export const ITALIC: BodyCommand = { name: 'italic', icon: IconItalic, keys: 'Mod+I', find: 'italic xieti', active: (editor) => editor.isActive('italic'), run: (editor) => void editor.chain().focus().toggleItalic().run() }
export const LINK: BodyCommand = { name: 'link', icon: IconLink, keys: 'Mod+Shift+K', find: 'link lianjie', active: (editor) => editor.isActive('link'), run: (_, help) => help.askLink() }
export const PARAGRAPH: BodyCommand = { name: 'paragraph', icon: IconLetterP, find: 'text paragraph zhengwen', active: never, run: (editor) => void editor.chain().focus().setNode('paragraph').run() }
export const CROSSHEAD: BodyCommand = { name: 'crosshead', icon: IconHeading, keys: 'Mod+Alt+1', find: 'section header heading xiaobiaoti', active: (editor) => editor.isActive('crosshead'), run: (editor) => void toggleCrosshead(editor) }
export const PHOTO: BodyCommand = { name: 'photo', icon: IconPhotoPlus, find: 'photo picture image tupian zhaopian', active: never, run: (_, help) => help.pickPhoto() }
export const QUOTE: BodyCommand = { name: 'quote', icon: IconBlockquote, keys: 'Mod+Shift+B', find: 'quotation quote yinwen', active: (editor) => editor.isActive('blockquote'), run: (editor) => void editor.chain().focus().toggleBlockquote().run() }
export const BULLETS: BodyCommand = { name: 'bullets', icon: IconList, keys: 'Mod+Shift+8', find: 'bulleted list liebiao', active: (editor) => editor.isActive('bulletList'), run: (editor) => void editor.chain().focus().toggleBulletList().run() }
export const NUMBERS: BodyCommand = { name: 'numbers', icon: IconListNumbers, keys: 'Mod+Shift+7', find: 'numbered list bianhao', active: (editor) => editor.isActive('orderedList'), run: (editor) => void editor.chain().focus().toggleOrderedList().run() }
export const DIVIDER: BodyCommand = { name: 'divider', icon: IconSeparator, find: 'divider rule line fengexian', active: never, run: (editor) => void editor.chain().focus().setHorizontalRule().run() }

/** The toolbar, in groups. */
export const TOOLBAR: readonly (readonly BodyCommand[])[] = [[BOLD, ITALIC, LINK], [CROSSHEAD, QUOTE, BULLETS, NUMBERS], [PHOTO, DIVIDER]]
/** The bubble over a selection. */
export const BUBBLE: readonly BodyCommand[] = [BOLD, ITALIC, LINK, CROSSHEAD, QUOTE]
/** The "/" menu. */
export const INSERTS: readonly BodyCommand[] = [CROSSHEAD, PHOTO, QUOTE, BULLETS, NUMBERS, DIVIDER, PARAGRAPH]

const MAC = /mac/i.test(navigator.userAgent)

/** A shortcut as this machine writes it. */
export const shownKeys = (keys: string): string => (MAC ? keys.replace('Mod', '⌘').replace('Alt', '⌥').replace('Shift', '⇧').replaceAll('+', '') : keys.replace('Mod', 'Ctrl'))
