import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Lent } from '../../src-shared/desk-api/pieces'
import { ok, type Outcome } from '../../src-shared/outcome'
import type { KeptPieces } from './kept-pieces'
import { isAway } from './reach'

/** The rights lent at the desk, as last heard where it is away. */
export const readLent = async ({ client, desk, kept }: { client: DeskClient; desk: string; kept: KeptPieces }): Promise<Outcome<Lent[]>> => {
  const answer = await client.call('delegations')
  if (answer.ok) {
    await kept.keepLent(desk, answer.value).catch(() => undefined)
    return answer
  }
  const known = isAway(answer.code) ? await kept.lent(desk) : null
  return known ? ok(known) : answer
}
