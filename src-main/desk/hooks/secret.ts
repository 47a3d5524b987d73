import { hkdfSync } from 'node:crypto'

/**
 * The secret a hook signs with, made from the desk's own and the hook's salt: nothing that signs is stored, and a new salt is a new secret. As Standard
 * Webhooks writes it: "whsec_" and base64 of 32 bytes.
 */
export const hookSecret = (deskSecret: string, salt: string): string => `whsec_${Buffer.from(hkdfSync('sha256', deskSecret, salt, 'stet.hook/1', 32)).toString('base64')}`
