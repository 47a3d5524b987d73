/** The fields of a story's head that are read, in reading order. */
export const HEAD_FIELDS = ['columnTag', 'kicker', 'headline', 'deck', 'originalHeadline', 'byline', 'dateline', 'source', 'summary'] as const
export type HeadField = (typeof HEAD_FIELDS)[number]

/** What a stretch of copy is in the story, as far as checking it differs. */
export const PASSAGE_KINDS = ['headline', 'kicker', 'deck', 'byline', 'dateline', 'summary', 'source', 'field', 'text', 'crosshead', 'caption', 'credit', 'alt', 'cell', 'title', 'quote', 'speaker', 'footnote'] as const
export type PassageKind = (typeof PASSAGE_KINDS)[number]

/** Where a passage stands: a field of the head, or a block of the body by its `blockId`; `part` names an attribute of that block (a credit, a footnote), empty for its running text. */
export type PassagePlace = { field: HeadField } | { block: string; part: string }

/** One stretch of copy that is read by itself: a field, a paragraph, a caption, a cell. A line break is "\n", a footnote's sign U+FFFC. Words suggested for deletion are not in it. */
export type Passage = { kind: PassageKind; place: PassagePlace; text: string }
