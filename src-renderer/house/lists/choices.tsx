import { Button, Group, Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Row } from '../../../src-shared/proofing/house/row'
import { saysOf } from './describe'
import css from './lists.module.css'

/** Two things said of one word: null where one of them says it should go. */
export type Choosing = { key: string; mine: Row | null; theirs: Row | null }
export type Chosen = Readonly<Record<string, 'mine' | 'theirs'>>

type Props = { items: readonly Choosing[]; chosen: Chosen; onChoose: (chosen: Chosen) => void; /** What the two are called. */ names: Readonly<Record<'mine' | 'theirs', string>> }

const SIDES = ['theirs', 'mine'] as const

/** Puts both sides of each word beside each other, to be chosen one by one or all alike. */
export const Choices = ({ items, chosen, onChoose, names }: Props) => {
  const { t } = useTranslation('lists')
  const said = (row: Row | null): string => (row ? [saysOf(t, row), row.note].filter(Boolean).join(' · ') || t('choose.same') : t('choose.gone'))
  return (
    <>
      <Group gap="xs">
        {SIDES.map((side) => <Button key={side} size="compact-sm" variant="default" onClick={() => onChoose(Object.fromEntries(items.map(({ key }) => [key, side])))}>{t('choose.all', { name: names[side] })}</Button>)}
      </Group>
      <ul className={css['choices']}>
        {items.map(({ key, mine, theirs }) => {
          const row = mine ?? theirs
          const title = row ? t('choose.of', { kind: t(`kind.${row.kind}`), word: row.word }) : key
          const pick = chosen[key] ?? null
          return (
            <li key={key}>
              <Radio.Group label={title} value={pick} onChange={(value) => onChoose({ ...chosen, [key]: value === 'mine' ? 'mine' : 'theirs' })}>
                <div className={css['sides']}>
                  {SIDES.map((side) => <Radio.Card key={side} value={side} className={css['side'] ?? ''} aria-label={`${title}: ${names[side]}, ${said({ mine, theirs }[side])}`}><b>{names[side]}</b><span>{said({ mine, theirs }[side])}</span></Radio.Card>)}
                </div>
              </Radio.Group>
            </li>
          )
        })}
      </ul>
    </>
  )
}
