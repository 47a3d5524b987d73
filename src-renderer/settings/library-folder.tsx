import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../src-shared/bridge/contract'
import type { Failure } from '../../src-shared/outcome'
import { useStanding } from '../library/use-standing'
import { bench } from '../bench'
import { useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { LeftList, WorkLine } from './place-work'
import classes from './place.module.css'

const Moved = ({ moved, carried }: { moved: Output<'place.move'>; carried: boolean }) => {
  const { t } = useTranslation('place')
  return (
    <div className={classes['done']} role="status">
      <p>{carried ? t('folder.done', { stories: moved.stories, photos: moved.photos }) : t('folder.chose', { path: moved.folder })}</p>
      {moved.skipped + moved.copies > 0 && <p>{t('folder.there', { skipped: moved.skipped, copies: moved.copies })}</p>}
      {moved.keptAt !== null && <p className={classes['path']}>{t('folder.kept', { path: moved.keptAt })}</p>}
      {moved.left.length > 0 && <><p>{t('folder.left', { count: moved.left.length })}</p><LeftList left={moved.left} /></>}
    </div>
  )
}

/** Which folder the library stands in, and moving it to another: a removable drive, a synchronised folder, or back. */
export const LibraryFolder = () => {
  const { t } = useTranslation(['place', 'common'])
  const reread = useReread()
  const place = useStanding()
  const [path, setPath] = useState('')
  const [carry, setCarry] = useState(true)
  const [moved, setMoved] = useState<Output<'place.move'> | null>(null)
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  if (!place) return null

  const move = async (folder: string | null): Promise<void> => {
    setFault(null)
    setMoved(null)
    setBusy(true)
    const outcome = await bench.ask('place.move', { folder, carry })
    setBusy(false)
    reread('place.state', 'library.list', 'library.search', 'app.state')
    if (!outcome.ok) { if (outcome.code !== 'cancelled') setFault(outcome); return }
    setPath('')
    setMoved(outcome.value)
  }
  const browse = async (): Promise<void> => {
    const picked = await bench.ask('place.pick', null)
    if (picked.ok && picked.value.path !== null) setPath(picked.value.path)
  }
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (path.trim() !== '') void move(path.trim())
  }
  const { work, chosen, folder, sealed, dialogs } = place

  return (
    <div className={classes['parts']}>
      <p className={classes['note']}>
        {chosen ? t('place:folder.chosen') : t('place:folder.own')}<br />
        <code className={classes['path']} data-testid="library-folder">{folder}</code>
      </p>
      {sealed ? <p className={classes['note']}>{t('place:folder.sealed')}</p> : (
        <form onSubmit={onSubmit} className={classes['line']}>
          <TextInput className={classes['grow'] ?? ''} label={t('place:folder.path')} description={t('place:folder.hint')} placeholder={t('place:folder.placeholder')} value={path} onChange={(event) => setPath(event.currentTarget.value)} inputWrapperOrder={['label', 'description', 'input']} />
          {dialogs && <Button variant="default" onClick={() => void browse()}>{t('place:folder.browse')}</Button>}
          <Button type="submit" variant="default" loading={busy} disabled={path.trim() === '' || work !== null}>{t('place:folder.move')}</Button>
        </form>
      )}
      {!sealed && <Checkbox size="sm" color="var(--stet-ink-fill)" iconColor="var(--stet-ink-on)" label={t('place:folder.carry')} description={carry ? t('place:folder.carried') : t('place:folder.stay')} checked={carry} onChange={(event) => setCarry(event.currentTarget.checked)} />}
      {chosen && <div><Button variant="subtle" size="compact-sm" disabled={busy || work !== null} onClick={() => void move(null)}>{t('place:folder.back')}</Button></div>}
      {work?.kind === 'move' && <WorkLine words={t(`place:work.move.${work.step === 'writing' ? 'writing' : 'reading'}`)} done={work.done} total={work.total} stop={() => void bench.ask('place.cancel', null)} />}
      {fault && <FaultNote fault={fault} />}
      {moved && <Moved moved={moved} carried={carry} />}
    </div>
  )
}
