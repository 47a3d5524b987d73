import { Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import type { RemoteCopy } from '../../src-shared/publication/connector'
import { useAsk } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { Patient } from '../ui/patient'
import { exactTime } from '../ui/time'
import type { Place } from './place'
import css from './published.module.css'

const LISTS = ['channels', 'authors', 'keywords', 'photos'] as const

/** A copy as a CMS holds it: its fields, then its text line by line. */
const CopyView = ({ copy }: { copy: RemoteCopy }) => {
  const { t, i18n } = useTranslation('published')
  return (
    <div className={css.copy}>
      <h3>{copy.title}</h3>
      {copy.summary !== '' && <p className={css.summary}>{copy.summary}</p>}
      <dl>
        {LISTS.filter((field) => copy[field].length > 0).map((field) => (
          <div key={field}>
            <dt>{t(`field.${field}`)}</dt>
            <dd>{copy[field].join(t('list.and'))}</dd>
          </div>
        ))}
        <div>
          <dt>{t('field.time')}</dt>
          <dd>{copy.time === null ? t('field.timeThere') : exactTime(copy.time, i18n.language)}</dd>
        </div>
      </dl>
      {copy.lines.map((line, index) => <p key={index}>{line}</p>)}
    </div>
  )
}

/** Exactly what would be sent of the signed revision, before anything is. */
export const PreviewDialog = ({ piece, place, close }: { piece: Piece; place: Place; close: () => void }) => {
  const { t } = useTranslation(['published', 'common'])
  const { story, revision } = piece.standing
  const asked = useAsk('published.previewAt', { id: story, destination: place.id, sha256: revision.sha256 }, { gcTime: 0 })
  return (
    <Modal opened onClose={close} size="lg" title={t('published:preview.title', { destination: place.name })} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Text size="sm" c="dimmed" mb="sm">{t('published:preview.about')}</Text>
      {asked.isError && <FaultNote fault={asked.error} retry={() => void asked.refetch()} />}
      {asked.isFetching && !asked.data && <Patient />}
      {asked.data && !asked.isError && (
        <>
          <CopyView copy={asked.data.copy} />
          {asked.data.source !== '' && (
            <details className={css.source}>
              <summary>{t('published:preview.source')}</summary>
              <pre tabIndex={0}>{asked.data.source}</pre>
            </details>
          )}
        </>
      )}
    </Modal>
  )
}
