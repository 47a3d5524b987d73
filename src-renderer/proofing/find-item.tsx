import { useTranslation } from 'react-i18next'

import type { ProofRoom } from './acts'
import { FindActs } from './find-acts'
import css from './proofing.module.css'
import type { Find } from './proofreader'
import { excerptOf, ruleWords } from './words'

type Props = { room: ProofRoom; find: Find; all: readonly Find[]; onGo: (find: Find) => void }

/** One find in the list: its words where they stand, what is wrong with them, why, and what can be done. */
export const FindItem = ({ room, find, all, onGo }: Props) => {
  const { t } = useTranslation('proofreading')
  const { message, why, source } = ruleWords(t, find)
  const { before, words, after } = excerptOf(find)
  return (
    <li className={css['find']} data-proof={find.flag.severity}>
      <button type="button" className={css['place']} onClick={() => onGo(find)}>
        <span className={css['excerpt']}>{before}<mark>{words}</mark>{after}</span>
        <span><span className="unseen">{t(`severity.${find.flag.severity}`)} </span>{message}</span>
      </button>
      <FindActs room={room} find={find} all={all} />
      <details className={css['why']}>
        <summary>{t('why')}</summary>
        <p>{why}</p>
        <p>{t('source', { source })}</p>
      </details>
    </li>
  )
}
