import { Button, TextInput } from '@mantine/core'
import { IconArchive, IconFileImport } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { BroughtIn, ExportedArchive } from '../../src-shared/bridge/place'
import type { Failure } from '../../src-shared/outcome'
import { useStanding } from '../library/use-standing'
import { bench } from '../bench'
import { useReread } from '../ui/ask'
import { FaultNote, sayFailure } from '../ui/fault-note'
import { FileChoice } from '../ui/file-choice'
import { sizeWords } from '../ui/size'
import { LeftList, WorkLine } from './place-work'
import classes from './place.module.css'
import { sendFile } from '../ui/send-file'

const Exported = ({ exported }: { exported: ExportedArchive }) => {
  const { t, i18n } = useTranslation('place')
  const reveal = async (): Promise<void> => {
    const outcome = await bench.ask('place.reveal', { path: exported.path })
    if (!outcome.ok) sayFailure(t, outcome)
  }
  return (
    <div className={classes['done']} role="status">
      <p>{t('archive.exported', { ...exported, size: sizeWords(exported.bytes, i18n.language) })}</p>
      <p className={classes['path']}><code>{exported.path}</code></p>
      {exported.left.length > 0 && <><p>{t('archive.left', { count: exported.left.length })}</p><LeftList left={exported.left} /></>}
      <div><Button size="compact-sm" variant="default" onClick={() => void reveal()}>{t('archive.reveal')}</Button></div>
    </div>
  )
}

const Imported = ({ imported }: { imported: BroughtIn }) => {
  const { t } = useTranslation('place')
  return (
    <div className={classes['done']} role="status">
      <p>{t('archive.imported', { ...imported })}</p>
      {imported.left.length > 0 && <><p>{t('archive.left', { count: imported.left.length })}</p><LeftList left={imported.left} /></>}
    </div>
  )
}

type Result = { exported: ExportedArchive } | { imported: BroughtIn } | { fault: Failure } | { damaged: Failure; ticket: string } | null

/** The whole library into one archive, and an archive into the library, with progress, a way to stop, and what came of it. */
export const LibraryArchive = () => {
  const { t } = useTranslation(['place', 'common'])
  const reread = useReread()
  const place = useStanding()
  const [folder, setFolder] = useState('')
  const [result, setResult] = useState<Result>(null)
  const [sending, setSending] = useState<{ done: number; total: number } | null>(null)
  const stopped = useRef(false)
  if (!place) return null
  const { work, sealed, dialogs, standing } = place
  const busy = work !== null || sending !== null
  const readable = standing === 'held' || standing === 'lost' || standing === 'reading'

  const failedWith = (fault: Failure): void => setResult(fault.code === 'cancelled' ? null : { fault })
  const exportAll = async (): Promise<void> => {
    setResult(null)
    const outcome = await bench.ask('library.export', { folder: folder.trim() === '' ? null : folder.trim() })
    if (outcome.ok) setResult({ exported: outcome.value })
    else failedWith(outcome)
  }
  const importFrom = async (ticket: string, leaveDamaged: boolean): Promise<void> => {
    setResult(null)
    const outcome = await bench.ask('library.import', { ticket, leaveDamaged })
    reread('library.list', 'library.search')
    if (outcome.ok) setResult({ imported: outcome.value })
    else if (outcome.code === 'archive-damaged') setResult({ damaged: outcome, ticket })
    else failedWith(outcome)
  }
  const bringIn = async (file: File | undefined): Promise<void> => {
    if (!file) return
    setResult(null)
    stopped.current = false
    const sent = await sendFile(file, (done, total) => setSending({ done, total }), () => stopped.current)
    setSending(null)
    if (sent.ok) await importFrom(sent.value, false)
    else failedWith(sent)
  }
  const pickAndImport = async (): Promise<void> => {
    const picked = await bench.ask('archive.pick', null)
    if (!picked.ok) failedWith(picked)
    else if (picked.value) await importFrom(picked.value.ticket, false)
  }
  const browse = async (): Promise<void> => {
    const picked = await bench.ask('place.pick', null)
    if (picked.ok && picked.value.path !== null) setFolder(picked.value.path)
  }
  const stop = (): void => void bench.ask('place.cancel', null)

  return (
    <div className={classes['parts']}>
      <p className={classes['note']}>{t('place:archive.hint')}</p>
      {sealed && <p className={classes['warn']}>{t('place:archive.sealed')}</p>}
      <div className={classes['line']}>
        <TextInput className={classes['grow'] ?? ''} label={t('place:archive.into')} placeholder={t('place:archive.packages')} value={folder} onChange={(event) => setFolder(event.currentTarget.value)} />
        {dialogs && <Button variant="default" onClick={() => void browse()}>{t('place:folder.browse')}</Button>}
        <Button variant="default" leftSection={<IconArchive size={16} aria-hidden />} disabled={busy || !readable} onClick={() => void exportAll()}>{t('place:archive.export')}</Button>
      </div>
      <div className={classes['line']} data-middle>
        {dialogs ? (
          <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} disabled={busy || standing !== 'held'} onClick={() => void pickAndImport()}>{t('place:archive.import')}</Button>
        ) : (
          <FileChoice accept=".zip,application/zip" leftSection={<IconFileImport size={16} aria-hidden />} disabled={busy || standing !== 'held'} onChosen={([file]) => void bringIn(file)}>{t('place:archive.import')}</FileChoice>
        )}
        <p className={`${classes['note'] ?? ''} ${classes['grow'] ?? ''}`}>{t('place:archive.importHint')}</p>
      </div>
      {sending && <WorkLine words={t('place:work.sending')} done={sending.done} total={sending.total} stop={() => { stopped.current = true }} />}
      {work?.kind === 'export' && <WorkLine words={t('place:work.export.reading')} done={work.done} total={work.total} stop={stop} />}
      {work?.kind === 'import' && <WorkLine words={t(`place:work.import.${work.step}`)} done={work.done} total={work.total} stop={stop} />}
      {result && 'fault' in result && <FaultNote fault={result.fault} />}
      {result && 'damaged' in result && (
        <>
          <FaultNote fault={result.damaged} />
          <p className={classes['note']}>{t('place:archive.damaged')}</p>
          <ul className={classes['list']} tabIndex={0} aria-label={t('place:archive.damaged')}>
            {String(result.damaged.details['names'] ?? '').split('\n').map((name) => <li key={name}><code>{name}</code></li>)}
          </ul>
          <div className={classes['line']}>
            <Button onClick={() => void importFrom(result.ticket, true)}>{t('place:archive.rest')}</Button>
            <Button variant="default" onClick={() => setResult(null)}>{t('place:archive.giveUp')}</Button>
          </div>
        </>
      )}
      {result && 'exported' in result && <Exported exported={result.exported} />}
      {result && 'imported' in result && <Imported imported={result.imported} />}
    </div>
  )
}
