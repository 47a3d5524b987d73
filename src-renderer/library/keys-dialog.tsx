import { Modal } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'

import { modKey } from '../ui/keys'
import classes from './library.module.css'

const KEYS = [
  ['search', ['/', `${modKey}F`]],
  ['move', ['J', 'K', '↓', '↑']],
  ['open', ['Enter']],
  ['choose', ['X', 'Space']],
  ['extend', ['Shift ↓', 'Shift ↑']],
  ['all', [`${modKey}A`]],
  ['bin', ['Delete']],
  ['restore', ['U']],
  ['duplicate', ['C']],
  ['new', ['N']],
  ['clear', ['Esc']],
  ['keys', ['?']],
] as const

type ListProps = { opened: boolean; close: () => void; title: string; keys: readonly { says: string; keys: readonly string[] }[] }

/** Keys and what they do. */
export const KeyList = ({ opened, close, title, keys }: ListProps) => {
  const { t } = useTranslation('common')
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <dl className={classes['keys']}>
        {keys.map(({ says, keys: pressed }) => (
          <Fragment key={says}>
            <dt>{pressed.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{says}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  )
}

/** The library's keys. */
export const KeysDialog = ({ opened, close }: { opened: boolean; close: () => void }) => {
  const { t } = useTranslation('library')
  return <KeyList opened={opened} close={close} title={t('keys.title')} keys={KEYS.map(([name, keys]) => ({ says: t(`keys.${name}`), keys }))} />
}
