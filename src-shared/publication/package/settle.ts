import { toBase64 } from '../../signoff/envelope'
import type { Crypto } from '../../signoff/check'
import type { Trust } from './trust'
import { judgePackage, type Judged, type ReadPackage } from './verify'

/** Cryptography whose signature check answers later, as a browser's does. */
export type LaterCrypto = { sha256: Crypto['sha256']; verify: (publicKey: string, message: Uint8Array, signature: Uint8Array) => Promise<boolean> }

/**
 * Judges a package where signatures can only be checked later: it is judged with those not checked yet taken for good, then they are checked, and so on until a whole
 * judgement asked for nothing that was not checked. Only that one is answered.
 */
export const judgeLater = async (read: ReadPackage, { crypto, trust }: { crypto: LaterCrypto; trust?: Trust | undefined }): Promise<Judged> => {
  const known = new Map<string, boolean>()
  for (;;) {
    const open = new Map<string, () => Promise<boolean>>()
    const verify: Crypto['verify'] = (publicKey, message, signature) => {
      const asked = `${publicKey} ${toBase64(signature)} ${crypto.sha256(message)}`
      const answer = known.get(asked)
      if (answer === undefined) open.set(asked, () => crypto.verify(publicKey, message, signature))
      return answer ?? true
    }
    const judged = judgePackage(read, { crypto: { sha256: crypto.sha256, verify }, trust })
    if (open.size === 0) return judged
    for (const [asked, check] of open) known.set(asked, await check())
  }
}
