import { useId, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { asLine, overflowOf, type PageField } from './fields'
import story from './story.module.css'
import css from './writing.module.css'
import { FieldRedline } from './tools/field-redline'
import { useNotedField } from './tools/noted-field'

/** The DOM id of a field's control, on the page or in the Details tab. */
export const fieldId = (field: string): string => `story-field-${field}`

const atEdge = (area: HTMLTextAreaElement, edge: 'start' | 'end'): boolean =>
  area.selectionStart === area.selectionEnd && (edge === 'start' ? area.selectionStart === 0 : area.selectionEnd === area.value.length)

/**
 * One line of the page's head, edited in place and growing with its text. Enter and the arrows go on to the neighbour. What is
 * too long stays as typed, marked, with the limit in words. While changes are suggested, what is typed is, and the line itself stays.
 */
export const TitleField = ({ field, onNext, onPrevious }: { field: PageField; onNext: () => void; onPrevious: () => void }) => {
  const { t } = useTranslation('writing')
  const [value, setValue] = useNotedField(field)
  const message = useId()
  const overflow = overflowOf(field, value)
  const name = t(`field.${field}`)
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // A composition's own Enter and arrows belong to the input method.
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const area = event.currentTarget
    const go = event.key === 'Enter' || (event.key === 'ArrowDown' && atEdge(area, 'end')) ? onNext : event.key === 'ArrowUp' && atEdge(area, 'start') ? onPrevious : null
    if (!go) return
    event.preventDefault()
    go()
  }
  return (
    <div className={story.field} data-field={field} data-wrong={overflow !== null || undefined}>
      {overflow && <p id={message} role="alert" className={css.wrong}>{t('overflow.characters', { name, length: overflow.length, limit: overflow.limit })}</p>}
      <div className={css.grow} data-value={value === '' ? name : value}>
        <textarea id={fieldId(field)} rows={1} value={value} placeholder={name} aria-label={name} aria-invalid={overflow !== null} aria-describedby={overflow ? message : undefined}
          spellCheck={false} onKeyDown={onKeyDown} onChange={(event) => setValue(asLine(event.currentTarget.value))} />
      </div>
      <FieldRedline field={field} />
    </div>
  )
}
