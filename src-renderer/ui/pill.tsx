import type { ReactNode } from 'react'

import classes from './rows.module.css'

/** A stage or state in a word. The tone only repeats what the word says. */
export const Pill = ({ tone, children, title }: { tone?: 'cinnabar' | 'pine' | 'ochre'; children: ReactNode; title?: string }) => (
  <span className={classes['pill']} data-tone={tone} title={title}>
    {children}
  </span>
)
