import { createPrivateKey, sign } from 'node:crypto'
import { z } from 'zod'

import { siteConnector, siteSettingsSchema } from '../../../src-main/connectors/site/site'
import { openDesk } from '../../../src-main/desk/desk'
import { listen } from '../../../src-main/desk/standalone'
import { webRendition } from '../../../src-main/photos/web-rendition'
import { nodeCrypto } from '../../../src-main/signoff/crypto'
import { valueOf } from '../../../src-shared/outcome'
import { nothingOpen } from '../../../src-shared/proofing/log'
import { oneStagePolicy } from '../../../src-shared/review/policy'
import { preAuthBytes, toBase64 } from '../../../src-shared/signoff/envelope'

export const deskProcessSchema = z.object({ folder: z.string(), site: z.string(), settings: siteSettingsSchema, id: z.string(), publicKey: z.string(), privateKey: z.string() })

/** The process that is killed: a desk with the house's own site, which says where it answers. Told as JSON in its one argument; `privateKey` is PKCS 8 in PEM. */
const { folder, site, settings, id, publicKey, privateKey } = deskProcessSchema.parse(JSON.parse(process.argv[2] ?? ''))
const key = createPrivateKey(privateKey)
const now = (): string => new Date().toISOString()
const desk = valueOf(
  await openDesk({
    folder, databaseUrl: null, now, name: '江畔日报', version: '0.0.0', policy: oneStagePolicy, crypto: nodeCrypto,
    key: { id, publicKey, sign: (payloadType, payload) => ({ payloadType, payload: toBase64(payload), signatures: [{ keyid: id, sig: toBase64(sign(null, preAuthBytes(payloadType, payload), key)) }] }) },
    connectors: [siteConnector({ folder: site, settings, webRendition, now })],
    queuePace: 100,
    makePackage: () => Promise.reject(new Error('unused')),
    machine: () => nothingOpen,
    checkPhoto: () => Promise.reject(new Error('unused')),
  }),
)
const { url } = valueOf(await listen((request, about) => desk.fetch(request, about), { host: '127.0.0.1', port: 0 }))
process.stdout.write(`${url}\n`)
