import { LineCounter, parseDocument } from 'yaml'
import type { SourceDocument } from '../load.ts'
import type { Path } from '../shape.ts'

/** Parses YAML texts the way a pack's reader does, with positions. */
export function readDocuments(files: Readonly<Record<string, string>>): readonly SourceDocument[] {
  return Object.entries(files).map(([file, text]) => {
    const lines = new LineCounter()
    const document = parseDocument(text, { lineCounter: lines, schema: 'core' })
    return {
      file,
      data: document.toJS(),
      positionOf(path: Path) {
        const node = path.length === 0 ? document.contents : document.getIn(path, true)
        const range =
          typeof node === 'object' && node !== null && 'range' in node
            ? (node.range as readonly number[] | undefined)
            : undefined
        if (range?.[0] === undefined) return undefined
        const { line, col } = lines.linePos(range[0])
        return { line, column: col }
      },
    }
  })
}
