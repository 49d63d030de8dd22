// Names and numbers alone, for programs that write or search people but link no registers: nothing here loads
// a database engine.
export { nameKeys, nameTokens, soundOf } from './search-keys.ts'
export { foldText } from './standardise/fold.ts'
export { parseIin } from './standardise/iin.ts'
