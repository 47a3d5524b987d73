import { NativeSelect, SegmentedControl } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { AnyKept } from '../../src-shared/bridge/desk'
import { compare } from '../../src-shared/story/compare'
import type { Story } from '../../src-shared/story/story'
import { FaultNote } from '../ui/fault-note'
import { Patient } from '../ui/patient'
import type { Mode } from '../writing/history/compare-bar'
import { ComparedPages } from '../writing/history/compared-pages'
import history from '../writing/history/history.module.css'
import type { Compared } from '../writing/history/redline-page'
import { momentWords } from '../writing/history/version-words'
import { revisionSide, type Revision, type Side } from './revisions'
import { deskPhotos, useSideStory } from './side-story'

/** The two sides of a comparison. */
export type Sides = { before: Side; after: Side }

type Props = {
  id: string
  sides: Sides
  onSides: (sides: Sides) => void
  revisions: readonly Revision[]
  kept: readonly AnyKept[]
  edited: boolean
  seen: string | null
  current: { sha256: string; story: Story }
}

const useChoices = ({ revisions, kept, edited, seen, sides }: Props): { value: Side; label: string }[] => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const revisionLabel = ({ number, sha256, event }: Revision): string =>
    t(sha256 === seen ? 'review:side.revisionSeen' : 'review:side.revision', { number, name: event.name, time: momentWords(event.at, i18n.language) })
  const known: { value: Side; label: string }[] = [
    ...revisions.map((revision) => ({ value: revisionSide(revision.sha256), label: revisionLabel(revision) })),
    ...kept.map(({ id, at, by, why }) => ({ value: `kept:${id}` as const, label: t('review:side.kept', { why: t(`review:kept.why.${why}`), name: by, time: momentWords(at, i18n.language) }) })),
    ...(edited ? [{ value: 'working' as const, label: t('review:side.working') }] : []),
  ]
  const unlisted = [sides.before, sides.after].filter((side) => !known.some(({ value }) => value === side)).map((side) => ({ value: side, label: t('review:side.other', { print: side.slice(4, 16) }) }))
  return [...unlisted, ...known]
}

/** What changed between two states of a piece: by default since this person read it last. Any two revisions, the working copy, or a kept version of it. */
export const ChangesView = (props: Props) => {
  const { id, sides, onSides, current } = props
  const { t } = useTranslation(['review', 'history'])
  const [mode, setMode] = useState<Mode>('one')
  const choices = useChoices(props)
  const before = useSideStory(id, sides.before, current)
  const after = useSideStory(id, sides.after, current)
  const photoUrl = useMemo(() => deskPhotos(id), [id])
  const compared = useMemo<Compared | null>(() => (before.story && after.story ? { before: before.story, after: after.story, changes: compare(before.story, after.story) } : null), [before.story, after.story])
  const sideOf = (value: string): Side => choices.find((choice) => choice.value === value)?.value ?? sides.after
  const nameOf = (side: Side): string => choices.find(({ value }) => value === side)?.label ?? ''
  const fault = before.error ?? after.error
  return (
    <section className={history['view']} aria-label={t('review:view.changes')}>
      <div className={history['bar']}>
        <div className={history['choose']}>
          <NativeSelect size="xs" className={history['select']} aria-label={t('history:base')} value={sides.before} data={choices} onChange={(event) => onSides({ ...sides, before: sideOf(event.currentTarget.value) })} />
          <IconArrowRight size={16} stroke={1.6} aria-hidden />
          <NativeSelect size="xs" className={history['select']} aria-label={t('history:other')} value={sides.after} data={choices} onChange={(event) => onSides({ ...sides, after: sideOf(event.currentTarget.value) })} />
        </div>
        <SegmentedControl size="xs" aria-label={t('history:mode.label')} value={mode} onChange={(next) => setMode(next === 'side' ? 'side' : 'one')} data={[{ value: 'one', label: t('history:mode.one') }, { value: 'side', label: t('history:mode.side') }]} />
      </div>
      {fault !== null && <div className={history['fault']}><FaultNote fault={fault} retry={before.error ? before.retry : after.retry} /></div>}
      {fault === null && !compared && <Patient />}
      {compared && <ComparedPages key={`${mode} ${sides.before} ${sides.after}`} compared={compared} names={{ before: nameOf(sides.before), after: nameOf(sides.after) }} mode={mode} photoUrl={photoUrl} />}
    </section>
  )
}
