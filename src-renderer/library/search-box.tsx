import { ActionIcon, TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'

import { modKey } from '../ui/keys'

type Props = { query: string; search: (query: string) => void; input: RefObject<HTMLInputElement | null>; /** Goes from the box into the list. */ leave: () => void }

/** Searches as one types; never in the middle of an IME's composition. Escape clears, then leaves. */
export const SearchBox = ({ query, search, input, leave }: Props) => {
  const { t } = useTranslation('library')
  const [text, setText] = useState(query)
  const [heard, setHeard] = useState(query)
  const composing = useRef(false)
  // Cleared from elsewhere.
  if (query !== heard) {
    setHeard(query)
    setText(query)
  }
  const say = (said: string): void => {
    setText(said)
    if (!composing.current) search(said)
  }
  return (
    <TextInput
      ref={input}
      type="search"
      w="100%"
      maw={340}
      maxLength={500}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        text !== '' && (
          <ActionIcon variant="subtle" size="sm" aria-label={t('search.clear')} onClick={() => { say(''); input.current?.focus() }}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )
      }
      placeholder={t('search.placeholder')}
      aria-label={t('search.label')}
      title={t('search.title', { key: `${modKey}F` })}
      value={text}
      onChange={(event) => say(event.currentTarget.value)}
      onCompositionStart={() => { composing.current = true }}
      onCompositionEnd={(event) => {
        composing.current = false
        say(event.currentTarget.value)
      }}
      onKeyDown={(event) => {
        // While an IME is open these keys are its own.
        if (event.nativeEvent.isComposing || composing.current) return
        if (event.key === 'Escape' && text !== '') say('')
        else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault()
          event.currentTarget.blur()
          leave()
        }
      }}
    />
  )
}
