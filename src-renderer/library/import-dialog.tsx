import { Button, Group, Modal, Progress, Stack, Text, Textarea } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Imported } from '../../src-shared/bridge/contract'
import type { Failure, Outcome } from '../../src-shared/outcome'
import { bench } from '../bench'
import { HANDOFF_KINDS, handoffIn } from '../handoff/handoff-files'
import { useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { FileChoice } from '../ui/file-choice'
import { go } from '../ui/route'
import { ImportReport, isQuiet, type Brought } from './import-report'
import { bringFiles, DOCUMENT_KINDS } from './importing'

/** `files` are documents dropped on the library, to be brought in once the person says so. */
type Props = { opened: boolean; close: () => void; files?: readonly File[]; /** A hand-off file was chosen among them: it has a dialog of its own. */ takeOver: (file: File) => void }

const openStory = (imported: Imported): void => go({ screen: 'story', id: imported.draft.story.id })

const Bringing = ({ close, files = [], takeOver }: Omit<Props, 'opened'>) => {
  const { t } = useTranslation(['import', 'common'])
  const reread = useReread()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<Failure | null>(null)
  const [going, setGoing] = useState<{ done: number; total: number } | null>(null)
  const [brought, setBrought] = useState<Brought[]>([])
  const stop = useRef(false)

  const show = (results: Brought[]): void => {
    reread('library.list')
    setGoing(null)
    const only = results.length === 1 ? results[0]?.outcome : undefined
    if (only?.ok && isQuiet(only.value)) {
      close()
      openStory(only.value)
    } else setBrought(results)
  }
  const bringText = async (): Promise<void> => {
    setFault(null)
    setGoing({ done: 0, total: 1 })
    const outcome: Outcome<Imported> = await bench.ask('library.importText', { text })
    if (outcome.ok) show([{ name: '', outcome }])
    else {
      setGoing(null)
      setFault(outcome)
    }
  }
  const bring = async (chosen: readonly File[]): Promise<void> => {
    if (chosen.length === 0) return
    const handoff = handoffIn(chosen)
    if (handoff) {
      close()
      takeOver(handoff)
      return
    }
    setFault(null)
    stop.current = false
    show(await bringFiles(chosen, (done) => setGoing({ done, total: chosen.length }), () => stop.current))
  }

  if (brought.length > 0)
    return (
      <Stack gap="sm">
        <ImportReport brought={brought} onOpen={(imported) => {
          close()
          openStory(imported)
        }} />
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('common:close')}</Button></Group>
      </Stack>
    )
  if (going)
    return (
      <Stack gap="sm" role="status">
        <Text size="sm">{t('going', going)}</Text>
        <Progress value={(going.done / going.total) * 100} aria-label={t('going', going)} />
        {going.total > 1 && <Group justify="flex-end"><Button variant="default" onClick={() => { stop.current = true }}>{t('stop')}</Button></Group>}
      </Stack>
    )
  return (
    <Stack gap="sm">
      {files.length > 0 ? (
        <>
          <Text size="sm">{t('dropped', { count: files.length })}</Text>
          <ul>{files.slice(0, 20).map((file, index) => <li key={index}>{file.name}</li>)}</ul>
          <Group justify="flex-end"><Button data-autofocus onClick={() => void bring(files)}>{t('actFiles')}</Button></Group>
        </>
      ) : (
        <>
          <Text size="sm" c="dimmed">{t('hint')}</Text>
          <FileChoice multiple accept={`${DOCUMENT_KINDS},${HANDOFF_KINDS}`} leftSection={<IconFile size={16} aria-hidden />} data-autofocus onChosen={(chosen) => void bring(chosen)}>{t('choose')}</FileChoice>
          <Textarea label={t('text')} value={text} onChange={(event) => setText(event.currentTarget.value)} minRows={8} maxRows={14} autosize />
          {fault && <FaultNote fault={fault} />}
          <Group justify="flex-end"><Button disabled={text.trim() === ''} onClick={() => void bringText()}>{t('act')}</Button></Group>
        </>
      )}
    </Stack>
  )
}

/** Brings copy in from files (Word, OpenDocument, web pages, Markdown, text) or from pasted text, and says what was left out. */
export const ImportDialog = ({ opened, ...rest }: Props) => {
  const { t } = useTranslation(['import', 'common'])
  return (
    <Modal opened={opened} onClose={rest.close} title={t('title')} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Bringing {...rest} />
    </Modal>
  )
}
