import { Button, Group, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../src-shared/bridge/contract'
import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import classes from './people.module.css'

type Begun = Output<'people.openSso'>

/** Waits for a sign-in that goes on in the system's browser: the way there, the code to compare, and the answer as soon as it comes. */
export const SsoPanel = ({ begun, provider, done, back }: { begun: Begun; provider: string; done?: (() => void) | undefined; back: () => void }) => {
  const { t } = useTranslation(['people', 'common'])
  const reread = useReread()
  const [fault, setFault] = useState<Failure | null>(null)
  useEffect(() => {
    let stopped = false
    let timer: ReturnType<typeof setTimeout>
    const look = async (): Promise<void> => {
      const outcome = await bench.ask('people.takeSso', null)
      if (stopped) return
      if (outcome.ok) {
        reread('app.state', 'library.list', 'outbox.list', 'desk.pieces', 'account.read')
        done?.()
      } else if (outcome.code === 'sso-pending' || outcome.code === 'desk-unreachable') wait()
      else setFault(outcome)
    }
    const wait = (): void => {
      timer = setTimeout(() => void look(), begun.interval * 1000 + 100)
    }
    wait()
    return () => {
      stopped = true
      clearTimeout(timer)
    }
    // One wait for each beginning; what else changes does not start another.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [begun])
  return (
    <Stack gap="sm">
      <Text size="sm">{t('people:sso.why', { provider })}</Text>
      <output className={classes['code']} aria-label={t('people:sso.code')}>{`${begun.code.slice(0, 4)}-${begun.code.slice(4)}`}</output>
      {fault ? <FaultNote fault={fault} /> : <Text size="sm" c="dimmed" role="status">{t('people:sso.waiting')}</Text>}
      <Group gap="xs" justify="flex-end">
        <Button variant="default" onClick={back}>{t('people:back')}</Button>
        {!fault && (
          <Button component="a" href={begun.url} target="_blank" rel="noreferrer" rightSection={<IconExternalLink size={16} aria-hidden />} data-autofocus>
            {t('people:sso.open')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
