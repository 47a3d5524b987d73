/** The page that verifies a package, whole; made by verify-page.vite.ts. */
declare module 'virtual:verify-page' {
  const page: string
  export default page
}
