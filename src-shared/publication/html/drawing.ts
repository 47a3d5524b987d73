import type { JSONNodeType } from '@tiptap/static-renderer/json/html-string'

import type { Language } from '../../story/story'
import { escapeMarkup } from '../markup'
import type { PhotoUse } from '../photo-uses'

/** Where a photo's file stands for this export, with its size in pixels as shown; null where the export has none. */
export type PhotoSource = (sha256: string, use: Pick<PhotoUse, 'alt' | 'credit' | 'crop' | 'name'>) => { src: string; width: number; height: number } | null

/** A node on its way into HTML, its children drawn already. `children` is made anew at every look: take it once. */
export type Context = { node: JSONNodeType; parent?: JSONNodeType | undefined; children?: string | string[] }
export type Draw = (context: Context) => string

/** What drawing one article needs to know, and the footnotes it has met: their words, in reading order. */
export type Print = { language: Language; time: string; photo: PhotoSource; notes: string[] }

/** The children, one each. */
export const parts = ({ children }: { children?: string | string[] }): string[] => (children === undefined ? [] : Array.isArray(children) ? children : [children])
/** The children as one. */
export const inner = (context: { children?: string | string[] }): string => parts(context).join('')

/** A text attribute; empty where there is none. */
export const attribute = (node: { attrs?: Record<string, unknown> }, name: string): string => {
  const value = node.attrs?.[name]
  return typeof value === 'string' ? value : ''
}

/** A line of the page as an element of one class; empty for no words. */
export const line = (tag: string, name: string, text: string): string => (text === '' ? '' : `<${tag} class="${name}">${escapeMarkup(text)}</${tag}>`)
