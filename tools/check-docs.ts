// Holds the documents true: paths that they name exist, links lead somewhere, every folder has its entry in the map.
// Prints `path:line what-is-wrong what-to-do`, one line a finding.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

type Finding = { readonly at: string; readonly problem: string; readonly remedy: string }

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(path))
const documents = tracked.filter((path) => path.endsWith('.md'))

/** Each line of a document that is not inside a fenced block. */
function linesOutsideFences(path: string): { readonly number: number; readonly text: string }[] {
  let fenced = false
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((text, index) => ({ number: index + 1, text }))
    .filter(({ text }) => {
      if (text.trimStart().startsWith('```')) {
        fenced = !fenced
        return false
      }
      return !fenced
    })
}

function deadLinks(document: string): Finding[] {
  return linesOutsideFences(document).flatMap(({ number, text }) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
      const [path = ''] = target.split('#')
      if (path === '' || /^[a-z]+:/.test(path)) return []
      return existsSync(normalize(join(dirname(document), path)))
        ? []
        : [
            {
              at: `${document}:${number}`,
              problem: `the link "${target}" leads nowhere`,
              remedy: 'name a file that exists',
            },
          ]
    }),
  )
}

/** Words in backquotes that look like a path of this repository must be one. `<noun>` stands for any folder. */
function deadPaths(document: string): Finding[] {
  return linesOutsideFences(document).flatMap(({ number, text }) =>
    [...text.matchAll(/`((?:apps|packages|db|tests|tools|docs|bench)\/[^`\s]*)`/g)].flatMap(
      ([, named = '']) => {
        const path = named.replace(/[:#].*$/, '').replace(/\/$/, '')
        const pattern = new RegExp(
          `^${path
            .replace(/[.+^$()|[\]\\]/g, '\\$&')
            .replace(/\{([^}]*)\}/g, (_, options: string) => `(?:${options.replaceAll(',', '|')})`)
            .replace(/<[^>]+>|\*/g, '[^/]*')}(?:/|$)`,
        )
        return existsSync(path) || tracked.some((file) => pattern.test(file))
          ? []
          : [
              {
                at: `${document}:${number}`,
                problem: `"${named}" does not exist`,
                remedy: 'name the path as it is now, or remove the sentence',
              },
            ]
      },
    ),
  )
}

/** Every workspace folder has its line in the code map of ARCHITECTURE.md. */
function foldersWithoutEntry(): Finding[] {
  const map = readFileSync('ARCHITECTURE.md', 'utf8')
  const folders = new Set(
    tracked.flatMap((path) => {
      const match = /^((?:packages|apps)\/[^/]+|(?:db|tests)\/[^/]+(?=\/)|tools|docs|bench)\//.exec(
        path,
      )
      return match?.[1] === undefined || match[1].includes('.') ? [] : [match[1]]
    }),
  )
  return [...folders]
    .filter((folder) => !map.includes(`\`${folder}\``) && !map.includes(`\`${folder}/`))
    .map((folder) => ({
      at: 'ARCHITECTURE.md:1',
      problem: `the folder "${folder}" has no entry in the code map`,
      remedy: 'add its one-line rule',
    }))
}

const findings = [
  ...documents.flatMap(deadLinks),
  // What happened once is told as it was: paths in the changelog and in decisions may be gone.
  ...documents
    .filter((path) => !path.startsWith('docs/decisions/') && path !== 'CHANGELOG.md')
    .flatMap(deadPaths),
  ...foldersWithoutEntry(),
]
for (const { at, problem, remedy } of findings)
  process.stdout.write(`${at} ${problem}: ${remedy}\n`)
process.exitCode = findings.length === 0 ? 0 : 1
