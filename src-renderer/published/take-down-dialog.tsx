import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece, Publication } from '../../src-shared/desk-api/pieces'
import type { Failure } from '../../src-shared/outcome'
import { FaultNote } from '../ui/fault-note'
import { usePlaces, type Place } from './place'
import { isLive } from './standing'
import css from './published.module.css'

type Props = { piece: Piece; place: Place; publication: Publication | undefined; busy: boolean; fault: Failure | null; send: (reason: string) => void; close: () => void }

/** Says exactly what taking a piece down does and what it leaves, and asks why. */
export const TakeDownDialog = ({ piece, place, publication, busy, fault, send, close }: Props) => {
  const { t } = useTranslation(['published', 'common'])
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const others = usePlaces(piece).filter(({ id }) => id !== place.id && isLive(piece.publications.find(({ destination }) => destination === id)))
  const waits = publication !== undefined && (publication.state === 'waiting' || publication.state === 'failed')
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    setMissing(reason.trim() === '')
    if (reason.trim() !== '') send(reason.trim())
  }
  return (
    <Modal opened onClose={close} title={t('published:takeDown.title', { destination: place.name })} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          <div className={css.consequences}>
            <p><b>{piece.headline || piece.slugline}</b></p>
            <ul>
              <li>{t('published:takeDown.readers', { destination: place.name })}{publication?.receipt?.url ? <code>{publication.receipt.url}</code> : null}</li>
              {waits && <li>{t('published:takeDown.waiting')}</li>}
              <li>{others.length > 0 ? t('published:takeDown.others', { destinations: others.map(({ name }) => name).join(t('published:list.and')) }) : t('published:takeDown.nowhere')}</li>
              <li>{t('published:takeDown.kept')}</li>
            </ul>
          </div>
          <Textarea label={t('published:takeDown.reason')} description={t('published:takeDown.reasonHint')} error={missing && reason.trim() === '' ? t('published:takeDown.reasonMissing') : null} required withAsterisk={false} value={reason} maxLength={1000} minRows={2} maxRows={8} autosize
            onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
          {fault && <FaultNote fault={fault} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>{t('common:cancel')}</Button>
            <Button type="submit" color="cinnabar" loading={busy}>{t('published:takeDown.act')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
