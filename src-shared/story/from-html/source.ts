import type { Look } from './look'
import type { Element, TreeNode } from './parse'
import type { Piece } from './pieces'
import type { Revisions } from './revisions'
import type { ClassStyles } from './styles'

/** What a walk needs to know of its source. `gone` are elements read elsewhere, `notes` the footnotes by the anchor that calls them. */
export type Source = { sheets: ClassStyles; gone: ReadonlySet<Element>; notes: ReadonlyMap<Element, string>; revisions: Revisions; pictures: boolean }

/** Reads what stands under an element, or in the given nodes. */
export type ReadFlow = (from: Element | readonly TreeNode[], look: Look, source: Source) => Piece[]
