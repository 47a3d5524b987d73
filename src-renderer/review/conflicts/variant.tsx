import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { compare, redline } from '../../../src-shared/story/compare'
import type { Conflict } from '../../../src-shared/story/merge'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { ChangesProvider } from '../../writing/history/changes-context'
import { FieldWords } from '../../writing/history/field-changes'
import { Block } from '../../writing/reading/block'
import { notesIn, ReadPageProvider, type PhotoUrl } from '../../writing/reading/page'
import page from '../../writing/story.module.css'
import css from './conflicts.module.css'

export type Side = 'theirs' | 'mine'

type Props = { conflict: Conflict; side: Side; story: Story; photoUrl: PhotoUrl }

const FieldVariant = ({ conflict, side, story }: Omit<Props, 'conflict'> & { conflict: Extract<Conflict, { kind: 'field' }> }) => {
  const { t } = useTranslation('review')
  const { fields } = useMemo(() => compare({ ...story, ...conflict.base, body: EMPTY }, { ...story, ...conflict[side], body: EMPTY }), [story, conflict, side])
  if (fields.length === 0) return <p className={css.quiet}>{t('conflict.unchanged')}</p>
  return fields.map((change) => <div key={change.field} lang={story.language}><FieldWords change={change} /></div>)
}

const EMPTY: BodyJson = { type: 'doc', content: [] }
const bodyOf = (content: BodyJson[]): BodyJson => ({ type: 'doc', content })

const BlockVariant = ({ conflict, side, story, photoUrl }: Omit<Props, 'conflict'> & { conflict: Exclude<Conflict, { kind: 'field' }> }) => {
  const { t } = useTranslation('review')
  const { drawn, shared, read } = useMemo(() => {
    const drawn = redline(compare({ ...story, body: bodyOf(conflict.base) }, { ...story, body: bodyOf(conflict[side]) }).blocks, 'both')
    const numbers = new Map(notesIn(drawn.body).map((note, index) => [note, index + 1]))
    return { drawn, read: { story, photoUrl, numbers }, shared: { shown: 'both' as const, changes: drawn.changes, photoUrl, fileOf: (sha256: string) => story.photos[sha256] } }
  }, [story, photoUrl, conflict, side])
  if (conflict[side].length === 0) return <p className={css.quiet}>{t('conflict.gone')}</p>
  return (
    <ReadPageProvider value={read}>
      <ChangesProvider value={shared}>
        <div className={`${page.body ?? ''} ${css.blocks ?? ''}`} lang={story.language}>{drawn.body.content?.map((node, index) => <Block key={index} node={node} />)}</div>
      </ChangesProvider>
    </ReadPageProvider>
  )
}

/** One of the two copies of a place, with what it changed of what both began from: struck out and underlined. */
export const Variant = ({ conflict, ...rest }: Props) => (conflict.kind === 'field' ? <FieldVariant conflict={conflict} {...rest} /> : <BlockVariant conflict={conflict} {...rest} />)
