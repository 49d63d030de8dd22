// `umai law diff`: what changed between two days.
import { knownUntilView, law } from '@umai/law'
import { type Article, changeDays, differences, lawAt, type Version } from '@umai/rules'
import { formatDay, type Lang, say } from '@umai/words'
import { lawWords } from './words.ts'

/** The articles whose text, rules or duties differ between two days, with each difference. */
export function diffText(
  from: string,
  to: string,
  article: string | undefined,
  lang: Lang,
): string {
  const words = say(lawWords, lang)
  const before = versionsOn(from)
  const after = versionsOn(to)
  const lines: string[] = []
  for (const id of [...new Set([...before.keys(), ...after.keys()])].sort(byNumber.compare)) {
    if (article !== undefined && id !== article) continue
    const [old, young] = [before.get(id), after.get(id)]
    if (old?.id === young?.id) continue
    const found = law.articles[id]
    if (!found) continue
    lines.push(
      `${heading(found, lang)}: ${old && young ? words.changed : young ? words.added : words.removed}`,
    )
    if (!old || !young) {
      const [version, sign] = young ? [young, '+'] : [old, '-']
      for (const [limb, text] of Object.entries(version?.text ?? {}))
        lines.push(`  ${sign} ${limb}: ${text[lang] ?? ''}`)
      continue
    }
    for (const difference of differences(old.body, young.body)) {
      if (/^(open|noRule)\b/.test(difference.at)) continue // Our own remarks are no change of the law.
      if (law.languages.some((other) => other !== lang && difference.at.endsWith(`.${other}`)))
        continue
      lines.push(`  ${difference.at}`)
      if (difference.before !== undefined) lines.push(`    - ${shown(difference.before, lang)}`)
      if (difference.after !== undefined) lines.push(`    + ${shown(difference.after, lang)}`)
    }
  }
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

const byNumber = new Intl.Collator('en', { numeric: true })

function versionsOn(day: string): ReadonlyMap<string, Version> {
  return new Map(lawAt(law, day).versions.map(({ article, version }) => [article.id, version]))
}

function heading({ code, number, title }: Article, lang: Lang): string {
  return `${law.codes[code]?.short[lang] ?? code} ${number} ${title[lang] ?? ''}`
}

/** A text in the language asked for, anything else as short JSON. */
function shown(value: unknown, lang: Lang): string {
  if (typeof value === 'object' && value !== null && lang in value)
    return String((value as Readonly<Record<string, unknown>>)[lang])
  return typeof value === 'string' ? value : JSON.stringify(value)
}
