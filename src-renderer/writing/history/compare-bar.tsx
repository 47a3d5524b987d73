import { ActionIcon, Button, NativeSelect, SegmentedControl, Tooltip } from '@mantine/core'
import { IconArrowRight, IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { ChangeCounts } from '../../../src-shared/story/compare'
import type { Language } from '../../../src-shared/story/story'
import type { Version } from '../../../src-shared/story/version'
import css from './history.module.css'
import type { Comparing, Moment, Past } from './past'
import { askRestore } from './restore-dialog'
import type { Stops } from './stops'
import { momentWords } from './version-words'

/** Both versions in one page, or a page each. */
export type Mode = 'one' | 'side'

type Props = { past: Past; comparing: Comparing; versions: readonly Version[]; nameOf: (moment: Moment) => string; mode: Mode; onMode: (mode: Mode) => void }

/** What is compared with what, how it is shown, and the way back to a version. */
export const CompareBar = ({ past, comparing, versions, nameOf, mode, onMode }: Props) => {
  const { t, i18n } = useTranslation('history')
  const { base, other } = comparing
  const choices = [{ value: 'now', label: t('now') }, ...versions.map(({ id }) => ({ value: id, label: nameOf(id) }))]
  const chosen = versions.find(({ id }) => id === base)
  return (
    <div className={css.bar}>
      <div className={css.choose}>
        <NativeSelect size="xs" className={css.select} aria-label={t('base')} value={base} data={choices} onChange={(event) => past.compare(event.currentTarget.value, other)} />
        <IconArrowRight size={16} stroke={1.6} aria-hidden />
        <NativeSelect size="xs" className={css.select} aria-label={t('other')} value={other} data={choices} onChange={(event) => past.compare(base, event.currentTarget.value)} />
      </div>
      <SegmentedControl size="xs" aria-label={t('mode.label')} value={mode} onChange={(next) => onMode(next === 'side' ? 'side' : 'one')} data={[{ value: 'one', label: t('mode.one') }, { value: 'side', label: t('mode.side') }]} />
      <div className={css.acts}>
        {past.restore && chosen && <Button size="compact-sm" variant="default" onClick={() => askRestore(t, chosen, i18n.language, past)}>{t('restore.to', { time: momentWords(chosen.at, i18n.language) })}</Button>}
        <Tooltip label={`${t('close')} (Esc)`}>
          <ActionIcon variant="subtle" color="ink" size={28} aria-label={t('closeCompare')} onClick={past.close}><IconX size={17} stroke={1.6} aria-hidden /></ActionIcon>
        </Tooltip>
      </div>
    </div>
  )
}

const useCountWords = (counts: ChangeCounts, language: Language): string[] => {
  const { t } = useTranslation('history')
  const [came, went] = language === 'en' ? [counts.wordsAdded, counts.wordsRemoved] : [counts.charactersAdded, counts.charactersRemoved]
  const unit = language === 'en' ? 'words' : 'characters'
  return [
    ...(came > 0 ? [t(`came.${unit}`, { count: came })] : []),
    ...(went > 0 ? [t(`went.${unit}`, { count: went })] : []),
    ...(counts.moved > 0 ? [t('counts.moved', { count: counts.moved })] : []),
    ...(counts.photos > 0 ? [t('counts.photos', { count: counts.photos })] : []),
    ...(counts.fields > 0 ? [t('counts.fields', { count: counts.fields })] : []),
  ]
}

/** How much changed, and the way from one change to the next. */
export const CompareSteps = ({ stops, counts, language }: { stops: Stops; counts: ChangeCounts; language: Language }) => {
  const { t } = useTranslation('history')
  const words = useCountWords(counts, language)
  const { at, count, go } = stops
  return (
    <div className={css.steps}>
      <span className={css.counts}>{words.map((each) => <span key={each}>{each}</span>)}</span>
      <span role="status" className={css.place}>{count === 0 ? t('stops.none') : at < 0 ? t('stops.count', { count }) : t('stops.at', { at: at + 1, count })}</span>
      <ActionIcon.Group>
        <Tooltip label={`${t('stops.previous')} (Shift F7)`}>
          <ActionIcon variant="default" size={26} disabled={count === 0} aria-label={t('stops.previous')} onClick={() => go(-1)}><IconChevronUp size={16} aria-hidden /></ActionIcon>
        </Tooltip>
        <Tooltip label={`${t('stops.next')} (F7)`}>
          <ActionIcon variant="default" size={26} disabled={count === 0} aria-label={t('stops.next')} onClick={() => go(1)}><IconChevronDown size={16} aria-hidden /></ActionIcon>
        </Tooltip>
      </ActionIcon.Group>
    </div>
  )
}
