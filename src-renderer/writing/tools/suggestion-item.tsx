import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'

import { compareText } from '../../../src-shared/story/compare/words'
import { makeBudget } from '../../../src-shared/story/compare/steps'
import { isBy } from '../notes-store'
import { Runs } from '../history/runs'
import { goToRange } from './commenting'
import css from './notes.module.css'
import { mayWith, type NotesRoom } from './notes-room'
import { Said } from './said'
import { settleListed, type Listed } from './settling'
import type { SuggestionEntry } from './suggesting'

const EXCERPT = 120
const short = (text: string): string => (text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text)

const Words = ({ removed, added }: { removed: string; added: string }) => {
  const { t } = useTranslation('notes')
  return (
    <>
      {removed && <del><span className="unseen">{t('suggestion.removes')}</span>{short(removed)}</del>}
      {added && <ins><span className="unseen">{t('suggestion.adds')}</span>{short(added)}</ins>}
    </>
  )
}

const detailOf = (t: TFunction, { kind, details }: SuggestionEntry): string => {
  if (kind === 'turn') return details.flatMap(({ name, before, after }) => (name === 'type' ? [t('suggestion.turned', { before: t(`writing:node.${before}`, before), after: t(`writing:node.${after}`, after) })] : [])).join(' ')
  if (kind === 'format')
    return details.flatMap(({ before, after }) => [...after.split(' ').filter(Boolean).map((name) => t('suggestion.formatOn', { name: t(`mark.${name}`, name) })), ...before.split(' ').filter(Boolean).map((name) => t('suggestion.formatOff', { name: t(`mark.${name}`, name) }))]).join(' ')
  return ''
}

const Change = ({ entry }: { entry: SuggestionEntry }) => {
  const { t } = useTranslation('notes')
  const { kind, removed, added, details } = entry
  if (kind === 'insert' || kind === 'delete' || kind === 'replace') return removed || added ? <Words removed={removed} added={added} /> : <em>{t(`kind.${kind}`)}</em>
  if (kind === 'attribute') return details.map(({ name, before, after }) => <span key={name}>{t(`attribute.${name}`, name)} <Words removed={before} added={after} /></span>)
  return <><em>{t(`kind.${kind}`)}</em> {kind === 'move' || kind === 'turn' ? short(added) : ''} {detailOf(t, entry)}</>
}

/** Takes or leaves a suggestion, as far as this person may. */
export const SettleButtons = ({ room, item, describedBy }: { room: NotesRoom; item: Listed; describedBy?: string }) => {
  const { t } = useTranslation('notes')
  const { accept, reject } = mayWith(room, item.who)
  const leave = accept ? t('suggestion.reject') : t('suggestion.withdraw')
  return (
    <Group gap={4} wrap="nowrap">
      {accept && <Tooltip label={t('suggestion.accept')}><ActionIcon variant="default" size={24} aria-label={t('suggestion.accept')} aria-describedby={describedBy} onClick={() => settleListed(room, [item], true)}><IconCheck size={14} aria-hidden /></ActionIcon></Tooltip>}
      {reject && <Tooltip label={leave}><ActionIcon variant="default" size={24} aria-label={leave} aria-describedby={describedBy} onClick={() => settleListed(room, [item], false)}>{accept ? <IconX size={14} aria-hidden /> : <IconArrowBackUp size={14} aria-hidden />}</ActionIcon></Tooltip>}
    </Group>
  )
}

/** One suggestion in the list: whose, what, and a way to its place. */
export const SuggestionItem = ({ room, item, here }: { room: NotesRoom; item: Listed; here: boolean }) => {
  const { t } = useTranslation('notes')
  const id = useId()
  const { editor, fields, notes, me } = room
  const go = (): void => ('entry' in item ? goToRange(editor, item.entry.pos, item.entry.pos) : fields.go(item.field.field))
  const current = 'field' in item ? fields.valueOf(item.field.field) : ''
  return (
    <li className={css.note} aria-current={here || undefined} data-own={isBy(item.who, me) || undefined}>
      <button type="button" id={id} className={css.place} onClick={go}>
        <Said who={item.who} notes={notes} />
        <span className={css.change}>
          {'entry' in item ? <Change entry={item.entry} /> : <><em>{t(`writing:field.${item.field.field}`)}</em> <Runs runs={compareText(current, item.field.value, makeBudget())} /></>}
        </span>
        {'field' in item && item.field.was !== current && <small>{t('suggestion.stale')}</small>}
      </button>
      <SettleButtons room={room} item={item} describedBy={id} />
    </li>
  )
}
