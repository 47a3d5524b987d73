import type { AnyExtension, Attributes } from '@tiptap/core'
import { ReactNodeViewRenderer } from '@tiptap/react'

import { BoxTitle, EditorsNote, FactBox, LiveEntry, SubArticle, SubByline, SubHeadline } from '../../../src-shared/story/body/boxes'
import { Crosshead, EndMark } from '../../../src-shared/story/body/heads'
import { Footnote } from '../../../src-shared/story/body/inline'
import { Briefs, StoryTable } from '../../../src-shared/story/body/lists'
import { MediaCard, PhotoGroup, PhotoNode } from '../../../src-shared/story/body/pictures'
import { Answer, PullQuote, Question } from '../../../src-shared/story/body/quotes'
import { toggleCrosshead } from '../block-acts'
import { CrossheadView } from '../crosshead-view'
import { isMarker } from '../marker'
import { PhotoView } from '../photo-view'
import story from '../story.module.css'
import { OwnComment } from '../tools/commenting'
import { LiveEntryView } from './live-entry-view'
import { MediaCardView } from './media-card-view'
import { footnoteView, noteView, plainView, tableView, turnView } from './plain-views'
import { PullQuoteView } from './pull-quote-view'

const EditableCrosshead = Crosshead.extend({
  addAttributes() {
    const inherited: Attributes = this.parent?.() ?? {}
    const marker = {
      ...inherited['marker'],
      // A pasted header's marker may be anything; the schema would refuse the whole story for it.
      parseHTML: (element: HTMLElement) => (isMarker(element.getAttribute('data-marker') ?? '') ? element.getAttribute('data-marker') : ''),
    }
    return { ...inherited, marker }
  },
  parseHTML: () => [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${String(level)}` })),
  addNodeView: () => ReactNodeViewRenderer(CrossheadView),
  addKeyboardShortcuts() {
    return {
      'Mod-Alt-1': () => toggleCrosshead(this.editor),
      Backspace: () => {
        const { $from, empty } = this.editor.state.selection
        if (!empty || $from.parent.type.name !== 'crosshead' || $from.parentOffset > 0) return false
        if ($from.parent.attrs['marker']) return this.editor.commands.updateAttributes('crosshead', { marker: '' })
        return this.editor.commands.setNode('paragraph')
      },
    }
  },
})

/** The story's nodes that are shown by a view of the window's own, by name. One without an entry is drawn as the schema writes it. */
const EDITABLE: Readonly<Record<string, AnyExtension>> = {
  comment: OwnComment,
  crosshead: EditableCrosshead,
  photo: PhotoNode.extend({ addNodeView: () => ReactNodeViewRenderer(PhotoView) }),
  photoGroup: PhotoGroup.extend({ addNodeView: () => plainView('div', story.photoGroup) }),
  mediaCard: MediaCard.extend({ addNodeView: () => ReactNodeViewRenderer(MediaCardView) }),
  pullQuote: PullQuote.extend({ addNodeView: () => ReactNodeViewRenderer(PullQuoteView) }),
  question: Question.extend({ addNodeView: () => turnView }),
  answer: Answer.extend({ addNodeView: () => turnView }),
  briefList: Briefs.extend({ addNodeView: () => plainView('ul', story.briefs) }),
  table: StoryTable.extend({ addNodeView: () => tableView }),
  // No caret stands before or between the lines that head a box.
  factBox: FactBox.extend({ allowGapCursor: false, addNodeView: () => plainView('aside', story.factBox) }),
  boxTitle: BoxTitle.extend({ addNodeView: () => plainView('h3', story.boxTitle, 'boxTitle') }),
  editorsNote: EditorsNote.extend({ addNodeView: () => noteView }),
  liveEntry: LiveEntry.extend({ addNodeView: () => ReactNodeViewRenderer(LiveEntryView) }),
  subArticle: SubArticle.extend({ allowGapCursor: false, addNodeView: () => plainView('section', story.subArticle) }),
  subHeadline: SubHeadline.extend({ addNodeView: () => plainView('h2', story.subHeadline, 'subHeadline') }),
  subByline: SubByline.extend({ addNodeView: () => plainView('p', story.subByline, 'subByline') }),
  endMark: EndMark.extend({ addNodeView: () => plainView('p', story.endMark) }),
  footnote: Footnote.extend({ addNodeView: () => footnoteView }),
}

/** A node of the story with its view in the editor. */
export const editable = (extension: AnyExtension): AnyExtension => EDITABLE[extension.name] ?? extension
