// Folding of names and numbers alone, for programs that search people but link no registers: nothing here
// loads a database engine.
export { surnameStem } from './standardise/family-names.ts'
export { foldName } from './standardise/fold.ts'
export { parseIin } from './standardise/iin.ts'
export { phoneticKey } from './standardise/phonetic.ts'
