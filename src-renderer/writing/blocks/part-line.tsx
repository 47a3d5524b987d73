import { useState, type ReactNode } from 'react'

import css from './blocks.module.css'

type Props = {
  /** Its name for jumps (`data-part`). */
  part: string
  label: ReactNode
  value: string
  hint?: string
  type?: 'text' | 'url' | 'datetime-local'
  limit?: number
  wrong?: string | undefined
  onChange: (value: string) => void
  /** Enter or Escape: back to the text. */
  onDone: () => void
}

/**
 * A small line of a block: a credit, a name, an address. What is typed is kept here as well as in the body, so that a rerender of
 * the body, which comes a moment later, never moves the caret or breaks a composition.
 */
export const PartLine = ({ part, label, value, hint, type = 'text', limit, wrong, onChange, onDone }: Props) => {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <label className={css.line}>
      <span>{label}</span>
      <input data-part={part} type={type} value={typed ?? value} placeholder={hint} maxLength={limit} aria-invalid={wrong !== undefined} spellCheck={false}
        onFocus={() => setTyped(value)}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
          event.preventDefault()
          onDone()
        }}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          onChange(event.currentTarget.value)
        }} />
      {wrong !== undefined && <em role="alert">{wrong}</em>}
    </label>
  )
}
