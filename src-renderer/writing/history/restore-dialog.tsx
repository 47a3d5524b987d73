import { modals } from '@mantine/modals'
import type { TFunction } from 'i18next'

import type { Version } from '../../../src-shared/story/version'
import type { Past } from './past'
import { versionName } from './version-words'

/** Says what going back to a version does, and does it when that is wanted. */
export const askRestore = (t: TFunction, version: Version, language: string, past: Past): void => {
  modals.openConfirmModal({
    title: t('history:restore.title'),
    children: t('history:restore.words', { name: versionName(t, version, language) }),
    labels: { confirm: t('history:restore.act'), cancel: t('history:cancel') },
    closeButtonProps: { 'aria-label': t('history:close') },
    onConfirm: () => void past.restore?.(version.id, version.at),
  })
}
