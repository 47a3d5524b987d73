/** True where a real server's tests must run: in CI, and wherever somebody says so. */
export const serversAreRequired = process.env['CI'] === 'stet' || process.env['STET_SERVERS'] === 'required'

/** What is said where a server's tests are left out, or fail, since it is not installed. */
export const notInstalled = (name: string, lacking: readonly string[]): string => `${name} is not installed here, so nothing was tried against it: ${lacking.join(', ')}`

type Runner = { (title: string, run: () => Promise<void>): unknown; skip: (title: string, run: () => void) => unknown }

/** True where a real server can be started. Where it cannot, its tests are skipped by this name, or fail where servers are required. */
export const serverThere = (test: Runner, name: string, lacking: readonly string[]): boolean => {
  if (lacking.length === 0) return true
  const title = notInstalled(name, lacking)
  if (serversAreRequired) test(title, () => Promise.reject(new Error(title)))
  else test.skip(title, () => undefined)
  return false
}
