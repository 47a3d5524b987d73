import { ActionIcon, Menu } from '@mantine/core'
import { modals } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { KeptDestination } from '../../../src-shared/desk-api/publishing-routes'
import type { DestinationInfo } from '../../../src-shared/publication/destination'
import { bench } from '../../bench'
import { useReread } from '../../ui/ask'
import { sayFailure } from '../../ui/fault-note'
import { useKeyDialog } from '../../ui/key-dialog'
import { Pill } from '../../ui/pill'
import rows from '../../ui/rows.module.css'
import css from './destinations.module.css'
import { kindName } from './words'

const Secret = ({ secret }: Pick<KeptDestination, 'secret'>) => {
  const { t } = useTranslation('destinationSettings')
  if (secret === 'unreadable') return <Pill tone="cinnabar" title={t('unreadableWhy')}>{t('secretState.unreadable')}</Pill>
  return secret === 'kept' ? <Pill tone="pine">{t('secretState.kept')}</Pill> : <Pill tone="ochre">{t('secretState.none')}</Pill>
}

/** A destination that was set up with the desk and is not changed here. */
export const FixedRow = ({ destination }: { destination: DestinationInfo }) => {
  const { t } = useTranslation(['destinationSettings', 'destinations'])
  return (
    <tr className={rows['row']}>
      <th scope="row">
        <span className={css['name']}>{destination.name}</span>
        <span className={rows['under']}>{destination.address}</span>
      </th>
      <td>{kindName(t, destination.kind)}</td>
      <td colSpan={3}>{t('destinationSettings:own')}</td>
    </tr>
  )
}

/** A destination that is kept at the desk, and what an administrator may do with it. */
export const DestinationRow = ({ kept, onChange }: { kept: KeptDestination; onChange: () => void }) => {
  const { t } = useTranslation(['destinationSettings', 'destinations', 'common'])
  const reread = useReread()
  const withKey = useKeyDialog()
  const { settings, waiting, live } = kept
  const { name } = settings
  const remove = async (anyway: boolean): Promise<void> => {
    const outcome = await withKey(() => bench.ask('destinations.remove', { destination: settings.id, anyway }))
    reread('destinations.list', 'app.state')
    if (outcome.ok) notifications.show({ message: t('destinationSettings:remove.done', { name }), closeButtonProps: { 'aria-label': t('common:close') } })
    else sayFailure(t, outcome)
  }
  const askRemove = (): void => {
    const closeButtonProps = { 'aria-label': t('common:close') }
    const inUse = waiting + live > 0
    const { channels, authors } = settings
    modals.openConfirmModal({
      title: t(inUse ? 'destinationSettings:remove.inUseTitle' : 'destinationSettings:remove.title', { name }),
      children: (
        <>
          {live > 0 && <p>{t('destinationSettings:remove.live', { count: live })}</p>}
          {waiting > 0 && <p>{t('destinationSettings:remove.waiting', { count: waiting })}</p>}
          {inUse && <p>{t('destinationSettings:remove.anywayWhy')}</p>}
          <p>{t('destinationSettings:remove.why', { channels: channels.length, authors: authors.length })}</p>
        </>
      ),
      labels: { confirm: t(inUse ? 'destinationSettings:remove.anyway' : 'destinationSettings:remove.act'), cancel: t('common:cancel') },
      confirmProps: { color: 'cinnabar' },
      closeButtonProps,
      onConfirm: () => void remove(inUse),
    })
  }
  return (
    <tr className={rows['row']}>
      <th scope="row">
        <button type="button" className={`${rows['open'] ?? ''} ${css['opens'] ?? ''}`} aria-label={t('destinationSettings:changeOf', { name })} onClick={onChange}>{name}</button>
        <span className={rows['under']} title={settings.address}>{settings.address}</span>
      </th>
      <td>{kindName(t, settings.kind)}</td>
      <td><Secret secret={kept.secret} /></td>
      <td className={rows['number']}>{waiting}</td>
      <td>
        <Menu position="bottom-end" width={200} withinPortal>
          <Menu.Target>
            <ActionIcon className={rows['act']} variant="subtle" aria-label={t('destinationSettings:acts', { name })}><IconDots size={18} aria-hidden /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onChange}>{t('destinationSettings:change')}</Menu.Item>
            <Menu.Divider />
            <Menu.Item style={{ color: 'var(--stet-cinnabar-word)' }} onClick={askRemove}>{t('destinationSettings:remove.open')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  )
}
