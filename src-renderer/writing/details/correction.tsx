import { Autocomplete, Button, Textarea, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconPencilExclamation, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { correctionParts } from '../../../src-shared/publication/words'
import { LIMITS, type Correction } from '../../../src-shared/story/story'
import { useAsk } from '../../ui/ask'
import { fieldId } from '../title-field'
import writing from '../writing.module.css'
import { useField, useWriting } from '../writing-context'
import css from './details.module.css'
import { earlierStories, printedDay } from './earlier'

const LOOK = { size: 'sm', classNames: { label: writing.label } } as const
const NOTHING: Correction = { story: null, headline: '', printedOn: '', text: '' }

const Fields = ({ correction, onChange, onRemove }: { correction: Correction; onChange: (next: Correction) => void; onRemove: () => void }) => {
  const { t } = useTranslation('details')
  const { id } = useWriting()
  const [language] = useField('language')
  const rows = useAsk('library.list', null).data ?? []
  const earlier = earlierStories(rows, id)
  // A picked story arrives as its label; a headline changed by hand names another story, or none.
  const change = (typed: string): void => {
    const row = earlier.get(typed)
    if (row) onChange({ ...correction, story: row.id, headline: row.headline.trim(), printedOn: row.group === 'published' ? printedDay(row.changedAt, language) : correction.printedOn })
    else if (typed !== correction.headline) onChange({ ...correction, headline: typed, story: null })
  }
  const said = correctionParts(correction, language).join('')
  return (
    <fieldset className={css.box}>
      <legend>{t('writing:field.correction')}</legend>
      <Autocomplete {...LOOK} id={fieldId('correction')} label={t('correction.headline')} placeholder={t('correction.headlineHint')} maxLength={LIMITS.line} limit={8} data={[...earlier.keys()]} value={correction.headline}
        description={correction.headline.trim() === '' ? undefined : t(correction.story === null ? 'correction.unlinked' : 'correction.linked')} onChange={change} />
      <TextInput {...LOOK} label={t('correction.printedOn')} placeholder={t('correction.printedOnHint')} maxLength={60} value={correction.printedOn} onChange={(event) => onChange({ ...correction, printedOn: event.currentTarget.value })} />
      <Textarea {...LOOK} autosize minRows={2} maxRows={6} label={t('correction.text')} placeholder={t('correction.textHint')} maxLength={2000} value={correction.text} onChange={(event) => onChange({ ...correction, text: event.currentTarget.value })} />
      {(correction.headline + correction.text).trim() !== '' && <p className={css.printed} lang={language}>{t('correction.printed', { line: said })}</p>}
      <Button size="compact-xs" variant="subtle" leftSection={<IconX size={13} aria-hidden />} onClick={onRemove}>{t('correction.remove')}</Button>
    </fieldset>
  )
}

/** What the story sets right of an earlier one: found in the library, or typed; nothing unless it is a correction. */
export const CorrectionNote = () => {
  const { t } = useTranslation(['details', 'writing'])
  const [correction, setCorrection] = useField('correction')
  const [removed, setRemoved] = useState<Correction | null>(null)
  const focus = (): void => {
    requestAnimationFrame(() => document.getElementById(fieldId('correction'))?.focus())
  }
  if (correction)
    return (
      <Fields correction={correction} onChange={setCorrection} onRemove={() => {
        setRemoved((correction.headline + correction.printedOn + correction.text).trim() === '' ? null : correction)
        setCorrection(null)
        focus()
      }} />
    )
  const start = (value: Correction): void => {
    setRemoved(null)
    setCorrection(value)
    focus()
  }
  return (
    <div className={css.under}>
      <Button id={fieldId('correction')} size="compact-sm" variant="default" leftSection={<IconPencilExclamation size={15} stroke={1.6} aria-hidden />} onClick={() => start(NOTHING)}>{t('correction.add')}</Button>
      {removed && <Button size="compact-sm" variant="subtle" leftSection={<IconArrowBackUp size={15} stroke={1.6} aria-hidden />} onClick={() => start(removed)}>{t('correction.undo')}</Button>}
    </div>
  )
}
