import { useRef } from 'react'
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
  const item = useRef<HTMLLIElement>(null)
  /** A find that is dealt with is gone: the focus goes to the next one, or the one before, or the list. */
  const goOn = (): void => {
    const beside = item.current?.nextElementSibling ?? item.current?.previousElementSibling
    const to = beside?.querySelector<HTMLElement>('button') ?? item.current?.closest('section')
    requestAnimationFrame(() => to?.focus())
  }
  return (
    <li ref={item} className={css['find']} data-proof={find.flag.severity}>
      <button type="button" className={css['place']} onClick={() => onGo(find)}>
        <span className={css['excerpt']}>{before}<mark>{words}</mark>{after}</span>
        <span><span className="unseen">{t(`severity.${find.flag.severity}`)} </span>{message}</span>
      </button>
      <FindActs room={room} find={find} all={all} onDone={goOn} />
      <details className={css['why']}>
        <summary>{t('why')}</summary>
        <p>{why}</p>
        <p>{t('source', { source })}</p>
      </details>
    </li>
  )
}
