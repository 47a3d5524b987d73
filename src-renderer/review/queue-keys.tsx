import { useTranslation } from 'react-i18next'

import { KeyList } from '../library/keys-dialog'
import { modKey } from '../ui/keys'

const KEYS = [
  ['search', ['/', `${modKey}F`]],
  ['move', ['J', 'K', '↓', '↑']],
  ['open', ['Enter']],
  ['claim', ['C']],
  ['release', ['U']],
  ['return', ['R']],
  ['approve', ['A']],
  ['proof', ['O']],
  ['choose', ['X', 'Space']],
  ['extend', ['Shift ↓', 'Shift ↑']],
  ['all', [`${modKey}A`]],
  ['scope', ['1', '2', '3']],
  ['clear', ['Esc']],
  ['keys', ['?']],
] as const

/** The queue's keys. */
export const QueueKeys = ({ opened, close }: { opened: boolean; close: () => void }) => {
  const { t } = useTranslation('review')
  return <KeyList opened={opened} close={close} title={t('keys.title')} keys={KEYS.map(([name, keys]) => ({ says: t(`keys.${name}`), keys }))} />
}
