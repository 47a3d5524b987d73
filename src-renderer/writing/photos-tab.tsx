import { IconPhotoQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { PhotoEntry } from './block-finding'
import type { Place } from './jump'
import css from './writing.module.css'

/** The story's photos in reading order, with what each still lacks; a click goes there. */
export const PhotosTab = ({ photos, photoUrl, onGo }: { photos: readonly PhotoEntry[]; photoUrl: (sha256: string, width?: number) => string; onGo: (place: Place) => void }) => {
  const { t } = useTranslation('writing')
  if (photos.length === 0) return <p className={css.quiet}>{t('photos.empty')}</p>
  return (
    <ul className={css.photoList}>
      {photos.map(({ id, photo, caption, credit, alt }, index) => (
        <li key={id || index}>
          <button type="button" onClick={() => onGo({ block: id })}>
            <span className="unseen">{t('photos.go', { number: index + 1 })}</span>
            {photo ? <img src={photoUrl(photo, 320)} alt="" /> : <span className={css.noThumb}><IconPhotoQuestion size={20} stroke={1.5} aria-hidden /></span>}
            <span className={css.photoWords}>
              <b data-empty={caption === '' || undefined}>{caption || t('photos.noCaption')}</b>
              <span data-empty={credit === '' || undefined}>{credit || t('photos.noCredit')}</span>
              <span data-empty={alt === '' || undefined}>{alt || t('photos.noAlt')}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
