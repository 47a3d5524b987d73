/** The page that verifies a package in a browser (src-renderer/verify-page), as it was built into this Stet; read when it is needed. */
export const verifierPage = async (): Promise<Uint8Array> => new TextEncoder().encode((await import('virtual:verify-page')).default)
