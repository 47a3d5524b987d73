// `npm run sbom`: writes dist/stet-<version>.cdx.json, what ships and nothing else as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { shippedPackages } from './licences.mjs'

const root = join(import.meta.dirname, '..')

/** A package's address among packages: pkg:npm/%40scope/name@1.0.0. */
const purlOf = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`

/** npm keeps digests as "sha512-<base64>"; CycloneDX wants the algorithm's name and hex. */
const hashesOf = (integrity) =>
  integrity
    .split(/\s+/)
    .map((each) => /^sha(\d+)-(.+)$/.exec(each))
    .filter(Boolean)
    .map(([, bits, base64]) => ({ alg: bits === '1' ? 'SHA-1' : `SHA-${bits}`, content: Buffer.from(base64, 'base64').toString('hex') }))

/** The bill of materials, from the lock file: the same for one version wherever and whenever it is made. */
export const billOfMaterials = () => {
  const { name, version, license, dependencies: direct } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const shipped = shippedPackages()
  const own = purlOf(name, version)
  // Where several versions of one package ship, whoever needs it may have either: the lock file says which stands where, this list only what ships.
  const refsOf = (needed) => shipped.filter((each) => each.name === needed).map((each) => purlOf(each.name, each.version))
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': own, name, version, purl: own, licenses: [{ license: { id: license } }] } },
    components: shipped.map((each) => ({
      type: 'library',
      'bom-ref': purlOf(each.name, each.version),
      name: each.name,
      version: each.version,
      scope: 'required',
      purl: purlOf(each.name, each.version),
      licenses: [{ expression: each.licence }],
      ...(each.integrity === '' ? {} : { hashes: hashesOf(each.integrity) }),
    })),
    dependencies: [{ ref: own, dependsOn: Object.keys(direct).flatMap(refsOf) }, ...shipped.map((each) => ({ ref: purlOf(each.name, each.version), dependsOn: each.needs.flatMap(refsOf) }))],
  }
}

if (process.argv[1] === import.meta.filename) {
  const bill = billOfMaterials()
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, 'dist', `stet-${bill.metadata.component.version}.cdx.json`), `${JSON.stringify(bill, null, 2)}\n`)
}
