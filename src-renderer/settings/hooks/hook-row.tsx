import { ActionIcon, Menu } from '@mantine/core'
import { modals } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../../src-shared/bridge/contract'
import type { Hook } from '../../../src-shared/desk-api/hooks'
import type { Outcome } from '../../../src-shared/outcome'
import { bench } from '../../bench'
import { useReread } from '../../ui/ask'
import { sayFailure } from '../../ui/fault-note'
import { useKeyDialog } from '../../ui/key-dialog'
import { Pill } from '../../ui/pill'
import rows from '../../ui/rows.module.css'
import { When } from '../../ui/time'
import { HookTrouble } from './hook-trouble'

type Props = { hook: Hook; columns: number; onChange: () => void; onSecret: (made: Output<'hooks.add'>) => void }

const State = ({ hook }: { hook: Hook }) => {
  const { t } = useTranslation('hooks')
  if (hook.state === 'parked') return <Pill tone="cinnabar">{t('state.parked')}</Pill>
  return hook.tries > 0 ? <Pill tone="ochre">{t('state.trying')}</Pill> : <Pill tone="pine">{t('state.open')}</Pill>
}

/** A webhook, how its messages fare, and what an administrator may do with it. */
export const HookRow = ({ hook, columns, onChange, onSecret }: Props) => {
  const { t } = useTranslation(['hooks', 'common'])
  const reread = useReread()
  const withKey = useKeyDialog()
  const { id, settings, waiting } = hook
  const { name } = settings
  const told = settings.events.length === 0 ? t('hooks:everything') : settings.events.map((event) => t(`hooks:event.${event}`)).join(' · ')

  const run = async <T,>(act: () => Promise<Outcome<T>>, done?: (value: T) => void): Promise<void> => {
    const outcome = await withKey(act)
    reread('hooks.list')
    if (outcome.ok) done?.(outcome.value)
    else sayFailure(t, outcome)
  }
  const ping = (): void => void run(() => bench.ask('hooks.ping', { hook: id }), () => notifications.show({ color: 'pine', message: t('hooks:ping.done', { name }), closeButtonProps: { 'aria-label': t('common:close') } }))
  const ask = (words: { title: string; why: string; act: string }, act: () => void, grave = false): void => {
    modals.openConfirmModal({
      title: words.title,
      children: words.why,
      labels: { confirm: words.act, cancel: t('common:cancel') },
      confirmProps: grave ? { color: 'cinnabar' } : {},
      closeButtonProps: { 'aria-label': t('common:close') },
      onConfirm: act,
    })
  }
  const askRenew = (): void => ask({ title: t('hooks:renew.title', { name }), why: t('hooks:renew.why'), act: t('hooks:renew.act') }, () => void run(() => bench.ask('hooks.renewSecret', { hook: id }), onSecret))
  const askRemove = (): void =>
    ask({ title: t('hooks:remove.title', { name }), why: waiting > 0 ? t('hooks:remove.why', { count: waiting }) : t('hooks:remove.plain'), act: t('hooks:remove.act') }, () => void run(() => bench.ask('hooks.remove', { hook: id })), true)

  return (
    <>
      <tr className={rows['row']}>
        <th scope="row">
          <span style={{ color: 'var(--mantine-color-text)', fontWeight: 500 }}>{name}</span>
          <span className={rows['under']} title={settings.url}>{settings.url}</span>
        </th>
        <td title={told}>{told}</td>
        <td className={rows['number']}>{waiting}</td>
        <td>{hook.lastAt === null ? t('hooks:never') : <When at={hook.lastAt} />}</td>
        <td><State hook={hook} /></td>
        <td>
          <Menu position="bottom-end" width={230} withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" aria-label={t('hooks:acts', { name })}><IconDots size={18} aria-hidden /></ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={ping}>{t('hooks:ping.open')}</Menu.Item>
              <Menu.Item onClick={onChange}>{t('hooks:change.open')}</Menu.Item>
              <Menu.Item onClick={askRenew}>{t('hooks:renew.open')}</Menu.Item>
              <Menu.Divider />
              <Menu.Item style={{ color: 'var(--stet-cinnabar-word)' }} onClick={askRemove}>{t('hooks:remove.open')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </td>
      </tr>
      {hook.code !== '' && <HookTrouble hook={hook} columns={columns} resume={(skip) => void run(() => bench.ask('hooks.resume', { hook: id, skip }))} />}
    </>
  )
}
