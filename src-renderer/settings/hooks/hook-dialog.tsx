import { Checkbox, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../../src-shared/bridge/contract'
import { HOOK_EVENTS, hookEventSchema, hookSettingsSchema, type Hook } from '../../../src-shared/desk-api/hooks'
import type { Outcome } from '../../../src-shared/outcome'
import { bench } from '../../bench'
import { useReread } from '../../ui/ask'
import { DialogForm } from '../people/dialog-form'

type Props = { /** What to change; null adds one. */ hook: Hook | null; onClose: () => void; onSecret: (made: Output<'hooks.add'>) => void }

/** Asks where to tell what: a new webhook, or another address, name or choice of events for one. */
export const HookDialog = ({ hook, onClose, onSecret }: Props) => {
  const { t } = useTranslation(['hooks', 'common'])
  const reread = useReread()
  const [name, setName] = useState(hook?.settings.name ?? '')
  const [url, setUrl] = useState(hook?.settings.url ?? '')
  const [all, setAll] = useState((hook?.settings.events.length ?? 0) === 0)
  const [events, setEvents] = useState<string[]>(hook?.settings.events ?? [])
  const [tried, setTried] = useState(false)
  const noneChosen = !all && events.length === 0

  const add = async (settings: Parameters<typeof onSecret>[0]['hook']['settings']): Promise<Outcome<unknown>> => {
    const made = await bench.ask('hooks.add', settings)
    if (made.ok) onSecret(made.value)
    return made
  }
  const send = (): Promise<Outcome<unknown>> | null => {
    setTried(true)
    const parsed = hookSettingsSchema.safeParse({ name, url: url.trim(), events: all ? [] : hookEventSchema.array().parse(events) })
    if (!parsed.success || noneChosen) return null
    return hook ? bench.ask('hooks.change', { hook: hook.id, settings: parsed.data }) : add(parsed.data)
  }
  const badUrl = !hookSettingsSchema.shape.url.safeParse(url.trim()).success
  const onDone = (): void => {
    reread('hooks.list')
    onClose()
  }
  return (
    <DialogForm opened title={hook ? t('hooks:change.title', { name: hook.settings.name }) : t('hooks:add.title')} act={hook ? t('common:save') : t('hooks:add.act')} onClose={onClose} send={send} onDone={onDone} size={520}>
      <TextInput label={t('hooks:name')} description={t('hooks:nameHint')} error={tried && name.trim() === '' ? t('hooks:missing') : null} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} autoComplete="off" data-autofocus />
      <TextInput type="url" label={t('hooks:address')} description={t('hooks:addressHint')} placeholder="https://" error={tried && badUrl ? t('hooks:badAddress') : null} value={url} onChange={(event) => setUrl(event.currentTarget.value)} maxLength={500} autoComplete="off" spellCheck={false} />
      <Radio.Group label={t('hooks:told')} value={all ? 'all' : 'chosen'} onChange={(value) => setAll(value === 'all')}>
        <Stack gap={6} mt={6}>
          <Radio value="all" label={t('hooks:everything')} />
          <Radio value="chosen" label={t('hooks:chosen')} />
        </Stack>
      </Radio.Group>
      {!all && (
        <Checkbox.Group aria-label={t('hooks:chosen')} value={events} onChange={setEvents} error={tried && noneChosen ? t('hooks:noneChosen') : null}>
          <Group gap="8px 18px" pl={30}>
            {HOOK_EVENTS.map((event) => <Checkbox key={event} value={event} label={t(`hooks:event.${event}`)} />)}
          </Group>
        </Checkbox.Group>
      )}
      {hook && hook.waiting > 0 && <Text size="xs" c="dimmed">{t('hooks:change.fresh')}</Text>}
    </DialogForm>
  )
}
