import type { Editor } from '@tiptap/react'
import { useTranslation } from 'react-i18next'

import { BatchPanel } from './batch-panel'
import { findBlock } from '../block-finding'
import { CropDialog } from '../crop/crop-dialog'
import { setPhoto } from './photo-acts'
import { picturesChosen } from './photo-files'
import type { StoryStore } from '../story-store'
import type { RoomPhotos } from './use-photos'

type PhotoUrl = (sha256: string, width?: number) => string
type CropProps = { cropping: string | null; crop: (block: string | null) => void; editor: Editor; store: StoryStore; photoUrl: PhotoUrl }

/** The crop and focal point of the photo block that is being cropped. */
export const CropPart = ({ cropping, crop, editor, store, photoUrl }: CropProps) => {
  const attrs = cropping === null ? undefined : findBlock(editor.state.doc, cropping)?.node.attrs
  const digest = typeof attrs?.['photo'] === 'string' ? attrs['photo'] : null
  const file = digest === null ? undefined : store.photo(digest)
  const picture = file ? { src: photoUrl(file.sha256, 1600), width: file.width, height: file.height, crop: String(attrs?.['crop'] ?? ''), focus: String(attrs?.['focus'] ?? '') } : null
  return (
    <CropDialog key={cropping ?? ''} picture={picture} onCancel={() => crop(null)}
      onDone={(change) => {
        if (cropping !== null) setPhoto(editor, cropping, change)
        crop(null)
      }} />
  )
}

type Props = { photos: RoomPhotos; editor: Editor; store: StoryStore; photoUrl: PhotoUrl; onGo: (block: string) => void }

/** React knows no such attribute yet. */
const A_FOLDER = { webkitdirectory: '' }

/** What stands ready in a room for its photos: the file dialogs, the panel of what is being added, and the crop dialog. */
export const RoomPhotosParts = ({ photos, editor, store, photoUrl, onGo }: Props) => {
  const { t } = useTranslation('photos')
  const { batch, cropping, crop, pictures, folder, chosen } = photos
  return (
    <>
      <input ref={pictures} type="file" hidden multiple accept="image/*,.heic,.heif" aria-label={t('add.pictures')}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length > 0) chosen(files)
        }} />
      <input ref={folder} type="file" hidden multiple {...A_FOLDER} aria-label={t('add.folder')}
        onChange={(event) => {
          const files = picturesChosen(event.currentTarget.files ?? [])
          event.currentTarget.value = ''
          chosen(files)
        }} />
      <BatchPanel batch={batch} onGo={onGo} />
      <CropPart cropping={cropping} crop={crop} editor={editor} store={store} photoUrl={photoUrl} />
    </>
  )
}
