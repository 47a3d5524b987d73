import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { CorrectionTask } from './correction-task'
import { Destinations } from './destination-row'
import { usePlaces } from './place'
import { isOut } from './standing'

/** Beside an open piece: how it stands at each destination, once it is signed or anything of it is out. */
export const AtDestinations = ({ piece }: { piece: Piece }) => {
  const { t } = useTranslation('published')
  const places = usePlaces(piece)
  if (!isOut(piece) || places.length === 0) return null
  return (
    <section aria-labelledby="piece-destinations">
      <h2 id="piece-destinations">{t('beside')}</h2>
      <CorrectionTask piece={piece} places={places} />
      <Destinations piece={piece} places={places} />
    </section>
  )
}
