// What an entry of the log says was done, in words. The log keeps the name of the endpoint.
import { type Lang, say } from '@umai/words'
import { actNames } from './words.ts'

export const actName = (action: string, lang: Lang): string => {
  const names: Readonly<Record<string, string>> = say(actNames, lang)
  return names[action] ?? action
}
