import { useState, type RefObject } from 'react'

/** The changes on a page, in the order they are met: where the reader is (from 0; -1 before the first), how many there are, and how to go on. */
export type Stops = { at: number; count: number; go: (step: 1 | -1) => void }

const valuesIn = (root: HTMLElement): string[] => [...new Set([...root.querySelectorAll<HTMLElement>('[data-stop]')].map((element) => element.dataset['stop'] ?? ''))]

const elementsOf = (root: HTMLElement, value: string): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-stop]')].filter((element) => element.dataset['stop'] === value)

/** Brings a change into view, marks it, and puts the focus there, so that a screen reader goes on from it. */
const show = (root: HTMLElement, value: string): void => {
  for (const marked of root.querySelectorAll('[data-current]')) marked.removeAttribute('data-current')
  const [first, ...rest] = elementsOf(root, value)
  for (const element of [first, ...rest]) element?.setAttribute('data-current', '')
  if (!first) return
  first.tabIndex = -1
  first.scrollIntoView({ block: 'center' })
  first.focus({ preventScroll: true })
}

/** Walks the `count` changes under `root`, from before the first. */
export const useStops = (root: RefObject<HTMLElement | null>, count: number): Stops => {
  const [at, setAt] = useState(-1)
  const go = (step: 1 | -1): void => {
    const values = root.current ? valuesIn(root.current) : []
    const next = at === -1 && step === -1 ? values.length - 1 : (at + step + values.length) % Math.max(1, values.length)
    const value = values[next]
    if (!root.current || value === undefined) return
    show(root.current, value)
    setAt(next)
  }
  return { at, count, go }
}
