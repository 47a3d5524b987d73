import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { HandoffReport as Report } from '../../src-shared/bridge/handoff'
import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { FileChoice } from '../ui/file-choice'
import { useKeyDialog } from '../ui/key-dialog'
import { go } from '../ui/route'
import { sendFile } from '../ui/send-file'
import { HANDOFF_KINDS } from './handoff-files'
import { HandoffReport } from './handoff-report'

type Props = { /** A file that was dropped; without one it is asked for. */ file: File | null; close: () => void }

const Taking = ({ file, close }: Props) => {
  const { t } = useTranslation(['handoff', 'common'])
  const reread = useReread()
  const withKey = useKeyDialog()
  const [going, setGoing] = useState<{ done: number; total: number } | null>(null)
  const [fault, setFault] = useState<Failure | null>(null)
  const [report, setReport] = useState<Report | null>(null)
  const stopped = useRef(false)
  const begun = useRef<File | null>(null)

  const take = async (chosen: File): Promise<void> => {
    setFault(null)
    stopped.current = false
    setGoing({ done: 0, total: chosen.size })
    const sent = await sendFile(chosen, (done, total) => setGoing({ done, total }), () => stopped.current)
    const outcome = sent.ok ? await withKey(() => bench.ask('handoff.open', { ticket: sent.value, passphrase: null })) : sent
    setGoing(null)
    if (outcome.ok) {
      setReport(outcome.value)
      reread('library.list', 'outbox.list', 'desk.pieces', 'desk.piece')
    } else if (outcome.code !== 'cancelled') setFault(outcome)
  }
  const begin = useEffectEvent((given: File) => void take(given))
  useEffect(() => {
    // Once for each file, however often the dialog is drawn.
    if (!file || begun.current === file) return
    begun.current = file
    begin(file)
  }, [file])

  const open = (): void => {
    close()
    if (report?.draft) go({ screen: 'story', id: report.draft.id })
    else if (report) go({ screen: 'piece', id: report.story })
  }
  if (report)
    return (
      <Stack gap="sm">
        <HandoffReport report={report} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>{t('common:close')}</Button>
          <Button data-autofocus onClick={open}>{t(report.draft ? 'handoff:take.openDraft' : 'handoff:take.openPiece')}</Button>
        </Group>
      </Stack>
    )
  if (going)
    return (
      <Stack gap="sm" role="status">
        <Text size="sm">{t('handoff:take.going')}</Text>
        <Progress value={going.total === 0 ? 100 : (100 * going.done) / going.total} aria-label={t('handoff:take.going')} />
        <Group justify="flex-end"><Button variant="default" onClick={() => { stopped.current = true }}>{t('common:cancel')}</Button></Group>
      </Stack>
    )
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">{t('handoff:take.hint')}</Text>
      {fault && <FaultNote fault={fault} />}
      <FileChoice accept={HANDOFF_KINDS} leftSection={<IconFileImport size={16} aria-hidden />} data-autofocus onChosen={([chosen]) => void (chosen && take(chosen))}>{t('handoff:take.choose')}</FileChoice>
    </Stack>
  )
}

/** Takes over what a hand-off file holds, and says from whom it is and who signed what. */
export const TakeOverDialog = ({ opened, ...rest }: Props & { opened: boolean }) => {
  const { t } = useTranslation(['handoff', 'common'])
  return (
    <Modal opened={opened} onClose={rest.close} title={t('handoff:take.title')} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Taking {...rest} />
    </Modal>
  )
}
