import type { ReactNode } from 'react'

import parts from './parts.module.css'

/** One part of a screen of Settings: its heading beside what it is about. */
export const Part = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section className={parts['part']} aria-labelledby={`part-${id}`}>
    <h2 id={`part-${id}`}>{title}</h2>
    <div className={parts['body']}>{children}</div>
  </section>
)
