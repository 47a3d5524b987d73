import { Button, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Input } from '../../../src-shared/bridge/contract'
import type { Outcome } from '../../../src-shared/outcome'
import type { Check } from '../../../src-shared/publication/connector'
import { bench } from '../../bench'
import { describeFailure } from '../../ui/failure'
import { FaultNote } from '../../ui/fault-note'
import { useKeyDialog } from '../../ui/key-dialog'
import css from './destinations.module.css'
import { checkName, ofAddress } from './words'

/** What a test found, each permission by itself. */
export const CheckList = ({ checks, address }: { checks: readonly Check[]; address: string }) => {
  const { t } = useTranslation(['destinationSettings', 'destinations', 'fault'])
  const bad = checks.filter(({ ok }) => !ok).length
  return (
    <>
      <Text size="sm" role="status">{bad === 0 ? t('destinationSettings:test.all', { count: checks.length }) : t('destinationSettings:test.some', { bad, count: checks.length })}</Text>
      <ul className={css['checks']} aria-label={t('destinationSettings:test.list')}>
        {checks.map((check) => {
          const state = !check.ok ? 'fails' : check.code === '' ? 'holds' : 'note'
          const Icon = { fails: IconCircleX, holds: IconCircleCheck, note: IconInfoCircle }[state]
          return (
            <li key={check.what} data-state={state}>
              <Icon size={17} aria-hidden />
              <div>
                <b>{checkName(t, check.what)}</b> <span className="unseen">{t(`destinationSettings:test.${state}`)}</span>
                {state !== 'holds' && <p>{describeFailure(t, ofAddress(check, address))}</p>}
              </div>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Tries what stands in the form. `ready` answers null where that is not right yet; what was found is shown for as long as nothing is changed. */
export const ConnectionTest = ({ ready, now }: { ready: () => Input<'destinations.test'> | null; now: string }) => {
  const { t } = useTranslation('destinationSettings')
  const withKey = useKeyDialog()
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<{ of: string; address: string; outcome: Outcome<Check[]> } | null>(null)
  const run = async (): Promise<void> => {
    const input = ready()
    if (!input) return
    setBusy(true)
    const outcome = await withKey(() => bench.ask('destinations.test', input))
    setBusy(false)
    setFound({ of: now, address: input.settings.address, outcome })
  }
  const shown = found?.of === now ? found : null
  return (
    <>
      <div className={css['line']}>
        <Button variant="default" loading={busy} onClick={() => void run()}>{t('test.act')}</Button>
        <Text size="xs" c="dimmed">{t('test.why')}</Text>
      </div>
      {shown && (shown.outcome.ok ? <CheckList checks={shown.outcome.value} address={shown.address} /> : <FaultNote fault={ofAddress(shown.outcome, shown.address)} retry={() => void run()} />)}
    </>
  )
}
