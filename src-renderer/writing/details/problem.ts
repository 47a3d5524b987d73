import { useTranslation } from 'react-i18next'

import { overflowOf, type FieldName } from '../fields'
import { useField } from '../writing-context'

/** What is too long about a field, in words; undefined where nothing is. */
export const useProblem = (field: FieldName): string | undefined => {
  const { t } = useTranslation('writing')
  const [value] = useField(field)
  const overflow = overflowOf(field, value)
  return overflow ? t(`overflow.${overflow.unit}`, { name: t(`field.${field}`), length: overflow.length, limit: overflow.limit }) : undefined
}
