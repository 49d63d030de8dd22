// `umai law diff`: what changed between two days.
import { knownUntilView, law, lawChanges } from '@umai/law'
import { changeDays } from '@umai/rules'
import { formatDay, type Lang, say } from '@umai/words'
import { lawWords } from './words.ts'

/** The articles whose text, rules or duties differ between two days, with each difference in words. */
export function diffText(
  from: string,
  to: string,
  article: string | undefined,
  lang: Lang,
): string {
  const words = say(lawWords, lang)
  const lines = lawChanges(law, from, to)
    .articles.filter(({ id }) => article === undefined || id === article)
    .flatMap(({ label, title, before, after, changes }) => [
      `${label[lang]} ${title[lang]}: ${before === null ? words.added : after === null ? words.removed : words.changed}`,
      ...changes.flatMap((change) => [
        `  ${change.what[lang]}`,
        ...(change.before === null ? [] : [`    - ${indented(change.before[lang])}`]),
        ...(change.after === null ? [] : [`    + ${indented(change.after[lang])}`]),
      ]),
    ])
  const [first] = changeDays(law)
  const unread =
    first !== undefined && (from < first || to < first)
      ? [words.before({ day: formatDay(first, lang) })]
      : []
  const later = knownUntilView(law, [from, to], article === undefined ? undefined : [article])
  return [
    ...(lines.length === 0 ? [words.unchanged] : lines),
    ...unread,
    ...(later === null ? [] : [later.remark[lang]]),
  ].join('\n')
}

/** What has several lines stays under its sign. */
function indented(text: string): string {
  return text.replaceAll('\n', '\n      ')
}
