import { longStory } from './copy'
import { report } from './measure'
import { typingRows } from './typing-run'

report(await typingRows({ what: 'a key in a 100,000-character story', paragraph: 250, make: (_bridge, id) => Promise.resolve({ story: longStory(100_000, id) }) }))
