import { writeFileSync } from 'node:fs'

/** One line of docs/benchmarks.md. Times in milliseconds unless `unit` says otherwise; `aim` is the ratio hoped for, null where none is set. */
export type Row = { what: string; ms: number; baseline: string; baselineMs: number; ratio: number; aim: number | null; note: string; unit?: string }

/** The value below which a share of the samples lies. */
export const quantile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5)

/** Milliseconds one run takes. */
export const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await run()
  return performance.now() - began
}

/** Runs two things in turn, A B A B, after a warm-up, so that a drifting machine drifts for both. */
export const inTurn = async (times: number, a: () => Promise<unknown>, b: () => Promise<unknown>): Promise<{ a: number[]; b: number[] }> => {
  await a()
  await b()
  const taken: { a: number[]; b: number[] } = { a: [], b: [] }
  for (let turn = 0; turn < times; turn += 1) {
    taken.a.push(await timed(a))
    taken.b.push(await timed(b))
  }
  return taken
}

/** Hands the rows to the runner, which named the file to write. */
export const report = (rows: readonly Row[]): void => {
  for (const row of rows) console.log(`${row.what}: ${row.ms.toFixed(2)} ${row.unit ?? 'ms'}, ${row.baseline} ${row.baselineMs.toFixed(2)} ${row.unit ?? 'ms'}, ratio ${row.ratio.toFixed(2)}`)
  const file = process.argv[2]
  if (file !== undefined) writeFileSync(file, JSON.stringify(rows))
}
