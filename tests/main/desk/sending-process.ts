import { createPrivateKey, sign } from 'node:crypto'
import { z } from 'zod'

import { connectorKinds } from '../../../src-main/connectors/kinds'
import { openDesk } from '../../../src-main/desk/desk'
import { listen } from '../../../src-main/desk/standalone'
import { webRendition } from '../../../src-main/photos/web-rendition'
import { nodeCrypto } from '../../../src-main/signoff/crypto'
import { failed, valueOf } from '../../../src-shared/outcome'
import { nothingOpen } from '../../../src-shared/proofing/log'
import { oneStagePolicy } from '../../../src-shared/review/policy'
import { preAuthBytes, toBase64 } from '../../../src-shared/signoff/envelope'

/** What a desk in a process of its own is told, as JSON in its one argument; `privateKey` is PKCS 8 in PEM. */
export const processSchema = z.object({ folder: z.string(), databaseUrl: z.string().nullable(), id: z.string(), publicKey: z.string(), privateKey: z.string(), lease: z.object({ lasts: z.number(), renewed: z.number() }) })

const { folder, databaseUrl, id, publicKey, privateKey, lease } = processSchema.parse(JSON.parse(process.argv[2] ?? ''))
const key = createPrivateKey(privateKey)
const now = (): string => new Date().toISOString()

/** A process to be killed while it sends: a desk that answers over HTTP, and says where. */
const desk = valueOf(
  await openDesk({
    folder, databaseUrl, now,
    name: '江畔日报',
    version: '0.0.0',
    policy: oneStagePolicy,
    key: { id, publicKey, sign: (payloadType, payload) => ({ payloadType, payload: toBase64(payload), signatures: [{ keyid: id, sig: toBase64(sign(null, preAuthBytes(payloadType, payload), key)) }] }) },
    crypto: nodeCrypto,
    connectors: [],
    kinds: {
      kinds: connectorKinds.map(({ kind, asks }) => ({ kind, account: asks.account })),
      open: (settings, secret) => connectorKinds.find(({ kind }) => kind === settings.kind)?.open(settings, secret, { webRendition, fetch, now }) ?? failed('destination-kind-unknown', settings.kind),
    },
    queuePace: 100,
    queueLease: lease,
    makePackage: () => Promise.reject(new Error('unused')),
    machine: () => nothingOpen,
    checkPhoto: () => Promise.reject(new Error('unused')),
  }),
)
const { url } = valueOf(await listen((request, about) => desk.fetch(request, about), { host: '127.0.0.1', port: 0 }))
process.stdout.write(`${url}\n`)
