import { Autocomplete, Button } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import css from './destinations.module.css'

/** Enter chooses from the open list before it adds what is typed. */
const isChoosing = (input: HTMLInputElement): boolean => {
  const list = document.getElementById(input.getAttribute('aria-controls') ?? '')
  return list !== null && list.querySelector('[data-combobox-selected]') !== null
}

type Props = { label: string; placeholder: string; longest: number; /** Names to choose from; others may be typed. */ offered: string[]; onAdd: (name: string) => void }

/** A name that is added to a mapping: typed, or one of those offered. */
export const AddName = ({ label, placeholder, longest, offered, onAdd }: Props) => {
  const { t } = useTranslation('destinationSettings')
  const [typed, setTyped] = useState('')
  const add = (): void => {
    const name = typed.trim()
    if (name !== '') onAdd(name)
    setTyped('')
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || isChoosing(event.currentTarget)) return
    // Not the form's own Enter, which saves.
    event.preventDefault()
    add()
  }
  return (
    <div className={css['line']}>
      <Autocomplete size="xs" w={240} aria-label={label} placeholder={placeholder} maxLength={longest} limit={40} maxDropdownHeight={220} data={offered} value={typed} onChange={setTyped} onKeyDown={onKey} />
      <Button size="compact-sm" variant="default" aria-label={`${t('map.addAct')} ${label}`} onClick={add}>{t('map.addAct')}</Button>
    </div>
  )
}
