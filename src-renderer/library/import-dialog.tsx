import { Button, FileButton, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { go } from '../ui/route'
import { readPlainText } from './plain-text'

/** Takes plain copy, pasted or from a .txt file, and opens it as a story with its headline, byline and section headers found. */
export const ImportDialog = ({ opened, close }: { opened: boolean; close: () => void }) => {
  const { t } = useTranslation(['library', 'common'])
  const reread = useReread()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)

  const choose = async (file: File | null): Promise<void> => {
    if (!file) return
    const read = readPlainText(new Uint8Array(await file.arrayBuffer()))
    if (read.ok) setText(read.value)
    setFault(read.ok ? null : read)
  }
  const bringIn = async (): Promise<void> => {
    setFault(null)
    setBusy(true)
    const outcome = await bench.ask('library.importText', { text })
    setBusy(false)
    if (!outcome.ok) { setFault(outcome); return; }
    setText('')
    close()
    reread('library.list')
    go({ screen: 'story', id: outcome.value.story.id })
  }

  return (
    <Modal opened={opened} onClose={close} title={t('library:import.title')} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">{t('library:import.hint')}</Text>
        <Textarea label={t('library:import.text')} value={text} onChange={(event) => setText(event.currentTarget.value)} minRows={10} maxRows={16} autosize data-autofocus />
        {fault && <FaultNote fault={fault} />}
        <Group justify="space-between">
          <FileButton accept=".txt,text/plain" onChange={(file) => void choose(file)}>
            {(props) => (
              <Button variant="default" leftSection={<IconFile size={16} aria-hidden />} {...props}>
                {t('library:import.choose')}
              </Button>
            )}
          </FileButton>
          <Button disabled={text.trim() === ''} loading={busy} onClick={() => void bringIn()}>
            {t('library:import.act')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
