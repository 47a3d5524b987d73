import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { When } from '../../src-shared/desk-api/publishing-routes'
import type { Failure } from '../../src-shared/outcome'
import { offsetWords } from '../ui/duration'
import { useNow } from '../ui/time'
import { asInput, asMoment } from '../writing/moment'
import { OfferedFault } from './offered-fault'

/** A time from now on as typed, or null where it is none or over. */
export const futureMoment = (typed: string): string | null => {
  const moment = asMoment(typed)
  return moment !== null && Date.parse(moment) > Date.now() ? moment : null
}

type FieldProps = { typed: string; type: (typed: string) => void; wrong: boolean }

/** Asks for a date and a time of this machine, and says which offset that is. */
export const HourField = ({ typed, type, wrong }: FieldProps) => {
  const { t } = useTranslation('published')
  const now = useNow()
  const moment = asMoment(typed)
  return (
    <TextInput type="datetime-local" label={t('hour.label')} description={t('hour.offset', { offset: offsetWords(moment === null ? now : Date.parse(moment)) })} value={typed} min={asInput(new Date(now).toISOString())}
      error={wrong && !(moment !== null && Date.parse(moment) > now) ? t('hour.over') : null} onChange={(event) => type(event.currentTarget.value)} data-autofocus />
  )
}

type Props = { title: string; headline: string; hour: string | null; act: string; busy: boolean; fault: Failure | null; send: (when: When) => void; close: () => void }

/** Asks when a piece goes out; where its embargo is in the way, its end is offered. */
export const HourDialog = ({ title, headline, hour, act, busy, fault, send, close }: Props) => {
  const { t } = useTranslation(['published', 'common'])
  const [typed, setTyped] = useState(() => asInput(hour ?? new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000).toISOString()))
  const [wrong, setWrong] = useState(false)
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    const moment = futureMoment(typed)
    setWrong(moment === null)
    if (moment !== null) send(moment)
  }
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          <Text size="sm" c="dimmed">{headline}</Text>
          <HourField typed={typed} type={setTyped} wrong={wrong} />
          <OfferedFault fault={fault} atEmbargo={() => send('embargo')} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>{t('common:cancel')}</Button>
            <Button type="submit" loading={busy}>{act}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
