import { Checkbox, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { LIMITS } from '../../../src-shared/story/story'
import { useApp } from '../../ui/app-state'
import { fieldId } from '../title-field'
import writing from '../writing.module.css'
import { useField } from '../writing-context'
import css from './details.module.css'
import { useProblem } from './problem'

/** Where the story is meant to go: the newsroom's destinations by their names, and those it no longer has by their ids. None chosen leaves it to the desk. */
export const Destinations = () => {
  const { t } = useTranslation(['details', 'writing'])
  const { newsroom } = useApp()
  const [chosen, setChosen] = useField('destinations')
  const problem = useProblem('destinations')
  const known = newsroom?.destinations ?? []
  const gone = chosen.filter((id) => !known.some((destination) => destination.id === id))
  const all = [...known.map(({ id, name }) => ({ id, name })), ...gone.map((id) => ({ id, name: newsroom ? t('details:destinations.gone', { id }) : id }))]
  const full = chosen.length >= LIMITS.destinations
  const choose = (ids: readonly string[]): void => setChosen(all.flatMap(({ id }) => (ids.includes(id) ? [id] : [])))
  if (all.length === 0)
    return (
      <div id={fieldId('destinations')} tabIndex={-1}>
        <p className={css.title}>{t('writing:field.destinations')}</p>
        <p className={css.none}>{t(newsroom ? 'details:destinations.none' : 'details:destinations.unknown')}</p>
      </div>
    )
  return (
    <Checkbox.Group size="sm" classNames={{ label: writing.label }} label={t('writing:field.destinations')} description={chosen.length === 0 ? t('details:destinations.open') : undefined} error={problem} value={[...chosen]} onChange={choose}>
      <Stack gap={8} mt={8}>
        {all.map(({ id, name }, at) => <Checkbox key={id} {...(at === 0 && { id: fieldId('destinations') })} size="sm" color="var(--stet-ink-fill)" iconColor="var(--stet-ink-on)" value={id} label={name} disabled={full && !chosen.includes(id)} />)}
      </Stack>
    </Checkbox.Group>
  )
}
