// What a browser fetches before the desk can be used: the entry, what it imports at once, style and fonts.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

export type FirstLoad = {
  readonly files: readonly {
    readonly name: string
    readonly bytes: number
    readonly compressed: number
  }[]
  readonly scriptBytes: number
  readonly styleBytes: number
  readonly fontBytes: number
}

const sum = (files: FirstLoad['files'], ending: string): number =>
  files
    .filter(({ name }) => name.endsWith(ending))
    .reduce((all, { compressed }) => all + compressed, 0)

/** Sizes of the first load of a built desk; script and style as gzip at its default level, fonts as they are. */
export const firstLoad = async (dir: string): Promise<FirstLoad> => {
  const html = await readFile(join(dir, 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css|woff2))"/g)].map(([, name]) =>
    String(name),
  )
  const seen = new Set(named)
  // A script may import further scripts at once; the page names most of them, the rest are found here.
  for (const name of seen) {
    if (!name.endsWith('.js')) continue
    const text = await readFile(join(dir, name), 'utf8')
    for (const [, other] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      seen.add(`assets/${other}`)
  }
  const files = await Promise.all(
    [...seen].sort().map(async (name) => {
      const body = await readFile(join(dir, name))
      return {
        name,
        bytes: body.length,
        compressed: name.endsWith('.woff2') ? body.length : gzipSync(body).length,
      }
    }),
  )
  return {
    files,
    scriptBytes: sum(files, '.js'),
    styleBytes: sum(files, '.css'),
    fontBytes: sum(files, '.woff2'),
  }
}
