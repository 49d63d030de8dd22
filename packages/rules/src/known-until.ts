import type { Pack } from './ast.ts'
import { isPlainDate, type PlainDate } from './plain-date.ts'

/**
 * The last day up to which the texts of these articles are known: an article is known to the day on which a source of it
 * was last read, several only as far as the one read longest ago. Undefined where no source says when it was read.
 */
export function knownUntil(
  pack: Pack,
  articles: Iterable<string> = Object.keys(pack.articles),
): PlainDate | undefined {
  let until: PlainDate | undefined
  for (const article of articles) {
    const read = lastRead(pack, article)
    if (read !== undefined && (until === undefined || read < until)) until = read
  }
  return until
}

function lastRead(pack: Pack, article: string): PlainDate | undefined {
  const found = Object.hasOwn(pack.articles, article) ? pack.articles[article] : undefined
  return (found?.versions ?? [])
    .flatMap(({ source }) => pack.sources[source?.id ?? '']?.read ?? [])
    .filter(isPlainDate)
    .sort()
    .at(-1)
}
