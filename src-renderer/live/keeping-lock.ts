const here = new Set<string>()

/**
 * Takes what is kept under a name for this window alone, as long as it lives: a kept part that another window of this machine is still going on with must not be
 * sent by this one too. Answers what gives it back, or null where another has it.
 */
export const holdKeeping = (keeping: string): Promise<(() => void) | null> => {
  if (here.has(keeping)) return Promise.resolve(null)
  here.add(keeping)
  const release = (): void => void here.delete(keeping)
  const locks = (navigator as { locks?: LockManager }).locks
  if (!locks) return Promise.resolve(release)
  return new Promise((resolve) => {
    const asked = locks.request(`stet-live-${keeping}`, { ifAvailable: true }, (lock) => {
      if (!lock) {
        release()
        resolve(null)
        return undefined
      }
      return new Promise<void>((done) => {
        resolve(() => {
          release()
          done()
        })
      })
    })
    // A window without locks goes without: the desk's own merge is what keeps words from being doubled.
    asked.catch(() => resolve(release))
  })
}
