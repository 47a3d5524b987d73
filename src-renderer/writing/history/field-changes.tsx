import { use, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { FieldChange, ListRun, TextRun } from '../../../src-shared/story/compare'
import type { Contributor } from '../../../src-shared/story/story'
import { AppStateContext } from '../../ui/app-state'
import { shortTime } from '../../ui/time'
import css from './history.module.css'
import { Runs } from './runs'

/** The fields that stand on the page itself, where they are compared in their place. */
export const ON_PAGE: ReadonlySet<string> = new Set(['columnTag', 'kicker', 'headline', 'deck', 'byline', 'dateline'])

const List = <T,>({ items, show }: { items: readonly ListRun<T>[]; show: (item: T) => ReactNode }) => {
  const { t } = useTranslation('history')
  return (
    <ul className={css.items}>
      {items.map(({ op, item }, index) => (
        <li key={index}>
          {op === 'same' ? show(item) : op === 'added' ? <ins className={css.came}><span className="unseen">{t('said.added')}</span>{show(item)}</ins> : <del className={css.went}><span className="unseen">{t('said.removed')}</span>{show(item)}</del>}
        </li>
      ))}
    </ul>
  )
}

const Value = ({ change }: { change: Extract<FieldChange, { kind: 'value' }> }) => {
  const { t, i18n } = useTranslation('history')
  const said = (value: string | number | null): string => {
    if (change.field === 'language') return value === 'en' ? 'English' : '中文'
    if (value === null || value === 0) return t('none')
    if (change.field === 'publishTime' || change.field === 'embargo') return shortTime(String(value), i18n.language)
    return String(value)
  }
  const runs: TextRun[] = [{ op: 'removed', text: said(change.before) }, { op: 'added', text: said(change.after) }]
  return <Runs runs={runs} />
}

const Correction = ({ change }: { change: Extract<FieldChange, { kind: 'correction' }> }) => {
  const { t } = useTranslation('history')
  return (
    <>
      {change.before === null && <p>{t('correction.made')}</p>}
      {change.after === null && <p>{t('correction.gone')}</p>}
      {change.parts.filter(({ runs }) => runs.some(({ op }) => op !== 'same')).map(({ name, runs }) => <p key={name}><span>{t(`correction.${name}`)}</span> <Runs runs={runs} /></p>)}
    </>
  )
}

const Person = ({ person }: { person: Contributor }) => {
  const { t } = useTranslation('history')
  return <>{person.from && `${person.from} `}{t(`role.${person.role}`)} {person.name}</>
}

const Destination = ({ id }: { id: string }) => use(AppStateContext)?.newsroom?.destinations.find((destination) => destination.id === id)?.name ?? id

/** What a field was and is: its words, its items or its value compared. */
export const FieldWords = ({ change }: { change: FieldChange }): ReactNode => {
  switch (change.kind) {
    case 'text':
      return <Runs runs={change.runs} />
    case 'list':
      return <List items={change.items} show={(item) => (change.field === 'destinations' ? <Destination id={item} /> : item)} />
    case 'people':
      return <List items={change.items} show={(person) => <Person person={person} />} />
    case 'value':
      return <Value change={change} />
    case 'correction':
      return <Correction change={change} />
  }
}

/** The fields beside the page that changed, each with its words. */
export const FieldChanges = ({ fields }: { fields: readonly FieldChange[] }) => {
  const { t } = useTranslation('history')
  const beside = fields.filter(({ field }) => !ON_PAGE.has(field))
  if (beside.length === 0) return null
  return (
    <section className={css.fields} aria-label={t('fields')}>
      <h2>{t('fields')}</h2>
      <dl>
        {beside.map((change) => (
          <div key={change.field} data-stop={`field-${change.field}`}>
            <dt>{t(`writing:field.${change.field}`)}</dt>
            <dd><FieldWords change={change} /></dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
