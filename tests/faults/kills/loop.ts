import { appendFile } from 'node:fs/promises'

/** What came of one kill: how much had been acknowledged before it, and whether it fell into the middle of something. */
export type Round = { acknowledged: number; caught: boolean }
/** Figures of one place where the process is killed. */
export type Figures = { what: string; kills: number; acknowledged: number; caught: number; seconds: number }

/** How many kills each place gets at most: a dozen in the test run, more where STET_FAULTS_RUNS says so. */
const KILLS = Number(process.env['STET_FAULTS_RUNS'] ?? 0) || 12
/** How long one place may take, in milliseconds; it ends after the kill at which that is over. */
export const LONGEST = (Number(process.env['STET_FAULTS_MINUTES'] ?? 0) || 1) * 60_000

/** Kills so often (`times` as often where a place is quick), or until the time is over; a round throws where anything does not hold. Each figure is a line of STET_FAULTS_OUT, where that names a file. */
export const killing = async (what: string, round: (number: number) => Promise<Round>, times = 1): Promise<Figures> => {
  const began = Date.now()
  const figures: Figures = { what, kills: 0, acknowledged: 0, caught: 0, seconds: 0 }
  while (figures.kills < KILLS * times && Date.now() - began < LONGEST) {
    const { acknowledged, caught } = await round(figures.kills)
    figures.kills += 1
    figures.acknowledged += acknowledged
    figures.caught += Number(caught)
  }
  figures.seconds = (Date.now() - began) / 1000
  const { STET_FAULTS_OUT: out } = process.env
  if (out !== undefined) await appendFile(out, `${JSON.stringify(figures)}\n`)
  return figures
}
