import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Failure } from '../../src-shared/outcome'
import { useStanding } from '../library/use-standing'
import { bench } from '../bench'
import { FaultNote } from '../ui/fault-note'

/** Asks where the packages of the chosen pieces go, and begins; how far it is stands on Published. */
export const BatchDialog = ({ ids, begun, close }: { ids: readonly string[]; begun: () => void; close: () => void }) => {
  const { t } = useTranslation(['published', 'place', 'common'])
  const dialogs = useStanding()?.dialogs ?? false
  const [folder, setFolder] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Failure | null>(null)
  const begin = async (): Promise<void> => {
    setFault(null)
    setBusy(true)
    const outcome = await bench.ask('batch.begin', { ids: [...ids], folder: folder.trim() === '' ? null : folder.trim() })
    setBusy(false)
    if (outcome.ok) begun()
    else setFault(outcome)
  }
  const browse = async (): Promise<void> => {
    const picked = await bench.ask('place.pick', null)
    if (picked.ok && picked.value.path !== null) setFolder(picked.value.path)
  }
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    void begin()
  }
  return (
    <Modal opened onClose={close} title={t('published:batch.title', { count: ids.length })} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={onSubmit}>
        <Stack gap="md">
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <TextInput style={{ flex: 1 }} label={t('published:batch.into')} placeholder={t('published:batch.packages')} value={folder} onChange={(event) => setFolder(event.currentTarget.value)} data-autofocus />
            {dialogs && <Button variant="default" onClick={() => void browse()}>{t('place:folder.browse')}</Button>}
          </Group>
          <Text size="sm" c="dimmed">{t('published:batch.hint')}</Text>
          {fault && <FaultNote fault={fault} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>{t('common:cancel')}</Button>
            <Button type="submit" loading={busy}>{t('published:batch.begin')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
