import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Asks what a version is to be called. A named version stays for ever; an empty name takes the name away. */
export const NameDialog = ({ label, onName, onClose }: { label: string; onName: (label: string) => Promise<void>; onClose: () => void }) => {
  const { t } = useTranslation('history')
  const [typed, setTyped] = useState(label)
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    setBusy(true)
    await onName(typed.trim())
    setBusy(false)
  }
  return (
    <Modal opened onClose={onClose} title={t('name.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}>
        <Stack gap="md">
          <TextInput data-autofocus label={t('name.label')} description={t('name.why')} value={typed} maxLength={100} placeholder={t('name.hint')} onChange={(event) => setTyped(event.currentTarget.value)} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" loading={busy} disabled={typed.trim() === label.trim()}>{t('name.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
