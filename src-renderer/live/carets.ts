import type { AnyExtension } from '@tiptap/core'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import type { Awareness } from 'y-protocols/awareness'
import { z } from 'zod'

import styles from './carets.module.css'

/** Somebody in the same piece: who, and the colour of their caret. */
export type Present = { id: string; name: string; colour: string }

/** Dark enough for white words on them, far enough apart to be told from each other. */
const COLOURS = ['#9c2f2f', '#1f5f99', '#2f6b2f', '#7a4a00', '#6a3d9a', '#00676b', '#99335f', '#4d4d4d'] as const

/** A person's colour: the same for everybody who sees them. */
export const colourOf = (person: string): string => {
  let sum = 0
  for (const char of person) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 65_521
  return COLOURS[sum % COLOURS.length] ?? COLOURS[0]
}

const stateSchema = z.object({ user: z.object({ id: z.string(), name: z.string(), color: z.string() }) })

/** Who else is here, each once, by name. */
export const presentIn = (awareness: Awareness): Present[] => {
  const found = new Map<string, Present>()
  for (const [client, state] of awareness.getStates()) {
    const user = client === awareness.clientID ? undefined : stateSchema.safeParse(state).data?.user
    if (user) found.set(user.id, { id: user.id, name: user.name, colour: user.color })
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Shows where the others are. A caret is drawn, not read out: who is here is said once, by the list of those present. */
export const liveCarets = (awareness: Awareness, person: { id: string; name: string }): AnyExtension =>
  CollaborationCaret.configure({
    provider: { awareness },
    user: { id: person.id, name: person.name, color: colourOf(person.id) },
    render: ({ name, color }) => {
      const caret = document.createElement('span')
      caret.className = styles['caret'] ?? ''
      caret.setAttribute('aria-hidden', 'true')
      caret.style.setProperty('--caret-colour', String(color))
      const label = document.createElement('span')
      label.className = styles['label'] ?? ''
      label.textContent = String(name)
      caret.append(label)
      return caret
    },
  })
