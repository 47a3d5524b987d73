import { createElement, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { redline, type FieldChange, type Redline, type StoryChanges } from '../../../src-shared/story/compare'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { Block } from '../reading/block'
import { attribute, notesIn, ReadPageProvider, type PhotoUrl, type ReadPage } from '../reading/page'
import story from '../story.module.css'
import { ChangesProvider, type Shown } from './changes-context'
import css from './history.module.css'
import { Runs } from './runs'

/** Two versions of a story and what is between them. */
export type Compared = { before: Story; after: Story; changes: StoryChanges }

/** The lines of a page's head, as they are read. */
const HEAD = [['columnTag', 'p', story.field], ['kicker', 'p', story.field], ['headline', 'h1', story.field], ['deck', 'p', story.field], ['byline', 'p', story.field], ['dateline', 'p', story.field]] as const

const HeadLine = ({ index, compared, shown }: { index: number; compared: Compared; shown: Shown }) => {
  const [field, tag, className] = HEAD[index] ?? HEAD[0]
  const change = compared.changes.fields.find((each): each is Extract<FieldChange, { kind: 'text' }> => each.kind === 'text' && each.field === field)
  const text = shown === 'before' ? compared.before[field] : compared.after[field]
  if (!change) return text === '' ? null : createElement(tag, { className, 'data-field': field }, text)
  return createElement(tag, { className, 'data-field': field, 'data-stop': `field-${field}` }, <Runs runs={change.runs} shown={shown} />)
}

const Head = ({ compared, shown }: { compared: Compared; shown: Shown }) => (
  <header className={story.head}>
    {HEAD.map(([field], index) => <HeadLine key={field} index={index} compared={compared} shown={shown} />)}
  </header>
)

/** The numbers of the footnotes as they are on the page of their own version. */
const numbersOf = (drawn: Redline, { bodies }: StoryChanges): Map<BodyJson, number> => {
  const known = new Map<BodyJson, number>()
  for (const body of [bodies.before, bodies.after]) for (const [index, note] of notesIn(body).entries()) known.set(note, index + 1)
  const numbers = new Map<BodyJson, number>()
  for (const note of notesIn(drawn.body)) {
    const number = known.get(note) ?? known.get(drawn.origin.get(note) ?? note)
    if (number !== undefined) numbers.set(note, number)
  }
  return numbers
}

const usePage = (compared: Compared, shown: Shown, photoUrl: PhotoUrl): { drawn: Redline; page: ReadPage } =>
  useMemo(() => {
    const { before, after, changes } = compared
    const drawn = redline(changes.blocks, shown)
    const shownStory = shown === 'before' ? before : after
    return { drawn, page: { story: { ...shownStory, photos: { ...before.photos, ...after.photos } }, photoUrl, numbers: numbersOf(drawn, changes) } }
  }, [compared, shown, photoUrl])

const Sheet = ({ drawn, page, shown, children }: { drawn: Redline; page: ReadPage; shown: Shown; children: ReactNode }) => {
  const shared = useMemo(() => ({ shown, changes: drawn.changes, photoUrl: page.photoUrl, fileOf: (sha256: string) => page.story.photos[sha256] }), [drawn, page, shown])
  return (
    <ReadPageProvider value={page}>
      <ChangesProvider value={shared}>{children}</ChangesProvider>
    </ReadPageProvider>
  )
}

const keyOf = (node: BodyJson, index: number): string => `${attribute(node, 'blockId')} ${String(index)}`

/** Both versions in one page: what went is struck out where it stood, what came is underlined. */
export const OnePage = ({ compared, photoUrl }: { compared: Compared; photoUrl: PhotoUrl }) => {
  const { drawn, page } = usePage(compared, 'both', photoUrl)
  return (
    <Sheet drawn={drawn} page={page} shown="both">
      <article className={`${story.page ?? ''} ${css.page ?? ''}`} lang={compared.after.language} data-reading>
        <Head compared={compared} shown="both" />
        <div className={story.body}>{drawn.body.content?.map((node, index) => <Block key={keyOf(node, index)} node={node} />)}</div>
      </article>
    </Sheet>
  )
}

/** Two pages beside each other, row by row: the older one at the left with what went, the newer one at the right with what came. */
export const TwoPages = ({ compared, names, photoUrl }: { compared: Compared; names: { before: string; after: string }; photoUrl: PhotoUrl }) => {
  const { t } = useTranslation('history')
  const left = usePage(compared, 'before', photoUrl)
  const right = usePage(compared, 'after', photoUrl)
  const cell = (side: 'before' | 'after', content: ReactNode): ReactNode => {
    const { drawn, page } = side === 'before' ? left : right
    return <div className={`${story.page ?? ''} ${css.half ?? ''}`} lang={compared[side].language}><Sheet drawn={drawn} page={page} shown={side}>{content}</Sheet></div>
  }
  const blocks = (nodes: readonly BodyJson[] | undefined): ReactNode => <div className={story.body}>{nodes?.map((node, index) => <Block key={keyOf(node, index)} node={node} />)}</div>
  return (
    <div className={css.two} role="group" aria-label={t('mode.side')}>
      <div className={css.row} data-names><b>{names.before}</b><b>{names.after}</b></div>
      <div className={css.row}>
        {cell('before', <Head compared={compared} shown="before" />)}
        {cell('after', <Head compared={compared} shown="after" />)}
      </div>
      {compared.changes.blocks.map((row, index) => (
        <div key={index} className={css.row} data-kind={row.kind}>
          {cell('before', blocks(left.drawn.rows[index]))}
          {cell('after', blocks(right.drawn.rows[index]))}
        </div>
      ))}
    </div>
  )
}
