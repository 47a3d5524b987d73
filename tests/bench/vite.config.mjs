import { defineConfig } from 'vite'

/** Bundles a bench and the sources it measures; libraries stay outside. */
export default defineConfig({ build: { target: 'node24', minify: false, emptyOutDir: true }, ssr: { target: 'node' }, publicDir: false })
