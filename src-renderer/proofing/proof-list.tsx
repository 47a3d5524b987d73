import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { errorRate, RATE_LIMIT } from '../../src-shared/proofing/meter'
import { SEVERITIES } from '../../src-shared/proofing/severity'
import type { Language } from '../../src-shared/story/story'
import { flagAgain, type ProofRoom } from './acts'
import { FindItem } from './find-item'
import css from './proofing.module.css'
import type { Find, Reading } from './proofreader'
import { excerptOf, ruleWords } from './words'

type Props = { room: ProofRoom; reading: Reading; /** Characters of the story as printed, and its language. */ characters: number; language: Language; onGo: (find: Find) => void }

/** What somebody let stand, to be flagged again. */
const Standing = ({ room, asides }: { room: ProofRoom; asides: readonly Find[] }) => {
  const { t } = useTranslation('proofreading')
  return (
    <details className={css['standing']}>
      <summary>{t('stand.list', { count: asides.length })}</summary>
      <ul>
        {asides.map((find) => (
          <li key={find.key}>
            <span><q>{excerptOf(find).words}</q> {ruleWords(t, find).name}</span>
            <Button size="compact-xs" variant="subtle" onClick={() => flagAgain(room, find)}>{t('stand.again')}</Button>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** A rate made of fewer characters says nothing. */
const SHORT = 1000

/** The error rate by the Chinese trade's count, as the estimate it is. */
const Meter = ({ finds, characters }: { finds: readonly Find[]; characters: number }) => {
  const { t, i18n } = useTranslation('proofreading')
  const { errors, per10000, over } = errorRate(finds.map(({ flag, part: { passage } }) => ({ rule: flag.rule, severity: flag.severity, kind: passage.kind, wrong: passage.text.slice(flag.from, flag.to) })), characters)
  const said = (figure: number): string => figure.toLocaleString(i18n.language)
  if (characters < SHORT) return <p className={css['meter']}>{t('meter.short', { errors: said(errors) })}</p>
  return <p className={css['meter']} data-over={over || undefined}>{t(over ? 'meter.over' : 'meter.within', { rate: said(per10000), limit: RATE_LIMIT })}</p>
}

/** Everything the proof-reader found, what is graver first, in the order of the text. */
export const ProofList = ({ room, reading, characters, language, onGo }: Props) => {
  const { t } = useTranslation('proofreading')
  const { finds, asides, done } = reading
  return (
    <section className={css['proofing']} tabIndex={-1} aria-label={t('title')} aria-busy={!done}>
      <h3>{t('title')}</h3>
      {finds.length === 0 && <p className={css['quiet']}>{t(done ? 'none' : 'reading')}</p>}
      {finds.length > 0 && language === 'zh-CN' && <Meter finds={finds} characters={characters} />}
      {SEVERITIES.map((severity) => {
        const own = finds.filter(({ flag }) => flag.severity === severity)
        if (own.length === 0) return null
        return (
          <div key={severity}>
            <h4>{t(`severity.${severity}`)} <span>{own.length}</span></h4>
            <ul>{own.map((find) => <FindItem key={find.key} room={room} find={find} all={finds} onGo={onGo} />)}</ul>
          </div>
        )
      })}
      {asides.length > 0 && <Standing room={room} asides={asides} />}
    </section>
  )
}
