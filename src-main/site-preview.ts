import { failed, ok, type Outcome } from '../src-shared/outcome'
import { servePreview } from './connectors/site/preview'

/** Shows the site that stands on this machine, from the first time it is asked for until it is closed. Refuses `preview-elsewhere` {address} where it stands on the desk's. */
export const keepPreview = ({ folder, elsewhere }: { folder: string; /** The desk's address where it is another machine's; null for ours. */ elsewhere: () => string | null }): { open: () => Promise<Outcome<{ url: string }>>; close: () => Promise<void> } => {
  let served: { url: string; close: () => Promise<void> } | null = null
  return {
    open: async () => {
      const address = elsewhere()
      if (address !== null) return failed('preview-elsewhere', "The site stands on the desk's machine.", { address })
      if (!served) {
        const opened = await servePreview(folder)
        if (!opened.ok) return opened
        served = opened.value
      }
      return ok({ url: served.url })
    },
    close: async () => served?.close(),
  }
}
