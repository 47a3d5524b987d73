/** Runs tasks one after another per key, and different keys side by side. A task that fails does not stop the next. */
export type Turns = { take: <T>(key: string, task: () => Promise<T>) => Promise<T>; /** Resolves when nothing is running or waiting. */ idle: () => Promise<void> }

/** Makes an empty set of queues. */
export const makeTurns = (): Turns => {
  const tails = new Map<string, Promise<void>>()
  return {
    take: async (key, task) => {
      const before = tails.get(key)
      const running = before ? before.then(task) : task()
      const tail = running.then(
        () => undefined,
        () => undefined,
      )
      tails.set(key, tail)
      try {
        return await running
      } finally {
        if (tails.get(key) === tail) tails.delete(key)
      }
    },
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values())
    },
  }
}
