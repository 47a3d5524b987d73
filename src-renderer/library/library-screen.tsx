import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Group, LibraryRow } from '../../src-shared/bridge/contract'
import { bench } from '../bench'
import { useAsk, useReread } from '../ui/ask'
import { FaultNote, sayFailure } from '../ui/fault-note'
import { usePlainKeys, useRowKeys } from '../ui/keys'
import { Patient } from '../ui/patient'
import classes from '../ui/rows.module.css'
import { groupRows } from './groups'
import { ImportDialog } from './import-dialog'
import { NewStoryMenu } from './new-story-menu'
import { OutboxPanel } from './outbox-panel'
import { StoryRow } from './story-row'

const GROUP_SHOWN = 100

/** Puts the reading point on the row after the one that is about to go, else on the one before it. */
const focusBeside = (id: string): void => {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.findIndex((row) => row.dataset['row'] === id)
  const beside = rows[at + 1] ?? rows[at - 1]
  beside?.focus()
}

/** The person's stories, grouped by what to do next. */
export const LibraryScreen = ({ making, setMaking }: { making: boolean; setMaking: (making: boolean) => void }) => {
  const { t } = useTranslation(['library', 'common'])
  const list = useAsk('library.list', null)
  const pieces = useAsk('desk.pieces', { scope: 'mine' }).data
  const reread = useReread()
  const [asked, setAsked] = useState('')
  const filter = useDeferredValue(asked)
  const [whole, setWhole] = useState<ReadonlySet<Group>>(new Set())
  const [importing, setImporting] = useState(false)
  const search = useRef<HTMLInputElement>(null)

  const restore = async (row: LibraryRow): Promise<void> => {
    const outcome = await bench.ask('library.restore', { id: row.id })
    if (!outcome.ok) sayFailure(t, outcome)
    reread('library.list')
  }
  const bin = async (row: LibraryRow): Promise<void> => {
    const outcome = await bench.ask('library.bin', { id: row.id })
    reread('library.list')
    if (!outcome.ok) { sayFailure(t, outcome); return; }
    const id = `bin-${row.id}`
    const undo = (): void => {
      notifications.hide(id)
      void restore(row)
    }
    notifications.show({
      id,
      autoClose: 10_000,
      closeButtonProps: { 'aria-label': t('common:close') },
      message: (
        <>
          {t('library:binned', { name: row.headline || row.slugline || t('common:untitled') })}{' '}
          <Button size="compact-xs" variant="default" ml={8} onClick={undo}>{t('common:undo')}</Button>
        </>
      ),
    })
  }

  useRowKeys((key, id) => {
    const row = list.data?.find((candidate) => candidate.id === id)
    if ((key === 'Delete' || key === 'Backspace') && row && (row.group === 'writing' || row.group === 'returned')) {
      focusBeside(row.id)
      void bin(row)
    }
  })
  usePlainKeys((key, event) => {
    if (key === 'n') setMaking(true)
    if (key === '/') search.current?.focus()
    if (key === 'n' || key === '/') event.preventDefault()
  })

  const groups = groupRows(list.data ?? [], filter)
  const known = new Map(pieces?.map((piece) => [piece.standing.story, piece]))
  const any = groups.length > 0

  return (
    <div className={classes['screen']}>
      <header className={classes['head']}>
        <h1>{t('common:nav.library')}</h1>
        <TextInput ref={search} w={260} leftSection={<IconSearch size={15} aria-hidden />} placeholder={t('library:filter')} aria-label={t('library:filter')} value={asked} onChange={(event) => setAsked(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Escape') { setAsked(''); event.currentTarget.blur() } }} />
        <NewStoryMenu opened={making} setOpened={setMaking} importText={() => setImporting(true)} />
      </header>
      <OutboxPanel />
      {list.isError && <FaultNote fault={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Patient />}
      {list.data && !any && (
        <div className={classes['empty']}>
          <p>{filter === '' ? t('library:empty.title') : t('library:nothing.title', { filter })}</p>
          <p>{filter === '' ? t('library:empty.hint') : t('library:nothing.hint')}</p>
        </div>
      )}
      {any && (
        <table className={classes['table']}>
          <caption className="unseen">{t('library:caption')}</caption>
          <colgroup>
            <col />
            <col style={{ width: '16%' }} />
            <col style={{ width: '14%' }} className={classes['wide']} />
            <col style={{ width: 98 }} />
            <col style={{ width: 56 }} className={classes['wide']} />
            <col style={{ width: 108 }} />
            <col style={{ width: 132 }} />
            <col style={{ width: 76 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('library:column.headline')}</th>
              <th scope="col">{t('library:column.channel')}</th>
              <th scope="col" className={classes['wide']}>{t('library:column.byline')}</th>
              <th scope="col" className={classes['number']}>{t('library:column.length')}</th>
              <th scope="col" className={`${classes['number'] ?? ''} ${classes['wide'] ?? ''}`}>{t('library:column.photos')}</th>
              <th scope="col">{t('library:column.changed')}</th>
              <th scope="col">{t('library:column.stage')}</th>
              <th scope="col"><span className="unseen">{t('library:column.acts')}</span></th>
            </tr>
          </thead>
          {groups.map(({ group, rows }) => {
            const limit = whole.has(group) ? Infinity : group === 'bin' && filter === '' ? 0 : GROUP_SHOWN
            return (
              <tbody key={group}>
                <tr className={classes['group']} data-mark={group === 'returned' || undefined}>
                  <th scope="rowgroup" colSpan={6}>
                    {t(`library:group.${group}`)}
                    <span className={classes['count']}>{rows.length}</span>
                    {rows.length > limit && (
                      <Button size="compact-xs" variant="subtle" ml={8} onClick={() => setWhole(new Set([...whole, group]))}>{t('library:showAll', { count: rows.length })}</Button>
                    )}
                    {group === 'bin' && whole.has('bin') && filter === '' && (
                      <Button size="compact-xs" variant="subtle" ml={8} onClick={() => setWhole(new Set([...whole].filter((shown) => shown !== 'bin')))}>{t('library:hide')}</Button>
                    )}
                  </th>
                  <td className={classes['wide']} colSpan={2} />
                </tr>
                {rows.slice(0, limit).map((row) => (
                  <StoryRow key={row.id} row={row} piece={known.get(row.id)} bin={(chosen) => void bin(chosen)} restore={(chosen) => void restore(chosen)} />
                ))}
              </tbody>
            )
          })}
        </table>
      )}
      <ImportDialog opened={importing} close={() => setImporting(false)} />
    </div>
  )
}

