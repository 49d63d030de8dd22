// Reads the YAML of a pack from disk, with the place of every value, so that an error can name file and line. Node only.
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Path, Position, SourceDocument } from '@umai/rules'
import { isNode, LineCounter, parseDocument } from 'yaml'

/** Where the articles, acts, facts and cases of Kazakhstan's law lie. */
export const packFolder: string = fileURLToPath(new URL('../pack', import.meta.url))

/** A file that is no YAML 1.2; the message names file, line and fault. */
export class YamlError extends Error {
  override readonly name = 'YamlError'
}

/** Parses one YAML document of the core schema: dates stay strings, `no` stays a word. */
export function parseYaml(file: string, text: string): SourceDocument {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    lineCounter: lines,
    uniqueKeys: true,
  })
  const [fault] = [...document.errors, ...document.warnings]
  if (fault) {
    const { line, col } = lines.linePos(fault.pos[0])
    throw new YamlError(`${file}:${line}:${col} cannot be read as YAML: ${fault.message}`)
  }
  const positionOf = (path: Path): Position | undefined => {
    const node = document.getIn(path, true)
    const start = isNode(node) ? node.range?.[0] : undefined
    if (start === undefined) return undefined
    const { line, col } = lines.linePos(start)
    return { line, column: col }
  }
  return { file, data: document.toJS(), positionOf }
}

/** All documents of a pack folder, in the order of their paths. */
export function readPackDocuments(folder: string = packFolder): readonly SourceDocument[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => path.split(sep).join('/'))
    .sort()
    .map((path) => parseYaml(path, readText(folder, path)))
}

function readText(folder: string, path: string): string {
  try {
    return readFileSync(join(folder, path), 'utf8')
  } catch (error) {
    throw new YamlError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}; a pack is YAML files that can be read`,
    )
  }
}
