import { argon2id } from 'hash-wasm'
import { timingSafeEqual } from 'node:crypto'

/** What one hash costs: KiB of memory, and passes over it. */
export type PasswordCost = { memorySize: number; iterations: number }

/** What OWASP asks of argon2id at the least. */
export const PASSWORD_COST: PasswordCost = { memorySize: 19_456, iterations: 2 }

const HASH_BYTES = 32
const ENCODED = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$[A-Za-z0-9+/]+$/

// The same password typed on two systems is one password; and an empty one still costs a hash.
const typed = (password: string): string => `:${password.normalize('NFC')}`

/** Hashes a password as an argon2id string that carries its own salt and cost. `salt` is 16 random bytes. */
export const hashPassword = (password: string, salt: Uint8Array, cost: PasswordCost): Promise<string> =>
  argon2id({ password: typed(password), salt, ...cost, parallelism: 1, hashLength: HASH_BYTES, outputType: 'encoded' })

/** A hash no password made, which costs as much to try: for logins that do not exist. `random` answers that many random bytes. */
export const nobodysHash = (random: (bytes: number) => Uint8Array, { memorySize, iterations }: PasswordCost): string => {
  const bare = (bytes: number) => Buffer.from(random(bytes)).toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memorySize},t=${iterations},p=1$${bare(16)}$${bare(HASH_BYTES)}`
}

/** True when the password made this hash. Compares in constant time. */
export const verifyPassword = async (password: string, hash: string): Promise<boolean> => {
  const [, memory, iterations, lanes, salt] = ENCODED.exec(hash) ?? []
  if (salt === undefined) return false
  const again = await argon2id({
    password: typed(password),
    salt: Buffer.from(salt, 'base64'),
    memorySize: Number(memory),
    iterations: Number(iterations),
    parallelism: Number(lanes),
    hashLength: HASH_BYTES,
    outputType: 'encoded',
  })
  const [left, right] = [Buffer.from(again), Buffer.from(hash)]
  return left.length === right.length && timingSafeEqual(left, right)
}
