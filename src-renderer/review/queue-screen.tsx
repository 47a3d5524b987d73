import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { describeFailure } from '../ui/failure'
import { FaultNote } from '../ui/fault-note'
import { useRowKeys } from '../ui/keys'
import { Patient } from '../ui/patient'
import { Pill } from '../ui/pill'
import { addressOf } from '../ui/route'
import classes from '../ui/rows.module.css'
import { standingTone, standingWord } from '../ui/stage'
import { When } from '../ui/time'
import { allowedActs } from './allowed'

const QueueRow = ({ piece }: { piece: Piece }) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const { person, newsroom } = useApp()
  const { refusal } = allowedActs(piece.standing, person, newsroom?.policy)
  return (
    <tr className={classes['row']}>
      <th scope="row">
        <a className={classes['open']} href={addressOf({ screen: 'piece', id: piece.standing.story })} data-row={piece.standing.story}>
          {piece.headline || piece.slugline || t('common:untitled')}
        </a>
        {refusal && <span className={classes['under']}>{describeFailure(t, refusal)}</span>}
      </th>
      <td>{piece.channel.join(' / ')}</td>
      <td>{piece.authorName}</td>
      <td><Pill tone={standingTone(piece.standing)}>{standingWord(t, newsroom?.policy, piece.standing, i18n.language)}</Pill></td>
      <td><When at={piece.waitingSince} /></td>
      <td className={`${classes['number'] ?? ''} ${classes['wide'] ?? ''}`}>{piece.characters}</td>
      <td className={`${classes['number'] ?? ''} ${classes['wide'] ?? ''}`}>{piece.photos > 0 ? piece.photos : ''}</td>
    </tr>
  )
}

/** The desk's queue, longest waiting first; by default only what this person can act on. */
export const QueueScreen = () => {
  const { t } = useTranslation(['review', 'common'])
  const { person, newsroom } = useApp()
  const queue = useAsk('desk.pieces', { scope: 'queue' })
  const [shown, setShown] = useState<'mine' | 'all'>('mine')
  useRowKeys()
  const all = [...(queue.data ?? [])].sort((a, b) => Date.parse(a.waitingSince) - Date.parse(b.waitingSince))
  const mine = all.filter((piece) => allowedActs(piece.standing, person, newsroom?.policy).decisions.length > 0)
  const rows = shown === 'mine' ? mine : all
  return (
    <div className={classes['screen']}>
      <header className={classes['head']}>
        <h1>{t('common:nav.desk')}</h1>
        <SegmentedControl
          size="xs"
          aria-label={t('review:shown.label')}
          value={shown}
          onChange={(value) => setShown(value === 'all' ? 'all' : 'mine')}
          data={[{ value: 'mine', label: t('review:shown.mine', { count: mine.length }) }, { value: 'all', label: t('review:shown.all', { count: all.length }) }]}
        />
      </header>
      {queue.isError && <FaultNote fault={queue.error} retry={() => void queue.refetch()} />}
      {queue.isPending && <Patient />}
      {queue.data && rows.length === 0 && (
        <div className={classes['empty']}>
          <p>{t('review:empty.title')}</p>
          <p>{all.length > 0 ? t('review:empty.others', { count: all.length }) : t('review:empty.hint')}</p>
        </div>
      )}
      {rows.length > 0 && (
        <table className={classes['table']}>
          <caption className="unseen">{t('review:caption')}</caption>
          <colgroup>
            <col />
            <col style={{ width: '16%' }} />
            <col style={{ width: '11%' }} />
            <col style={{ width: 124 }} />
            <col style={{ width: 110 }} />
            <col style={{ width: 76 }} className={classes['wide']} />
            <col style={{ width: 60 }} className={classes['wide']} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('review:column.headline')}</th>
              <th scope="col">{t('review:column.channel')}</th>
              <th scope="col">{t('review:column.author')}</th>
              <th scope="col">{t('review:column.stage')}</th>
              <th scope="col">{t('review:column.waiting')}</th>
              <th scope="col" className={`${classes['number'] ?? ''} ${classes['wide'] ?? ''}`}>{t('review:column.characters')}</th>
              <th scope="col" className={`${classes['number'] ?? ''} ${classes['wide'] ?? ''}`}>{t('review:column.photos')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((piece) => (
              <QueueRow key={piece.standing.story} piece={piece} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
