import type { Correction } from '../../story/story'
import type { PhotoUse } from '../photo-uses'

/** A run of words in one dress, the end of a line, or the call of a footnote (numbered from 1, its words at the end of the article). */
export type Run =
  | { kind: 'words'; text: string; bold: boolean; italic: boolean; link: string | null }
  | { kind: 'break' }
  | { kind: 'note'; number: number }
export type Words = readonly Run[]

/** A photo with its caption; `use` is null where the place still waits for its picture and only the words are printed. */
export type PrintedPhoto = { kind: 'photo'; use: PhotoUse | null; caption: Words; credit: string; alt: string }

/** A cell; `header` says what a header cell heads, null for an ordinary one. Spans count from 1. */
export type PrintedCell = { header: 'col' | 'colgroup' | 'row' | 'rowgroup' | null; colspan: number; rowspan: number; align: 'left' | 'center' | 'right' | null; blocks: readonly PrintedBlock[] }

/** A block of the text as it is printed: what says nothing is gone, what print adds (colons, openings, numbers) is there. */
export type PrintedBlock =
  /** `dateline` as it opens the first paragraph, else empty. */
  | { kind: 'paragraph'; dateline: string; words: Words }
  /** `level` 2 in the article, 3 in an article or live entry inside it, 4 in a box. A marker and its title are one head. */
  | { kind: 'crosshead'; level: 2 | 3 | 4; marker: string; words: Words }
  | PrintedPhoto
  | { kind: 'photoGroup'; photos: readonly PrintedPhoto[] }
  /** `label` is "视频：" and its like; `url` null where it has none. Its title is the address where nobody gave one. */
  | { kind: 'mediaCard'; label: string; url: string | null; title: Words }
  /** `by` with its dash, or empty. */
  | { kind: 'pullQuote'; words: Words; by: string }
  | { kind: 'quotation'; blocks: readonly PrintedBlock[] }
  /** A question or answer; `speaker` with its colon, or empty. */
  | { kind: 'turn'; asks: boolean; speaker: string; words: Words }
  | { kind: 'list'; style: 'bullet' | 'number' | 'brief'; start: number; items: readonly (readonly PrintedBlock[])[] }
  /** The first `head` rows are headings. */
  | { kind: 'table'; head: number; rows: readonly (readonly PrintedCell[])[] }
  | { kind: 'factBox'; title: Words; blocks: readonly PrintedBlock[] }
  /** `opening` is "编者按：" and its like, empty where the note says so itself. */
  | { kind: 'editorsNote'; opening: string; blocks: readonly PrintedBlock[] }
  /** `time` ISO 8601 and as shown; both empty where it has none. */
  | { kind: 'liveEntry'; time: string; shown: string; blocks: readonly PrintedBlock[] }
  | { kind: 'subArticle'; headline: Words; byline: Words; blocks: readonly PrintedBlock[] }
  | { kind: 'rule' }
  | { kind: 'endMark'; text: string }

/** What stands around the blocks, in its place: see reading-order.ts. Texts are whole lines as printed. */
export type PrintedFrame =
  | { kind: 'correction'; correction: Correction; before: string; headline: string; after: string }
  /** A dateline no paragraph could take. */
  | { kind: 'dateline'; text: string }
  | { kind: 'byline'; text: string }
  | { kind: 'footnotes'; title: string; notes: readonly string[] }
  | { kind: 'originalHeadline'; text: string }

export type Printed = PrintedBlock | PrintedFrame

/** One rendering of each kind: a format that forgets one does not compile. */
export type Drawing<T, Kinds extends Printed = Printed> = { [Kind in Kinds['kind']]: (block: Extract<Kinds, { kind: Kind }>) => T }

/** Draws one by its kind. */
export const drawn = <T, Kinds extends Printed>(drawing: Drawing<T, Kinds>, block: Kinds): T => {
  const draw = drawing[block.kind as Kinds['kind']] as (block: Kinds) => T
  return draw(block)
}
