const leaving = new Set<() => void>()

/** Names what is to be left when whoever is here leaves the window. It stands apart, so that the window needs nothing of live sessions to begin. */
export const onOut = (leave: () => void): void => void leaving.add(leave)

/** Somebody signs out, or the library is locked. */
export const everybodyOut = (): void => {
  for (const leave of leaving) leave()
}
