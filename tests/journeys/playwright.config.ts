import { defineConfig } from '@playwright/test'

/** Journeys run in the installed browser against the built app, two at a time, since each mostly waits. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.journey.ts',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json']],
  outputDir: '../../test-results',
  use: { trace: 'retain-on-failure' },
})
