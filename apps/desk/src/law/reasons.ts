// Lines of reasoning with a depth, put back into the tree they were.
import type { ReasonLine } from '@umai/contract'

export type ReasonNode = {
  readonly id: string
  readonly line: ReasonLine
  readonly parts: readonly ReasonNode[]
}

export const reasonTree = (lines: readonly ReasonLine[]): readonly ReasonNode[] => {
  type Growing = Omit<ReasonNode, 'parts'> & { parts: Growing[] }
  const roots: Growing[] = []
  const path: Growing[] = []
  for (const [at, line] of lines.entries()) {
    const node: Growing = { id: String(at), line, parts: [] }
    path.length = Math.min(Math.max(0, line.depth), path.length)
    const parent = path.at(-1)
    if (parent) parent.parts.push(node)
    else roots.push(node)
    path.push(node)
  }
  return roots
}
