import { Button, Group, Modal, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../src-shared/bridge/contract'
import type { Piece, Publication } from '../../src-shared/desk-api/pieces'
import type { Failure } from '../../src-shared/outcome'
import { compareCopies } from '../../src-shared/publication/compare-copies'
import { useAsk } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { Patient } from '../ui/patient'
import { momentWords } from '../writing/history/version-words'
import { CopyChangesView } from './copy-changes-view'
import type { Place } from './place'
import css from './published.module.css'

type Looked = Output<'published.lookAt'>

/** What was found there, in a sentence. */
const useFoundWords = (): ((looked: Looked, place: Place, changed: boolean) => string) => {
  const { t, i18n } = useTranslation('published')
  return ({ found, sent }, { name: destination }, changed) => {
    if (found.state === 'gone') return t('compare.gone', { destination })
    if (found.state === 'hidden') return t('compare.hidden', { destination })
    if (found.copy === null) return t('compare.unread', { destination })
    if (sent === null) return t('compare.lost')
    if (!changed) return t('compare.same', { destination })
    return found.edited === null ? t('compare.edited', { destination }) : t('compare.editedAt', { destination, time: momentWords(found.edited, i18n.language) })
  }
}

type Props = { piece: Piece; place: Place; publication: Publication; busy: boolean; fault: Failure | null; replace: ((version: string) => void) | null; leave: (() => void) | null; close: () => void }

/**
 * What stands at a destination beside what the desk sent there, as a redline, and the choice: put the desk's in its place, or leave it. `replace` is given the version that was
 * shown, so that a further edit is not lost unseen; null where this person may not.
 */
export const CompareDialog = ({ piece, place, publication, busy, fault, replace, leave, close }: Props) => {
  const { t } = useTranslation(['published', 'common'])
  const said = useFoundWords()
  const asked = useAsk('published.lookAt', { id: piece.standing.story, destination: place.id }, { gcTime: 0 })
  const looked = asked.isError || asked.isFetching ? undefined : asked.data
  const changes = useMemo(() => (looked?.sent && looked.found.copy ? compareCopies(looked.sent, looked.found.copy) : null), [looked])
  const down = publication.doing === 'takeDown'
  const offers = looked !== undefined && looked.found.version !== '' && (leave !== null || changes?.changed === true)
  return (
    <Modal opened onClose={close} size="xl" title={t('published:compare.title', { destination: place.name })} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Text size="sm" fw={500}>{piece.headline || piece.slugline}</Text>
      {asked.isError && !asked.isFetching && <FaultNote fault={asked.error} retry={() => void asked.refetch()} />}
      {asked.isFetching && <Patient />}
      {looked && (
        <>
          <p className={css.found} role="status">{said(looked, place, changes?.changed ?? false)}</p>
          {changes?.changed && <CopyChangesView changes={changes} />}
          {changes === null && looked.found.copy && <div className={css.copy}><h3>{looked.found.copy.title}</h3>{looked.found.copy.lines.map((line, index) => <p key={index}>{line}</p>)}</div>}
        </>
      )}
      {fault && <FaultNote fault={fault} />}
      <Group justify="flex-end" gap="xs" className={css.dialogFoot}>
        <Button variant="default" onClick={close}>{t('common:close')}</Button>
        {looked && leave && <Button variant="default" loading={busy} onClick={leave}>{t(down ? 'published:compare.leaveUp' : 'published:compare.leave')}</Button>}
        {offers && replace && <Button color="cinnabar" loading={busy} onClick={() => replace(looked.found.version)}>{t(down ? 'published:compare.takeDown' : 'published:compare.replace')}</Button>}
      </Group>
    </Modal>
  )
}
