import { createElement, useMemo } from 'react'

import { correctionParts } from '../../src-shared/publication/words'
import type { BodyJson, Story } from '../../src-shared/story/story'
import { Block } from './reading/block'
import { Notes } from './reading/inline'
import { attribute, notesIn, ReadPageProvider, useReadPage, type PhotoUrl } from './reading/page'
import reading from './reading/reading.module.css'
import css from './story.module.css'

const Line = ({ field, value, as }: { field: string; value: string; as: 'p' | 'h1' }) =>
  value === '' ? null : createElement(as, { className: css.field, 'data-field': field }, value)

const Original = ({ headline }: { headline: string }) => <p className={reading.originalHeadline}>{useReadPage().print.originalHeadline(headline)}</p>

/** A story read-only, exactly as the writing page shows it, with what print adds around it. `photoUrl` names where its pictures stand. */
export const StoryPage = ({ story, photoUrl }: { story: Story; photoUrl: PhotoUrl }) => {
  const page = useMemo(() => {
    const notes = notesIn(story.body)
    return { notes, numbers: new Map<BodyJson, number>(notes.map((note, index) => [note, index + 1])) }
  }, [story.body])
  return (
    <ReadPageProvider value={{ story, photoUrl, numbers: page.numbers }}>
      <article className={css.page} lang={story.language} data-reading>
        <header className={css.head}>
          <Line field="columnTag" value={story.columnTag} as="p" />
          <Line field="kicker" value={story.kicker} as="p" />
          <Line field="headline" value={story.headline} as="h1" />
          <Line field="deck" value={story.deck} as="p" />
          <Line field="byline" value={story.byline} as="p" />
          <Line field="dateline" value={story.dateline} as="p" />
        </header>
        {story.correction && <p className={reading.correction} role="note">{correctionParts(story.correction, story.language).join('')}</p>}
        <div className={css.body}>
          {story.body.content?.map((node, index) => <Block key={attribute(node, 'blockId') || index} node={node} />)}
        </div>
        {page.notes.length > 0 && <Notes texts={page.notes.map((note) => attribute(note, 'text').trim())} className={css.footnotes} />}
        {story.originalHeadline.trim() && <Original headline={story.originalHeadline.trim()} />}
      </article>
    </ReadPageProvider>
  )
}
