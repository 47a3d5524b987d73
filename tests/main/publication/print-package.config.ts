import { defineConfig } from 'vitest/config'

/** Runs print-package.ts alone, in a process of its own. */
export default defineConfig({ test: { include: ['tests/main/publication/print-package.ts'], pool: 'forks' } })
