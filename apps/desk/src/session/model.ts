// The name of a purpose, for every slice that shows why somebody worked with a record.
import { purposes } from '@umai/contract'
import { type Lang, say } from '@umai/words'
import { purposeWords } from './words.ts'

/** Purposes travel as text in the log; one that is no longer known stays as it was written. */
export const purposeName = (purpose: string, lang: Lang): string => {
  const known = purposes.find((one) => one === purpose)
  return known === undefined ? purpose : say(purposeWords, lang)[known]
}
