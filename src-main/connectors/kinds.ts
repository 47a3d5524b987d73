import type { ConnectorKind } from './connector-kind'

/** Every CMS there is a folder for. A new one is added here and nowhere else. */
export const connectorKinds: readonly ConnectorKind[] = []
