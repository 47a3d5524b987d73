import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconCrop, IconFolderPlus, IconInfoCircle, IconPhotoPlus, IconPhotoQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Photo } from '../../src-shared/story/story'
import type { PhotoEntry } from './block-finding'
import { Thumbnail } from './crop/cropped-picture'
import type { Place } from './jump'
import { PhotoFacts, type FactsEditing } from './photos/photo-facts'
import photosCss from './photos/photos.module.css'
import css from './writing.module.css'

/** What a writer can do here; absent where the story is only read. */
export type PhotosEditing = FactsEditing & { add: () => void; addFolder: () => void; crop: (block: string) => void }

type Shared = { photoUrl: (sha256: string, width?: number) => string; fileOf: (sha256: string) => Photo | undefined; onGo: (place: Place) => void; editing?: PhotosEditing }

const Row = ({ entry, index, photoUrl, fileOf, onGo, editing }: Shared & { entry: PhotoEntry; index: number }) => {
  const { t } = useTranslation(['writing', 'photos'])
  const [open, setOpen] = useState(false)
  const { id, photo, caption, credit, alt, crop, focus } = entry
  const file = photo === null ? undefined : fileOf(photo)
  const panel = `photo-facts-${id || String(index)}`
  return (
    <li>
      <button type="button" onClick={() => onGo({ block: id })}>
        <span className="unseen">{t('writing:photos.go', { number: index + 1 })}</span>
        {photo ? <Thumbnail src={(width) => photoUrl(photo, width)} size={file} crop={crop} focus={focus} /> : <span className={css.noThumb}><IconPhotoQuestion size={20} stroke={1.5} aria-hidden /></span>}
        <span className={css.photoWords}>
          <b data-empty={caption === '' || undefined}>{caption || t('writing:photos.noCaption')}</b>
          <span data-empty={credit === '' || undefined}>{credit || t('writing:photos.noCredit')}</span>
          <span data-empty={alt === '' || undefined}>{alt || t('writing:photos.noAlt')}</span>
        </span>
      </button>
      {file && (
        <div className={photosCss.rowActs} role="group" aria-label={t('photos:row.acts', { number: index + 1 })}>
          {editing && (
            <Tooltip label={t('photos:row.crop')}>
              <ActionIcon variant="subtle" color="ink" size={28} aria-label={t('photos:row.crop')} onClick={() => editing.crop(id)}><IconCrop size={16} stroke={1.6} aria-hidden /></ActionIcon>
            </Tooltip>
          )}
          <Tooltip label={t('photos:row.facts')}>
            <ActionIcon variant="subtle" color="ink" size={28} aria-label={t('photos:row.facts')} aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}><IconInfoCircle size={16} stroke={1.6} aria-hidden /></ActionIcon>
          </Tooltip>
        </div>
      )}
      <div id={panel} hidden={!open} className={photosCss.factsPanel}>{open && file && <PhotoFacts entry={entry} file={file} {...(editing ? { editing } : {})} />}</div>
    </li>
  )
}

/** The story's photos in reading order, with what each still lacks and what its file says of itself; a click goes there. */
export const PhotosTab = ({ photos, ...shared }: Shared & { photos: readonly PhotoEntry[] }) => {
  const { t } = useTranslation(['writing', 'photos'])
  const { editing } = shared
  return (
    <>
      {editing && (
        <div className={photosCss.addActs}>
          <Button size="xs" variant="default" leftSection={<IconPhotoPlus size={15} stroke={1.6} aria-hidden />} onClick={editing.add}>{t('photos:add.pictures')}</Button>
          <Button size="xs" variant="default" leftSection={<IconFolderPlus size={15} stroke={1.6} aria-hidden />} onClick={editing.addFolder}>{t('photos:add.folder')}</Button>
        </div>
      )}
      {photos.length === 0 ? <p className={css.quiet}>{t('writing:photos.empty')}</p> : (
        <ul className={`${css.photoList ?? ''} ${photosCss.list ?? ''}`}>
          {photos.map((entry, index) => <Row key={entry.id || index} entry={entry} index={index} {...shared} />)}
        </ul>
      )}
    </>
  )
}
