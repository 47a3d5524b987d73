import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

import { verifyPagePlugin } from './verify-page.vite.ts'

export default defineConfig({
  plugins: [react(), verifyPagePlugin()],
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/journeys/**', 'node_modules/**', 'out/**', 'dist/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
