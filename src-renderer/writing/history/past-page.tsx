import type { ReactNode } from 'react'

import { CompareView } from './compare-view'
import type { Past } from './past'

/** A room's page, or the comparison in its place; the page stays as it is underneath, with its caret and its undo. */
export const PastPage = ({ past, children }: { past: Past; children: ReactNode }) => (
  <>
    {past.comparing && <CompareView past={past} comparing={past.comparing} />}
    <div hidden={past.comparing !== null}>{children}</div>
  </>
)
