/** Finds the Electron binary without loading the electron package. */
export declare const findElectron: (root: string, env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform) => { path: string | null; version: string; reason: string | null }
