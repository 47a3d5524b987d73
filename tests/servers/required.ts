import { test } from 'vitest'

/** True where a real server's tests must run: in CI, and wherever somebody says so. */
const REQUIRED = process.env['CI'] === 'stet' || process.env['STET_SERVERS'] === 'required'

/** True where a real server can be started. Where it cannot, its tests are skipped by this name, or fail where servers are required. */
export const serverThere = (name: string, lacking: readonly string[]): boolean => {
  if (lacking.length === 0) return true
  const title = `${name} is not installed here, so nothing was tried against it: ${lacking.join(', ')}`
  if (REQUIRED) test(title, () => Promise.reject(new Error(title)))
  else test.skip(title, () => undefined)
  return false
}
