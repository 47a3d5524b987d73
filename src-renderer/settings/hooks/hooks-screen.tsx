import { Button } from '@mantine/core'
import { IconArrowLeft, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../../src-shared/bridge/contract'
import type { Hook } from '../../../src-shared/desk-api/hooks'
import { useAsk } from '../../ui/ask'
import { FaultNote } from '../../ui/fault-note'
import { Patient } from '../../ui/patient'
import { addressOf } from '../../ui/route'
import rows from '../../ui/rows.module.css'
import { HookDialog } from './hook-dialog'
import { HookRow } from './hook-row'
import { HookSecretDialog } from './hook-secret-dialog'
import classes from './hooks.module.css'

type Asking = { what: 'add' } | { what: 'change'; hook: Hook } | { what: 'secret'; made: Output<'hooks.add'> } | null

/** Milliseconds between two looks: the desk says that something is to be sent, not that it arrived. */
const LOOK = 4000
const COLUMNS = 6

/** Webhooks 通知地址, for administrators: who is told what becomes of pieces, and whether it arrives. */
export const HooksScreen = () => {
  const { t } = useTranslation(['hooks', 'common'])
  const hooks = useAsk('hooks.list', null, { refetchInterval: LOOK })
  const [asking, setAsking] = useState<Asking>(null)
  // A secret that was just made takes the place of the dialog that made it.
  const shut = (): void => setAsking((now) => (now?.what === 'secret' ? now : null))
  const onSecret = (made: Output<'hooks.add'>): void => setAsking({ what: 'secret', made })
  return (
    <div className={rows['screen']}>
      <header className={rows['head']}>
        <h1>{t('hooks:title')}</h1>
        <Button component="a" href={addressOf({ screen: 'settings' })} variant="subtle" leftSection={<IconArrowLeft size={16} aria-hidden />}>
          {t('common:nav.settings')}
        </Button>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAsking({ what: 'add' })}>{t('hooks:add.open')}</Button>
      </header>
      {hooks.isError && <FaultNote fault={hooks.error} retry={() => void hooks.refetch()} />}
      {hooks.isPending && <Patient />}
      {hooks.data?.length === 0 && (
        <div className={rows['empty']}>
          <p>{t('hooks:none')}</p>
          <p className={rows['why']}>{t('hooks:noneWhy')}</p>
        </div>
      )}
      {hooks.data && hooks.data.length > 0 && (
        <table className={rows['table']}>
          <caption className="unseen">{t('hooks:caption')}</caption>
          <colgroup>
            <col />
            <col style={{ width: '24%' }} />
            <col style={{ width: 84 }} />
            <col style={{ width: 130 }} />
            <col style={{ width: 124 }} />
            <col style={{ width: 54 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('hooks:name')}</th>
              <th scope="col">{t('hooks:told')}</th>
              <th scope="col" className={rows['number']}>{t('hooks:waiting')}</th>
              <th scope="col">{t('hooks:last')}</th>
              <th scope="col">{t('hooks:state.title')}</th>
              <th scope="col"><span className="unseen">{t('hooks:actsTitle')}</span></th>
            </tr>
          </thead>
          <tbody className={classes['hooks']}>
            {hooks.data.map((hook) => (
              <HookRow key={hook.id} hook={hook} columns={COLUMNS} onChange={() => setAsking({ what: 'change', hook })} onSecret={onSecret} />
            ))}
          </tbody>
        </table>
      )}
      {asking?.what === 'add' && <HookDialog hook={null} onClose={shut} onSecret={onSecret} />}
      {asking?.what === 'change' && <HookDialog hook={asking.hook} onClose={shut} onSecret={onSecret} />}
      {asking?.what === 'secret' && <HookSecretDialog made={asking.made} onClose={() => setAsking(null)} />}
    </div>
  )
}
