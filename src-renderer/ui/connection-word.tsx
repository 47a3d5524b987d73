import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

import type { Connection } from '../../src-shared/bridge/contract'
import { describeFailure } from './failure'
import classes from './frame.module.css'

/** The one honest word about the desk; a fault is named by its own sentence. */
export const connectionWords = (t: TFunction, connection: Connection): { word: string; more: string } => {
  const word = connection.state === 'offline' && connection.waiting > 0 ? t('common:connection.offlineWaiting', { count: connection.waiting }) : t(`common:connection.${connection.state}`)
  const more = connection.code === '' ? connection.address : describeFailure(t, { code: connection.code, message: connection.code, details: { address: connection.address } })
  return { word, more }
}

/** The connection word with its dot; the sentence behind it is on hover, and read out. */
export const ConnectionWord = ({ connection }: { connection: Connection }) => {
  const { t } = useTranslation()
  const { word, more } = connectionWords(t, connection)
  return (
    <span className={classes['connection']} data-state={connection.state} title={more}>
      <span className={classes['dot']} aria-hidden />
      <span className={classes['connectionWord']}>{word}</span>
    </span>
  )
}
