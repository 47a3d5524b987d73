import envPaths from 'env-paths'
import { join, resolve } from 'node:path'

/** The folder Stet keeps everything in: `--home`, STET_HOME, or the operating system's own place for application data. */
export const homeFolder = (flag: string | undefined, env: NodeJS.ProcessEnv): string => {
  const chosen = flag ?? env['STET_HOME']
  return chosen === undefined || chosen === '' ? envPaths('Stet', { suffix: '' }).data : resolve(chosen)
}

/** The resources folder beside the built code. */
export const resourcesFolder = (): string => join(import.meta.dirname, '../../resources')
/** The built window beside the built code. */
export const windowFolder = (): string => join(import.meta.dirname, '../renderer')
