// `umai audit`: is the log of what was done and seen still the one that was written?
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openInstallation, readAuditHead, sequenceAudit } from '@umai/db'
import { createLog } from '@umai/platform'
import type { Command } from '../command.ts'
import { readConfig } from '../config.ts'
import { createProgress } from '../progress.ts'
import { parseHeads, verifyLog } from './verify.ts'

const HELP = `Usage: umai audit <what> [options]

  head     Print how far the log reaches, as one line to give away or to keep somewhere else
  verify   Compute the whole log anew; says what was changed, dropped or moved

Options
  --heads <file>   verify: lines that "umai audit head" printed earlier. Only a head kept outside this
                   database shows that the end of the log was cut off or all of it written anew.
`

const OPTIONS = { heads: { type: 'string' }, help: { type: 'boolean', default: false } } as const

export const auditCommand: Command = { run }

async function run(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
    })
    const [what] = positionals
    if (values.help || what === undefined) {
      process.stdout.write(HELP)
      return values.help ? 0 : 2
    }
    if (what !== 'head' && what !== 'verify')
      throw new Error(`there is nothing called "${what}" to do. Run "umai audit --help"`)
    const knownHeads =
      values.heads === undefined ? [] : parseHeads(readFileSync(values.heads, 'utf8'))
    const { db } = await openInstallation(readConfig(process.env), createLog({ level: 'warn' }))
    try {
      while ((await sequenceAudit(db)) > 0);
      if (what === 'head') {
        process.stdout.write(`${JSON.stringify(await readAuditHead(db))}\n`)
        return 0
      }
      const progress = createProgress({ label: 'Checking', unit: 'entries' })
      const { text, isWhole } = await verifyLog(db, { knownHeads, onProgress: progress.show })
      process.stdout.write(text)
      return isWhole ? 0 : 1
    } finally {
      await db.close()
    }
  } catch (error) {
    process.stderr.write(`umai audit: ${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}
