import type { Rows } from '../rows'

/** The same rows; `touched` hears of every story that was written or is to be looked at again, null where any may be. */
export const watchRows = (rows: Rows, touched: (id: string | null) => void): Rows => ({
  ...rows,
  put: (id, make) => {
    rows.put(id, make)
    touched(id)
  },
  look: (id) => {
    rows.look(id)
    touched(id)
  },
  rebuild: () => {
    rows.rebuild()
    touched(null)
  },
  notice: () => {
    const changed = rows.notice()
    if (changed) touched(null)
    return changed
  },
})
