import type { AnyExtension } from '@tiptap/core'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import type { Awareness } from 'y-protocols/awareness'
import { z } from 'zod'

import styles from './carets.module.css'

/** Somebody in a piece. Who they are is the desk's word, whatever a window says of itself. */
export type Present = { id: string; name: string }

const userSchema = z.object({ id: z.string(), name: z.string() })
/** The desk names everybody on a line; who shows a caret has a window open on the piece, and does not only bring words there. */
const stateSchema = z.object({ user: userSchema.extend({ color: z.string() }) })

/** Who else is here, each once, by name. */
export const presentIn = (awareness: Awareness): Present[] => {
  const found = new Map<string, Present>()
  for (const [client, state] of awareness.getStates()) {
    const user = client === awareness.clientID ? undefined : stateSchema.safeParse(state).data?.user
    if (user) found.set(user.id, { id: user.id, name: user.name })
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The caret's own colour is none: each window draws people as its suggestions do. */
const UNUSED = '#808080'

const coloured = (user: Record<string, unknown>, colourOf: (person: string) => number): string => {
  const told = userSchema.safeParse(user)
  const colour = String(told.success ? colourOf(told.data.id) : 0)
  return `--caret-word: var(--stet-person-${colour}-word); --caret-wash: var(--stet-person-${colour}-wash)`
}

/** Shows where the others are. A caret is drawn, not read out: who is here is said once, by the list of those present. `colourOf` is the number of a person's colour. */
export const liveCarets = (awareness: Awareness, person: Present, colourOf: (person: string) => number): AnyExtension =>
  CollaborationCaret.configure({
    provider: { awareness },
    user: { ...person, color: UNUSED },
    render: (user) => {
      const caret = document.createElement('span')
      caret.className = styles['caret'] ?? ''
      caret.setAttribute('aria-hidden', 'true')
      // The content policy lets no style attribute in; a property set is none.
      caret.style.cssText = coloured(user, colourOf)
      const label = document.createElement('span')
      label.className = styles['label'] ?? ''
      label.dataset['caret'] = String(user['name'])
      label.textContent = String(user['name'])
      caret.append(label)
      return caret
    },
    selectionRender: (user) => ({ nodeName: 'span', class: styles['selection'] ?? '', style: coloured(user, colourOf) }),
  })
