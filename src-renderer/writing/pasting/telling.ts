import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'

import { describeFailure } from '../../ui/failure'
import type { PhotoBatch } from '../adding-photos'
import writing from '../writing.module.css'
import type { Pasted } from './pasting'

const notice = (t: TFunction) => ({ autoClose: 12_000, classNames: { description: writing.noticeWords }, closeButtonProps: { 'aria-label': t('writing:close') } })

const sayRefused = ({ refused, brought }: Pick<Pasted, 'refused' | 'brought'>, t: TFunction): void => {
  if (refused) notifications.show({ ...notice(t), color: 'cinnabar', title: t(brought ? 'paste:plain' : 'paste:nothing'), message: describeFailure(t, refused) })
}

/** Sends pasted pictures to their places, and says in a line what did not come. */
export const receivePasted = (pasted: Pasted, batch: PhotoBatch, t: TFunction): void => {
  for (const { place, file } of pasted.placed) void batch.add([file], { block: place, stay: true })
  sayRefused(pasted, t)
  if (pasted.waiting === 0) return
  // Of several pastes the last says how many wait.
  notifications.hide('paste-waiting')
  notifications.show({ ...notice(t), id: 'paste-waiting', message: t('paste:waiting', { count: pasted.waiting }) })
}

/** Says what did not come of pasted copy where no pictures can be added; `noPhotos` says that of pictures. */
export const receivePastedWords = (pasted: Pasted, t: TFunction, noPhotos: () => void): void => {
  sayRefused(pasted, t)
  if (pasted.placed.length > 0 || pasted.waiting > 0) noPhotos()
}
