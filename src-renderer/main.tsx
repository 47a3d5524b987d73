import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '@mantine/tiptap/styles.css'
import './ui/page.css'
import './ui/i18n'

import { createRoot } from 'react-dom/client'
import { z } from 'zod'

import { App } from './app'

declare global {
  interface Window {
    /** Where the scroll lock of dialogs looks for the nonce of its style. */
    __webpack_nonce__?: string
  }
}

// The window's content policy forbids eval, which zod would otherwise try.
z.config({ jitless: true })

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
window.__webpack_nonce__ = nonce

const root = document.getElementById('root')
if (root) createRoot(root).render(<App nonce={nonce} />)
