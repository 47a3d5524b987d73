import packageJson from '../package.json'
import { failureOf } from '../src-shared/outcome'
import { languageOf, openWords, type Words } from './cli/words'

// Each command loads what it needs when it is asked for: who verifies a package needs no desk.
const run = async (command: string, args: string[], words: Words): Promise<number> => {
  switch (command) {
    case 'window':
      return (await import('./cli/window')).windowCommand(args, words, packageJson.version)
    case 'desk':
      return (await import('./cli/desk')).deskCommand(args, words, packageJson.version)
    case 'verify':
      return (await import('./cli/verify')).verifyCommand(args, words, packageJson.version)
    case 'export':
      return (await import('./cli/export')).exportCommand(args, words, packageJson.version)
    case 'demo':
      return (await import('./cli/demo')).demoCommand(args, words, packageJson.version)
    case '--version':
      console.log(packageJson.version)
      return 0
    default:
      console.log(words.say('usage'))
      return command === '--help' || command === 'help' ? 0 : 2
  }
}

const [command = '--help', ...args] = process.argv.slice(2)
const words = await openWords(languageOf(process.env))
try {
  process.exitCode = await run(command, args, words)
} catch (error) {
  console.error(words.failure(failureOf(error)))
  process.exitCode = 1
}
