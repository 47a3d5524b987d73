import { failed, failureOf, ok, type Failure, type Outcome } from '../../src-shared/outcome'
import type { BatchProgress, BatchReport } from '../../src-shared/publication/batch'

/** How a batch of one person stands: how far it is, or what came of the last one until they have read it. */
export type BatchState = { going: BatchProgress | null; report: BatchReport | null; fault: Failure | null }
type Run = (progress: (progress: BatchProgress) => void, signal: AbortSignal) => Promise<BatchReport>

/** One batch at a time, which goes on whatever its windows do; what it comes to is kept for whoever began it. */
export type BatchWork = {
  state: (person: string) => BatchState
  /** Answers once it has begun; refuses `export-busy` while another goes. */
  begin: (person: string, total: number, run: Run) => Outcome<null>
  cancel: (person: string) => void
  /** Forgets what came of the last one. */
  dismiss: (person: string) => void
  /** Stops it, and waits until nothing is written any more. */
  close: () => Promise<void>
}

const NOTHING: BatchState = { going: null, report: null, fault: null }

/** `changed` is told at every piece, and at the end. */
export const makeBatchWork = (changed: () => void): BatchWork => {
  let mine: { person: string; stop: AbortController; state: BatchState; over: Promise<void> } | null = null
  const stateOf = (person: string): BatchState => (mine?.person === person ? mine.state : NOTHING)
  return {
    state: stateOf,
    begin: (person, total, run) => {
      if (mine?.state.going) return failed('export-busy', 'Packages are being exported already.')
      const stop = new AbortController()
      const work = { person, stop, state: { ...NOTHING, going: { done: 0, total, headline: '' } } as BatchState, over: Promise.resolve() }
      mine = work
      const tell = (state: Partial<BatchState>): void => {
        work.state = { ...NOTHING, ...state }
        changed()
      }
      work.over = run((going) => tell({ going }), stop.signal).then((report) => tell({ report }), (error: unknown) => tell({ fault: failureOf(error) }))
      changed()
      return ok(null)
    },
    cancel: (person) => {
      if (mine?.person === person) mine.stop.abort()
    },
    dismiss: (person) => {
      if (mine?.person !== person || mine.state.going) return
      mine = null
      changed()
    },
    close: async () => {
      mine?.stop.abort()
      await mine?.over
    },
  }
}
