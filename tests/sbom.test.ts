import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { shippedPackages } from './licences.mjs'
import { billOfMaterials } from './sbom.mjs'

const billSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  metadata: z.object({ component: z.object({ type: z.literal('application'), name: z.literal('stet'), version: z.string(), 'bom-ref': z.string() }) }),
  components: z.array(z.object({ 'bom-ref': z.string(), name: z.string(), version: z.string(), purl: z.string().startsWith('pkg:npm/'), hashes: z.array(z.object({ alg: z.enum(['SHA-512', 'SHA-256', 'SHA-1']), content: z.string().regex(/^(?:[0-9a-f]{2})+$/) })).min(1), licenses: z.array(z.unknown()).min(1) })),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
})

describe('the bill of materials', () => {
  const bill = billSchema.parse(billOfMaterials())

  it('names every package that ships and no other, each with its licence, address and digest', () => {
    expect([...new Set(bill.components.map(({ name, version }) => `${name} ${version}`))].sort()).toEqual(shippedPackages().map(({ name, version }) => `${name} ${version}`).sort())
  })

  it('leads only to what it names, and is the same when it is made again', () => {
    const refs = new Set([bill.metadata.component['bom-ref'], ...bill.components.map((each) => each['bom-ref'])])
    for (const { ref, dependsOn } of bill.dependencies) expect([ref, ...dependsOn].filter((each) => !refs.has(each))).toEqual([])
    expect(JSON.stringify(billOfMaterials())).toBe(JSON.stringify(billOfMaterials()))
  })

  it('says nothing of the machine it was made on', () => expect(JSON.stringify(bill)).not.toMatch(/\/home\/|\/work\/|\/Users\/|file:/))
})
