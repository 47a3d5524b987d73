/** Where Ghost is installed and the Node it runs with, or null. */
export const ghostProgram: () => { app: string; node: string } | null
/** True while some process installs it. */
export const ghostIsComing: () => boolean
