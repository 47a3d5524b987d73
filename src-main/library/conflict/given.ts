/** Which text each generation had when it was given to a window: two machines may both have made a generation 6. */
export type Given = {
  note: (id: string, generation: number, digest: string) => void
  /** True where a window may be editing another text of this generation than `digest`. */
  doubts: (id: string, generation: number, digest: string) => boolean
  /** The story was deleted for good: should its id come back, its generations begin anew. */
  forget: (id: string) => void
}

/** More than any window lags behind. */
const KEPT = 50

/** Remembers for as long as the library is open. */
export const makeGiven = (): Given => {
  const given = new Map<string, { generation: number; digest: string }[]>()
  return {
    note: (id, generation, digest) => {
      const known = given.get(id) ?? []
      if (known.some((each) => each.generation === generation && each.digest === digest)) return
      given.set(id, [...known.slice(1 - KEPT), { generation, digest }])
    },
    doubts: (id, generation, digest) => given.get(id)?.some((each) => each.generation === generation && each.digest !== digest) ?? false,
    forget: (id) => void given.delete(id),
  }
}
