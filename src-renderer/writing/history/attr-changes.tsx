import { useTranslation } from 'react-i18next'

import type { AttrChange, BlockRow } from '../../../src-shared/story/compare'
import type { BodyJson } from '../../../src-shared/story/story'
import { Thumbnail } from '../crop/cropped-picture'
import type { Changes, Shown } from './changes-context'
import css from './history.module.css'
import { Runs } from './runs'

const textOf = (node: BodyJson | null, name: string): string => (typeof node?.attrs?.[name] === 'string' ? node.attrs[name] : '')

/** Attributes whose values say nothing to a reader; that they changed does. */
const UNSPOKEN: ReadonlySet<string> = new Set(['photo', 'crop', 'focus', 'marks', 'colwidth'])

type Told = { shown: Shown; before: string; after: string }

/** What a value was and what it is; on one side alone only that. */
const Told = ({ shown, before, after }: Told) => {
  const { t } = useTranslation('history')
  return (
    <>
      {before && shown !== 'after' && <del className={css.went}><span className="unseen">{t('said.removed')}</span>{before}</del>}
      {after && shown !== 'before' && <ins className={css.came}><span className="unseen">{t('said.added')}</span>{after}</ins>}
    </>
  )
}

const Value = ({ change, shown }: { change: AttrChange; shown: Shown }) => {
  const { t } = useTranslation('history')
  const { name, before, after, words } = change
  if (UNSPOKEN.has(name)) return <>{t('changedSo')}</>
  // One side alone may have nothing to show.
  if (words) return (shown === 'before' ? before : after) === '' && shown !== 'both' ? <>{t('none')}</> : <Runs runs={words} shown={shown} />
  const said = (value: unknown): string => (name === 'place' ? t(value === 'shown' ? 'place.shown' : 'place.hidden') : typeof value === 'string' || typeof value === 'number' ? String(value) : '')
  return <Told shown={shown} before={said(before)} after={said(after)} />
}

/** What changed of a block beside its words, each with its name: its kind, its marker, a photo's credit. */
export const AttrChanges = ({ row, shown }: { row: Pick<BlockRow, 'before' | 'after' | 'attrs'>; shown: Shown }) => {
  const { t } = useTranslation('history')
  const { before, after, attrs } = row
  return (
    <ul className={css.attrs}>
      {before && after && before.type !== after.type && <li><span>{t('attr.type')}</span> <Told shown={shown} before={t([`block.${before.type}`, 'block.other'])} after={t([`block.${after.type}`, 'block.other'])} /></li>}
      {attrs.map((change) => <li key={change.name}><span>{t([`attr.${change.name}`, 'attr.other'])}</span> <Value change={change} shown={shown} /></li>)}
    </ul>
  )
}

const Picture = ({ node, changes, caption }: { node: BodyJson; changes: Changes; caption: string }) => {
  const { t } = useTranslation('history')
  const digest = textOf(node, 'photo')
  return (
    <figure>
      <span className={css.thumb}>
        {digest ? <Thumbnail src={(width) => changes.photoUrl(digest, width)} size={changes.fileOf(digest)} crop={textOf(node, 'crop')} focus={textOf(node, 'focus')} /> : <span>{t('noPicture')}</span>}
      </span>
      <figcaption>{caption}</figcaption>
    </figure>
  )
}

/** A photo as it was and as it is, small, each as it is cropped. */
export const PicturePair = ({ before, after, changes }: { before: BodyJson; after: BodyJson; changes: Changes }) => {
  const { t } = useTranslation('history')
  return (
    <div className={css.pair} role="group" aria-label={t('pair')}>
      <Picture node={before} changes={changes} caption={t('was')} />
      <span aria-hidden className={css.arrow}>→</span>
      <Picture node={after} changes={changes} caption={t('is')} />
    </div>
  )
}
