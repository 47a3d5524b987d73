import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'

import { describeFailure } from '../../ui/failure'
import type { PhotoBatch } from '../adding-photos'
import writing from '../writing.module.css'
import type { Pasted } from './pasting'

/** Sends pasted pictures to their places, and says in a line what did not come. */
export const receivePasted = ({ placed, waiting, refused, brought }: Pasted, batch: PhotoBatch, t: TFunction): void => {
  for (const { place, file } of placed) void batch.add([file], { block: place, stay: true })
  const common = { autoClose: 12_000, classNames: { description: writing.noticeWords }, closeButtonProps: { 'aria-label': t('writing:close') } }
  if (refused) notifications.show({ ...common, color: 'cinnabar', title: t(brought ? 'paste:plain' : 'paste:nothing'), message: describeFailure(t, refused) })
  if (waiting === 0) return
  // Of several pastes the last says how many wait.
  notifications.hide('paste-waiting')
  notifications.show({ ...common, id: 'paste-waiting', message: t('paste:waiting', { count: waiting }) })
}
