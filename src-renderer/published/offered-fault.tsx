import { useTranslation } from 'react-i18next'

import type { Failure } from '../../src-shared/outcome'
import { FaultNote } from '../ui/fault-note'

/** A refusal; where an embargo is why, with the way out: to go when it ends. */
export const OfferedFault = ({ fault, atEmbargo }: { fault: Failure | null; atEmbargo?: () => void }) => {
  const { t } = useTranslation('published')
  if (fault === null) return null
  return <FaultNote fault={fault} act={fault.code === 'embargoed' && atEmbargo ? { words: t('atEmbargo'), run: atEmbargo } : undefined} />
}
