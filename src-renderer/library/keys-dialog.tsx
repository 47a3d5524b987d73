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

/** The library's keys. */
export const KeysDialog = ({ opened, close }: { opened: boolean; close: () => void }) => {
  const { t } = useTranslation(['library', 'common'])
  return (
    <Modal opened={opened} onClose={close} title={t('library:keys.title')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <dl className={classes['keys']}>
        {KEYS.map(([name, keys]) => (
          <Fragment key={name}>
            <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{t(`library:keys.${name}`)}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  )
}
