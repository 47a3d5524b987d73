import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconBookmark, IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Language } from '../../../src-shared/story/story'
import type { Version } from '../../../src-shared/story/version'
import { bench } from '../../bench'
import { useAsk, useReread } from '../../ui/ask'
import { FaultNote, sayFailure } from '../../ui/fault-note'
import { exactTime } from '../../ui/time'
import css from './history.module.css'
import { NameDialog } from './name-dialog'
import type { Past } from './past'
import { askRestore } from './restore-dialog'
import { clockWords, dayWords, sizeOf } from './version-words'

type RowProps = { version: Version; older: Version | undefined; language: Language; past: Past; onName: () => void }

const Row = ({ version, older, language, past, onName }: RowProps) => {
  const { t, i18n } = useTranslation('history')
  const size = sizeOf(version, language)
  const grown = older ? size - sizeOf(older, language) : 0
  const chosen = past.comparing !== null && (past.comparing.base === version.id || past.comparing.other === version.id)
  return (
    <li className={css.version} data-cause={version.cause} data-chosen={chosen || undefined}>
      <button type="button" className={css.versionMain} aria-pressed={chosen} onClick={() => past.compare(version.id)}>
        <span className={css.versionHead}>
          <time dateTime={version.at} title={exactTime(version.at, i18n.language)}>{clockWords(version.at, i18n.language)}</time>
          <span className={css.cause}>{t(`cause.${version.cause}`)}</span>
        </span>
        {version.label && <b className={css.label}>{version.label}</b>}
        <span className={css.versionFacts}>
          {version.by && <span>{version.by}</span>}
          <span>{language === 'en' ? t('size.words', { count: size }) : t('size.characters', { count: size })}</span>
          {grown !== 0 && <span>{grown > 0 ? `+${String(grown)}` : `−${String(-grown)}`}</span>}
          {version.photos > 0 && <span>{t('size.photos', { count: version.photos })}</span>}
        </span>
      </button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="ink" size={26} className={css.more} aria-label={t('more', { time: clockWords(version.at, i18n.language) })}><IconDots size={16} aria-hidden /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => past.compare(version.id)}>{t('compareNow')}</Menu.Item>
          {older && <Menu.Item onClick={() => past.compare(older.id, version.id)}>{t('compareBefore')}</Menu.Item>}
          <Menu.Item onClick={onName}>{t('name.act')}</Menu.Item>
          {past.restore && <Menu.Item onClick={() => askRestore(t, version, i18n.language, past)}>{t('restore.act')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}

/** The versions of a story, newest first and by day: who kept each, why, and how long it is. Choosing one compares it with now. */
export const HistoryTab = ({ past, language }: { past: Past; language: Language }) => {
  const { t, i18n } = useTranslation('history')
  const reread = useReread()
  const list = useAsk('history.list', { id: past.id })
  const [naming, setNaming] = useState<Version | 'now' | null>(null)
  const [now] = useState(() => Date.now())
  const name = async (label: string): Promise<boolean> => {
    if (naming === null) return false
    if (naming === 'now') return (await past.nameNow?.(label)) ?? false
    const answer = await bench.ask('history.name', { id: past.id, version: naming.id, label })
    if (!answer.ok) sayFailure(t, answer)
    return answer.ok
  }
  const { versions = [], damaged = [] } = list.data ?? {}
  const days = Map.groupBy(versions, (version) => dayWords(t, version.at, now, i18n.language))
  return (
    <div className={css.tab}>
      {past.nameNow && <Button variant="default" size="compact-sm" leftSection={<IconBookmark size={15} stroke={1.6} aria-hidden />} onClick={() => setNaming('now')}>{t('name.now')}</Button>}
      {list.isError && <FaultNote fault={list.error} retry={() => void list.refetch()} />}
      {damaged.length > 0 && <p className={css.damaged} role="note">{t('damaged', { count: damaged.length, names: damaged.join(t('writing:list.join')) })}</p>}
      {list.data && versions.length === 0 && <p className={css.quiet}>{t('empty')}</p>}
      {[...days].map(([day, some]) => (
        <section key={day} aria-label={day}>
          <h3 className={css.day}>{day}</h3>
          <ol className={css.versions}>
            {some.map((version) => <Row key={version.id} version={version} older={versions[versions.indexOf(version) + 1]} language={language} past={past} onName={() => setNaming(version)} />)}
          </ol>
        </section>
      ))}
      {naming && <NameDialog key={naming === 'now' ? 'now' : naming.id} label={naming === 'now' ? '' : naming.label} onName={async (label) => {
        if (await name(label)) {
          reread('history.list')
          setNaming(null)
        }
      }} onClose={() => setNaming(null)} />}
    </div>
  )
}
