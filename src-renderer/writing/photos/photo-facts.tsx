import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Photo, PhotoWords } from '../../../src-shared/story/story'
import { sizeWords } from '../../ui/size'
import type { PhotoEntry } from '../block-finding'
import type { WordPlace } from './photo-acts'
import css from './photos.module.css'

/** What can be done with a photo's own words; absent where the story is only read. */
export type FactsEditing = { take: (block: string, place: WordPlace, text: string) => void; showPlace: (block: string, shown: boolean) => void }

type WordRow = { name: Exclude<keyof PhotoWords, 'located'>; into: WordPlace | null }
const ROWS: readonly WordRow[] = [
  { name: 'caption', into: 'caption' }, { name: 'headline', into: null }, { name: 'creator', into: 'credit' }, { name: 'credit', into: 'credit' },
  { name: 'copyright', into: null }, { name: 'alt', into: 'alt' }, { name: 'takenAt', into: null }, { name: 'place', into: null },
]

/** 2026-03-01T14:02:11+08:00 as people read it: 2026-03-01 14:02 (+08:00). */
export const takenWords = (iso: string): string => {
  const [, day = iso, clock, zone] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}):\d{2}(.*))?$/.exec(iso) ?? []
  return [day, clock, zone === undefined || zone === '' ? '' : `(${zone === 'Z' ? 'UTC' : zone})`].filter(Boolean).join(' ')
}

/** Turns at once; the story it changes is read again a moment later. */
const PlaceSwitch = ({ shown, onShow }: { shown: boolean; onShow: (shown: boolean) => void }) => {
  const { t } = useTranslation('photos')
  const [wanted, setWanted] = useState<boolean | null>(null)
  if (wanted === shown) setWanted(null)
  return (
    <Switch size="xs" checked={wanted ?? shown} label={t('place.show')}
      onChange={(event) => {
        setWanted(event.currentTarget.checked)
        onShow(event.currentTarget.checked)
      }} />
  )
}

/** A photo file's facts and its own words, each with a way to take it over where the story has none yet. */
export const PhotoFacts = ({ entry, file, editing }: { entry: PhotoEntry; file: Photo; editing?: FactsEditing }) => {
  const { t, i18n } = useTranslation('photos')
  const said: Partial<PhotoWords> = file.words ?? {}
  const has: Record<WordPlace, boolean> = { caption: entry.caption !== '', credit: entry.credit !== '', alt: entry.alt !== '' }
  const place = said.place ?? ''
  return (
    <div className={css.facts}>
      <dl>
        <div><dt>{t('fact.name')}</dt><dd>{file.name}</dd></div>
        <div><dt>{t('fact.size')}</dt><dd>{t('fact.sizeOf', { width: file.width, height: file.height, bytes: sizeWords(file.bytes, i18n.language) })}</dd></div>
        {ROWS.map(({ name, into }) => {
          const text = said[name] ?? ''
          if (text === '') return null
          return (
            <div key={name}>
              <dt>{t(`fact.${name}`)}</dt>
              <dd>
                {name === 'takenAt' ? takenWords(text) : text}
                {editing && into && !has[into] && <Button size="compact-xs" variant="default" onClick={() => editing.take(entry.id, into, text)}>{t(`take.${into}`)}</Button>}
              </dd>
            </div>
          )
        })}
        <div><dt>{t('fact.located')}</dt><dd>{t(said.located ? 'fact.locatedYes' : 'fact.locatedNo')}</dd></div>
      </dl>
      {file.words === undefined && <p>{t('fact.silent')}</p>}
      {editing && place !== '' && <PlaceSwitch shown={entry.place === 'shown'} onShow={(shown) => editing.showPlace(entry.id, shown)} />}
    </div>
  )
}
