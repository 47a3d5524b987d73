import { Alert, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

import { failureOf, type Failure } from '../../src-shared/outcome'
import { describeFailure } from './failure'

/** A refusal in its place, in words, with "try again" or another way out where that can help. Takes a Failure or whatever a query threw. */
export const FaultNote = ({ fault, retry, act }: { fault: unknown; retry?: () => void; act?: { words: string; run: () => void } }) => {
  const { t } = useTranslation()
  const failure = isFailure(fault) ? fault : failureOf(fault)
  return (
    <Alert color="cinnabar" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} role="alert">
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <Text size="sm" c="var(--mantine-color-text)">{describeFailure(t, failure)}</Text>
        {(retry ?? act) && (
          <Button size="compact-sm" variant="default" onClick={retry ?? act?.run} style={{ flexShrink: 0 }}>
            {retry ? t('retry') : act?.words}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

const isFailure = (value: unknown): value is Failure => typeof value === 'object' && value !== null && 'ok' in value && value.ok === false

/** Says a refusal in the corner, for acts that have no place of their own. */
export const sayFailure = (t: TFunction, failure: Failure): void => {
  notifications.show({ color: 'cinnabar', message: describeFailure(t, failure), autoClose: 10_000, closeButtonProps: { 'aria-label': t('close') } })
}
