import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { use, useId } from 'react'
import { useTranslation } from 'react-i18next'

import { choicesOf, type Choice, type Conflict } from '../../../src-shared/story/merge'
import type { Story } from '../../../src-shared/story/story'
import { AppStateContext } from '../../ui/app-state'
import type { PhotoUrl } from '../../writing/reading/page'
import { placeWords } from './conflict-place'
import css from './conflicts.module.css'
import { Variant, type Side } from './variant'

const SIDES: readonly Side[] = ['theirs', 'mine']

/** Which copy stands in the story until somebody chooses. */
const standingIn = (conflict: Conflict): Side => (conflict.kind === 'deleted' && conflict.theirs.length === 0 ? 'mine' : 'theirs')

const useNames = (conflict: Conflict): { nameOf: (side: Side) => string; actOf: (choice: Choice) => string } => {
  const { t } = useTranslation('review')
  const by = { theirs: conflict.theirsBy ?? '', mine: conflict.mineBy ?? '' }
  const me = use(AppStateContext)?.person.name
  // Merged in somebody else's window: what is nobody's by name may be this person's own.
  const between = by.theirs === '' && by.mine !== '' && by.mine !== me
  const nameOf = (side: Side): string => (by[side] === '' ? t(side === 'mine' ? 'conflict.mine' : between ? 'conflict.other' : 'conflict.theirs') : t('conflict.by', { name: by[side] }))
  const actOf = (choice: Choice): string => {
    if (choice === 'both') return t('conflict.keep.both')
    if (conflict.kind === 'deleted') return t(conflict[choice].length === 0 ? 'conflict.keep.gone' : 'conflict.keep.stay')
    return by[choice] === '' ? t(choice === 'mine' ? 'conflict.keep.mine' : between ? 'conflict.keep.other' : 'conflict.keep.theirs') : t('conflict.keep.by', { name: by[choice] })
  }
  return { nameOf, actOf }
}

type Props = { conflict: Conflict; story: Story; photoUrl: PhotoUrl; onSettle: (choice: Choice) => void; onGo: () => void }

/** One place both changed: where it is, both copies, and what can be kept. */
export const ConflictItem = ({ conflict, story, photoUrl, onSettle, onGo }: Props) => {
  const { t } = useTranslation(['review', 'writing'])
  const { nameOf, actOf } = useNames(conflict)
  const place = placeWords(t, conflict)
  const title = useId()
  return (
    <li className={css.item} aria-labelledby={title}>
      <h3 id={title} className={css.place}>
        <button type="button" className={css.go} data-conflict={conflict.id} aria-label={t('review:conflict.go', { place })} onClick={onGo}>
          <span lang={story.language}>{place}</span>
          <IconArrowRight size={15} stroke={1.6} aria-hidden />
        </button>
      </h3>
      <div className={css.variants}>
        {SIDES.map((side) => (
          <section key={side} className={css.variant} data-standing={side === standingIn(conflict) || undefined} aria-label={nameOf(side)}>
            <h4>
              <span>{nameOf(side)}</span>
              {side === standingIn(conflict) && <small>{t('review:conflict.standing')}</small>}
            </h4>
            <Variant conflict={conflict} side={side} story={story} photoUrl={photoUrl} />
          </section>
        ))}
      </div>
      <div className={css.acts} role="group" aria-label={t('review:conflict.acts', { place })}>
        {choicesOf(conflict).map((choice) => <Button key={choice} size="compact-sm" variant={choice === 'theirs' ? 'light' : 'default'} onClick={() => onSettle(choice)}>{actOf(choice)}</Button>)}
      </div>
    </li>
  )
}
