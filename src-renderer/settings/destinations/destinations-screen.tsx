import { Button, Menu } from '@mantine/core'
import { IconArrowLeft, IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../../src-shared/bridge/contract'
import { useApp } from '../../ui/app-state'
import { useAsk } from '../../ui/ask'
import { FaultNote } from '../../ui/fault-note'
import { Patient } from '../../ui/patient'
import { addressOf } from '../../ui/route'
import rows from '../../ui/rows.module.css'
import { DestinationForm } from './destination-form'
import { DestinationRow, FixedRow } from './destination-row'
import { draftOf, newDraft, type Draft } from './draft'
import { kindName } from './words'

type Book = Output<'destinations.list'>

const AddMenu = ({ kinds, onAdd }: { kinds: Book['kinds']; onAdd: (kind: string) => void }) => {
  const { t } = useTranslation(['destinationSettings', 'destinations'])
  const only = kinds.length === 1 ? kinds[0] : undefined
  if (kinds.length === 0) return null
  if (only) return <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onAdd(only.kind)}>{t('destinationSettings:addOf', { kind: kindName(t, only.kind) })}</Button>
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} aria-hidden />} rightSection={<IconChevronDown size={14} aria-hidden />}>{t('destinationSettings:add')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map(({ kind }) => <Menu.Item key={kind} onClick={() => onAdd(kind)}>{kindName(t, kind)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}

const List = ({ book, onChange }: { book: Book; onChange: (draft: Draft) => void }) => {
  const { t } = useTranslation('destinationSettings')
  const { newsroom } = useApp()
  const { destinations, kinds } = book
  const fixed = (newsroom?.destinations ?? []).filter(({ id }) => !destinations.some(({ settings }) => settings.id === id))
  return (
    <>
      {(destinations.length > 0 || fixed.length > 0) && (
        <table className={rows['table']}>
          <caption className="unseen">{t('caption')}</caption>
          <colgroup>
            <col />
            <col style={{ width: 150 }} />
            <col style={{ width: 120 }} />
            <col style={{ width: 84 }} />
            <col style={{ width: 54 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('kindTitle')}</th>
              <th scope="col">{t('secretTitle')}</th>
              <th scope="col" className={rows['number']}>{t('waiting')}</th>
              <th scope="col"><span className="unseen">{t('actsTitle')}</span></th>
            </tr>
          </thead>
          <tbody>
            {fixed.map((destination) => <FixedRow key={destination.id} destination={destination} />)}
            {destinations.map((kept) => <DestinationRow key={kept.settings.id} kept={kept} onChange={() => onChange(draftOf(kept))} />)}
          </tbody>
        </table>
      )}
      {destinations.length === 0 && (
        <div className={rows['empty']}>
          <p>{t('none')}</p>
          <p className={rows['why']}>{kinds.length === 0 ? t('noKinds') : t('noneWhy')}</p>
        </div>
      )}
    </>
  )
}

/** Destinations 发布渠道, for administrators: which content systems the desk publishes to, and how. */
export const DestinationsScreen = () => {
  const { t } = useTranslation(['destinationSettings', 'common'])
  const { newsroom } = useApp()
  const book = useAsk('destinations.list', null)
  const [editing, setEditing] = useState<Draft | null>(null)
  const ids = [...(newsroom?.destinations ?? []).map(({ id }) => id), ...(book.data?.destinations ?? []).map(({ settings }) => settings.id)]
  if (editing && book.data) {
    const { id, kind } = editing.settings
    const taken = editing.kept ? ids.filter((each) => each !== id) : ids
    return <DestinationForm key={id} first={editing} taken={taken} account={book.data.kinds.find((each) => each.kind === kind)?.account ?? true} onBack={() => setEditing(null)} />
  }
  return (
    <div className={rows['screen']}>
      <header className={rows['head']}>
        <h1>{t('destinationSettings:title')}</h1>
        <Button component="a" href={addressOf({ screen: 'settings' })} variant="subtle" leftSection={<IconArrowLeft size={16} aria-hidden />}>
          {t('common:nav.settings')}
        </Button>
        {book.data && <AddMenu kinds={book.data.kinds} onAdd={(kind) => setEditing(newDraft(kind, ids))} />}
      </header>
      {book.isError && <FaultNote fault={book.error} retry={() => void book.refetch()} />}
      {book.isPending && <Patient />}
      {book.data && <List book={book.data} onChange={setEditing} />}
    </div>
  )
}
