import packageJson from '../package.json'
import { failureOf } from '../src-shared/outcome'
import { deskCommand } from './cli/desk'
import { demoCommand } from './cli/demo'
import { exportCommand } from './cli/export'
import { verifyCommand } from './cli/verify'
import { windowCommand } from './cli/window'
import { languageOf, openWords, type Words } from './cli/words'

const run = async (command: string, args: string[], words: Words): Promise<number> => {
  switch (command) {
    case 'window':
      return windowCommand(args, words, packageJson.version)
    case 'desk':
      return deskCommand(args, words, packageJson.version)
    case 'verify':
      return verifyCommand(args, words, packageJson.version)
    case 'export':
      return exportCommand(args, words, packageJson.version)
    case 'demo':
      return demoCommand(args, words, packageJson.version)
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
