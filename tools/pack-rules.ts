// Builds @umai/rules as a package of plain JavaScript with types, ready for `npm publish`:  node tools/pack-rules.ts [folder]
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const source = join(root, 'packages/rules')

/** Writes the package into a folder, which is emptied first. */
export function packRules(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/typescript/bin/tsc'),
      ...['-p', join(source, 'tsconfig.publish.json'), '--outDir', join(folder, 'lib')],
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  for (const file of ['README.md', 'FORMAT.md', 'schema'])
    cpSync(join(source, file), join(folder, file), { recursive: true })
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  const {
    private: _private,
    devDependencies: _devDependencies,
    exports,
    files: _files,
    ...kept
  } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Record<string, unknown>
  const built = Object.entries(exports as Readonly<Record<string, string>>).map(([name, path]) => {
    const file = path.replace(/^\.\/src\/(.*)\.ts$/, './lib/$1')
    return [name, { types: `${file}.d.ts`, default: `${file}.js` }]
  })
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify({ ...kept, exports: { ...Object.fromEntries(built), './schema/*': './schema/*' }, sideEffects: false }, null, 2)}\n`,
  )
}

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? join(source, 'dist'))
  packRules(folder)
  process.stdout.write(`${folder} is ready: npm publish ${folder}\n`)
}
