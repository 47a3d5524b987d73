type Ranges = { clock: number; len: number }[]

/** What somebody knows of a Yjs document: how much of what each client put in, and what was taken out (Yjs calls it a snapshot). */
export type LiveKnown = { sv: Map<number, number>; ds: { clients: Map<number, Ranges> } }

const joined = (ranges: Ranges): Ranges => {
  const result: Ranges = []
  for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
    const last = result.at(-1)
    if (last && clock <= last.clock + last.len) last.len = Math.max(last.len, clock + len - last.clock)
    else result.push({ clock, len })
  }
  return result
}

const shared = (some: Ranges, others: Ranges): Ranges => {
  const [a, b, result] = [joined(some), joined(others), [] as Ranges]
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [one, other] = [a[i], b[j]]
    if (!one || !other) break
    const [from, to] = [Math.max(one.clock, other.clock), Math.min(one.clock + one.len, other.clock + other.len)]
    if (from < to) result.push({ clock: from, len: to - from })
    if (one.clock + one.len < other.clock + other.len) i += 1
    else j += 1
  }
  return result
}

/** What both know: a state the document passed through on the way to either, since each knows only what follows from what it knows. */
export const commonOf = (a: LiveKnown, b: LiveKnown): LiveKnown => {
  const sv = new Map<number, number>()
  for (const [client, clock] of a.sv) if (Math.min(clock, b.sv.get(client) ?? 0) > 0) sv.set(client, Math.min(clock, b.sv.get(client) ?? 0))
  const clients = new Map<number, Ranges>()
  for (const [client, ranges] of a.ds.clients) {
    const both = shared(ranges, b.ds.clients.get(client) ?? [])
    if (both.length > 0) clients.set(client, both)
  }
  return { sv, ds: { clients } }
}

/** What either knows. */
export const eitherOf = (a: LiveKnown, b: LiveKnown): LiveKnown => {
  const sv = new Map(a.sv)
  for (const [client, clock] of b.sv) sv.set(client, Math.max(clock, sv.get(client) ?? 0))
  const clients = new Map<number, Ranges>()
  for (const client of new Set([...a.ds.clients.keys(), ...b.ds.clients.keys()])) clients.set(client, joined([...(a.ds.clients.get(client) ?? []), ...(b.ds.clients.get(client) ?? [])]))
  return { sv, ds: { clients } }
}

const lengthOf = (ranges: Ranges): number => ranges.reduce((sum, { len }) => sum + len, 0)

/** Whether the first knows everything the second does. */
export const knowsAll = (all: LiveKnown, some: LiveKnown): boolean =>
  [...some.sv].every(([client, clock]) => (all.sv.get(client) ?? 0) >= clock) &&
  [...some.ds.clients].every(([client, ranges]) => lengthOf(shared(ranges, all.ds.clients.get(client) ?? [])) === lengthOf(joined(ranges)))
