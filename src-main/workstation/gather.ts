/** A task that is asked for more often than it need run: one run at a time, and however often it is asked for meanwhile, one more after it. A run that throws is told to `failed`. */
export const gather = (task: () => Promise<void>, failed: (error: unknown) => void): (() => Promise<void>) => {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const run = async (): Promise<void> => {
    try {
      await task()
    } catch (error) {
      failed(error)
    }
  }
  return () => {
    if (next) return next
    if (running) {
      next = running.then(() => {
        next = null
        running = run().finally(() => (running = null))
        return running
      })
      return next
    }
    running = run().finally(() => (running = null))
    return running
  }
}
