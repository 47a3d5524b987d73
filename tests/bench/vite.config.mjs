import { dirname } from 'node:path'
import { defineConfig } from 'vite'

import { verifyPagePlugin } from '../../verify-page.vite.ts'

/** What starts a real server has files beside it, and finds them from the bundle too. */
const ownFolder = { name: 'own-folder', transform: (code, id) => (id.includes('/tests/servers/') ? code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id))) : null) }

/** Bundles a bench and the sources it measures; libraries stay outside. */
export default defineConfig({ build: { target: 'node24', minify: false, emptyOutDir: true }, ssr: { target: 'node' }, publicDir: false, plugins: [ownFolder, verifyPagePlugin()] })
