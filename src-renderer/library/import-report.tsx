import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Imported } from '../../src-shared/bridge/contract'
import type { Outcome } from '../../src-shared/outcome'
import { describeFailure } from '../ui/failure'
import { FaultNote } from '../ui/fault-note'
import css from './import.module.css'

/** What became of one file; `name` is empty for pasted text. */
export type Brought = { name: string; outcome: Outcome<Imported> }

/** True where there is nothing to tell but the story itself. */
export const isQuiet = ({ dropped, refused, encoding }: Imported): boolean => dropped.length === 0 && refused.length === 0 && encoding?.sure !== false

/** What was brought in, and what was left out of it, line by line: nothing disappears without being named. */
export const ImportReport = ({ brought, onOpen }: { brought: readonly Brought[]; onOpen: (imported: Imported) => void }) => {
  const { t } = useTranslation('import')
  return (
    <ul className={css.report}>
      {brought.map(({ name, outcome }, index) => (
        <li key={index}>
          {outcome.ok ? (
            <>
              <div className={css.reportHead}>
                <b>{outcome.value.draft.story.headline || outcome.value.draft.story.slugline || name || t('untitled')}</b>
                <Button size="compact-sm" data-autofocus={index === 0 || undefined} onClick={() => onOpen(outcome.value)}>{t('open')}</Button>
              </div>
              <Text size="sm" c="dimmed">
                {[name, outcome.value.pictures > 0 ? t('pictures', { count: outcome.value.pictures }) : '', outcome.value.encoding?.sure === false ? t('guessed', { encoding: outcome.value.encoding.name.toUpperCase() }) : ''].filter(Boolean).join(t('join'))}
              </Text>
              {outcome.value.refused.map((each, at) => <Text key={at} size="sm">{describeFailure(t, { ...each, details: { name: each.name } })}</Text>)}
              {outcome.value.dropped.length > 0 && (
                <details open={outcome.value.dropped.length <= 6}>
                  <summary>{t('left', { count: outcome.value.dropped.length })}</summary>
                  <ul className={css.left}>{outcome.value.dropped.map((line, at) => <li key={at}>{line}</li>)}</ul>
                </details>
              )}
            </>
          ) : (
            <>
              {name && <b>{name}</b>}
              <FaultNote fault={outcome} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
