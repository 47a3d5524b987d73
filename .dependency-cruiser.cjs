/** The house's import rules (docs/ARCHITECTURE.md). Each one fails `npm run layers`. */
const order = ['story', 'proofing', 'review', 'signoff', 'publication', 'desk-api', 'bridge']
const stations = ['library', 'photos', 'proofing', 'outbox', 'signoff', 'desk', 'connectors', 'publication', 'vault', 'statistics', 'house']

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    // virtual:verify-page is made by verify-page.vite.ts.
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:verify-page$' } },
    {
      name: 'shared-imports-little',
      comment: 'src-shared imports only itself, its tables of words, zod, canonicalize, diff, papaparse, parse5 and headless Tiptap.',
      severity: 'error',
      from: { path: '^src-shared/' },
      to: { pathNot: ['^src-shared/', '^resources/proofing/', '^node_modules/(zod|canonicalize|diff|papaparse|parse5|@tiptap/(core|pm|static-renderer|extension-[a-z-]+))/', '^node_modules/prosemirror-model/'] },
    },
    ...order.map((folder, index) => ({
      name: `shared-${folder}-looks-down`,
      severity: 'error',
      from: { path: `^src-shared/${folder}/` },
      to: { path: `^src-shared/(${['-', ...order.slice(index + 1)].join('|')})/` },
    })),
    { name: 'outcome-imports-nothing-of-ours', severity: 'error', from: { path: '^src-shared/outcome\\.ts$' }, to: { path: '^src-' } },
    { name: 'renderer-imports-shared-only', severity: 'error', from: { path: '^src-renderer/' }, to: { path: '^src-main/' } },
    { name: 'renderer-has-no-node', severity: 'error', from: { path: '^src-(renderer|shared)/' }, to: { dependencyTypes: ['core'] } },
    { name: 'only-bench-touches-the-bridge', severity: 'error', from: { path: '^src-renderer/', pathNot: '^src-renderer/bench\\.ts$' }, to: { path: '^src-shared/bridge/port\\.ts$', dependencyTypesNot: ['type-only'] } },
    { name: 'nothing-imports-renderer', severity: 'error', from: { pathNot: '^src-renderer/' }, to: { path: '^src-renderer/' } },
    ...stations.map((station) => ({
      name: `station-${station}-stands-alone`,
      comment: 'A station imports src-shared and libraries, never another station; compose.ts joins them.',
      severity: 'error',
      from: { path: `^src-main/${station}/` },
      to: { path: '^src-main/', pathNot: [`^src-main/${station}/`, '^src-main/durable/'] },
    })),
    { name: 'durable-is-the-floor', comment: 'Durable writing knows no station.', severity: 'error', from: { path: '^src-main/durable/' }, to: { path: '^src-main/', pathNot: '^src-main/durable/' } },
    { name: 'electron-in-its-room', severity: 'error', from: { path: '^src-main/', pathNot: '^src-main/(main\\.ts|compose\\.ts|shell/electron/)' }, to: { path: '^(node_modules/)?electron(/|$)' } },
    { name: 'launch-imports-nothing-built', severity: 'error', from: { path: '^src-main/launch/' }, to: { pathNot: '^src-main/launch/', dependencyTypesNot: ['core'] } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], mainFields: ['module', 'main', 'types'] },
  },
}
