import { Button, Group } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useTranslation } from 'react-i18next'

import type { Hook } from '../../../src-shared/desk-api/hooks'
import { relativeTime, useNow } from '../../ui/time'
import classes from './hooks.module.css'

type Props = { hook: Hook; columns: number; resume: (skip: boolean) => void }

/** Why a webhook's messages do not arrive, what becomes of them meanwhile, and the ways on. */
export const HookTrouble = ({ hook, columns, resume }: Props) => {
  const { t, i18n } = useTranslation(['hooks', 'common'])
  const now = useNow()
  const { settings, waiting, tries } = hook
  const { name } = settings
  const parked = hook.state === 'parked'
  const askSkip = (): void => {
    modals.openConfirmModal({
      title: t('hooks:resume.skipTitle', { name }),
      children: t('hooks:resume.skipWhy', { count: waiting }),
      labels: { confirm: t('hooks:resume.skipAct'), cancel: t('common:cancel') },
      confirmProps: { color: 'cinnabar' },
      closeButtonProps: { 'aria-label': t('common:close') },
      onConfirm: () => resume(true),
    })
  }
  const then = parked ? t('hooks:kept', { count: waiting }) : hook.next === null ? '' : t('hooks:next', { when: relativeTime(hook.next, now, i18n.language) ?? t('common:time.soon') })
  // What failed at an older desk names nothing.
  const named = hook.code === 'hook-gone' || Object.keys(hook.details).length > 0
  const said = [t(named ? [`hooks:reason.${hook.code}`, 'hooks:reason.other'] : 'hooks:reason.other', { address: new URL(settings.url).origin, ...hook.details }), tries > 1 ? t('hooks:tries', { count: tries }) : '', then]
  return (
    <tr className={classes['trouble']}>
      <td colSpan={columns}>
        <div className={classes['note']} data-parked={parked || undefined}>
          <p>
            {said.filter(Boolean).join(i18n.language === 'en' ? ' ' : '')}
            {!named && <small lang="en">{hook.message}</small>}
          </p>
          <Group gap="xs">
            <Button size="compact-sm" variant="default" aria-label={parked ? t('hooks:resume.onOf', { name }) : t('hooks:resume.nowOf', { name })} onClick={() => resume(false)}>{parked ? t('hooks:resume.on') : t('hooks:resume.now')}</Button>
            {waiting > 0 && <Button size="compact-sm" variant="default" aria-label={`${t('hooks:resume.skip', { count: waiting })} ${t('hooks:resume.skipOf', { name })}`} onClick={askSkip}>{t('hooks:resume.skip', { count: waiting })}</Button>}
          </Group>
        </div>
      </td>
    </tr>
  )
}
