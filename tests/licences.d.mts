export type ShippedPackage = { name: string; version: string; licence: string; integrity: string; needs: string[] }
export declare const isCompatible: (expression: string) => boolean
export declare const shippedPackages: () => ShippedPackage[]
export declare const licencesPage: () => string
