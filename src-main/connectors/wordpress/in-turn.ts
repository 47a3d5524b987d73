const last = new Map<string, Promise<unknown>>()

/** Does one piece of work after the other for the same key, within this process: two sendings of one story would each make a post. */
export const inTurn = <T>(key: string, work: () => Promise<T>): Promise<T> => {
  const mine = (last.get(key) ?? Promise.resolve()).then(work)
  const settled = mine.then(
    () => undefined,
    () => undefined,
  )
  last.set(key, settled)
  void settled.then(() => {
    if (last.get(key) === settled) last.delete(key)
  })
  return mine
}
