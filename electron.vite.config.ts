import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

import { verifyPagePlugin } from './verify-page.vite.ts'

/** Everything of one process stands flat in one folder, so that code finds its neighbours from import.meta.dirname wherever the bundler put it. */
const flat = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' }

export default defineConfig({
  main: {
    plugins: [verifyPagePlugin()],
    build: {
      // Production dependencies stay in node_modules; the rest (our own code, i18next) is bundled.
      externalizeDeps: true,
      target: 'node24',
      rolldownOptions: { input: { main: 'src-main/main.ts', cli: 'src-main/cli.ts' }, output: { format: 'es', ...flat } },
    },
  },
  preload: {
    build: {
      // A sandboxed preload is one CommonJS file that can require nothing but electron.
      externalizeDeps: false,
      target: 'node24',
      rolldownOptions: { input: { preload: 'src-main/shell/electron/preload.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false } },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: {
      // Electron 45 is far ahead of this; the same files are served to ordinary browsers, which may not be.
      target: 'chrome120',
      minify: true,
      chunkSizeWarningLimit: 1000, // Read from the disk or loopback, never a slow line.
      rolldownOptions: { input: 'src-renderer/index.html' },
    },
  },
})
