import { type AuditHead, type Db, readAuditHead, verifyAudit } from '@umai/db'

/** Lines as `umai audit head` prints them; empty lines are skipped. */
export function parseHeads(text: string): readonly AuditHead[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const head = parseHead(line)
    if (head === undefined)
      throw new Error(`line ${index + 1} of the heads is not what "umai audit head" prints`)
    return [head]
  })
}

function parseHead(line: string): AuditHead | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { size, chainHash } = value as Partial<AuditHead>
  if (!Number.isSafeInteger(size) || !/^[0-9a-f]{64}$/.test(chainHash ?? '')) return undefined
  return value as AuditHead
}

/** Checks the log and says in words what was found. */
export async function verifyLog(
  db: Db,
  options: {
    readonly knownHeads: readonly AuditHead[]
    readonly onProgress?: (done: number, total: number) => void
  },
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const { size } = await readAuditHead(db)
  const verdict = await verifyAudit(db, {
    knownHeads: options.knownHeads,
    onProgress: (done) => options.onProgress?.(done, size),
  })
  const kept = options.knownHeads.length
  const lines = verdict.faults.map(
    ({ position, leafId, fault }) =>
      `entry ${position ?? '?'}${leafId === null ? '' : ` (${leafId})`}: ${fault}`,
  )
  const isWhole = verdict.faults.length === 0
  const summary = isWhole
    ? `The log is whole: ${verdict.head.size} entries, compared with ${kept} kept heads.`
    : `The log is NOT whole: ${verdict.faults.length} faults in ${verdict.head.size} entries.`
  return { text: `${[...lines, summary].join('\n')}\n`, isWhole }
}
