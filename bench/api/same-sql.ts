// The very statements that the server sends for a step, taken down while it answers once, and played again by pgbench:
// what remains between the two is what the server itself costs.
import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { databaseUrlFor } from '@umai/db'
import { type Keys, signTicket } from '@umai/platform'
import { Client } from 'pg'

export type Statement = Readonly<{ role: string; text: string; values: readonly unknown[] }>

const heard: Statement[] = []
let isListening = false

/** From here on everything a client of this process sends is heard. */
export const tapClients = (): void => {
  const original = Client.prototype.query as (...args: unknown[]) => unknown
  Client.prototype.query = function query(this: Client, ...args: unknown[]) {
    const [first, second] = args
    const text = typeof first === 'string' ? first : (first as { text?: string }).text
    if (isListening && text !== undefined) {
      const values = Array.isArray(second)
        ? second
        : ((first as { values?: unknown[] }).values ?? [])
      heard.push({ role: this.user ?? '', text, values: [...values] })
    }
    return original.apply(this, args)
  } as typeof Client.prototype.query
}

export const takeDown = async (work: () => Promise<unknown>): Promise<readonly Statement[]> => {
  heard.length = 0
  isListening = true
  try {
    await work()
  } finally {
    isListening = false
  }
  return [...heard]
}

const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return `'${value}'`
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  if (Array.isArray(value))
    return `'{${value.map((item) => (Buffer.isBuffer(item) ? `"\\\\x${item.toString('hex')}"` : `"${String(item).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)).join(',')}}'`.replaceAll(
      "'{",
      "'{",
    )
  return `'${String(value).replaceAll("'", "''")}'`
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const isNew = (value: unknown, sinceMs: number): value is string =>
  typeof value === 'string' &&
  (uuid.test(value)
    ? Number.parseInt(value.slice(0, 8) + value.slice(9, 13), 16) >= sinceMs
    : /^[0-9a-f-]{36}$/.test(value) && value[14] === '4')

/**
 * One step as a script. The ticket is signed anew, ids and keys that the server made for this one request become
 * variables, so that playing it again writes other rows.
 */
export const toScript = (
  statements: readonly Statement[],
  options: Readonly<{ sinceMs: number; userId: string; keys: Keys; sessionId: string }>,
): string => {
  const made = new Map<string, string>()
  const lines = statements.map(({ text, values }) => {
    const placed = values.map((value, at) => {
      if (typeof value === 'string' && value.startsWith('v1.') && text.includes('set_config'))
        return literal(
          signTicket(
            options.keys.derive('identity ticket'),
            {
              userId: options.userId,
              sessionId: options.sessionId,
              purpose: 'case-work',
              isSteppedUp: true,
            },
            Date.now(),
          ),
        )
      if (isNew(value, options.sinceMs)) {
        const name = made.get(value) ?? `id${made.size}`
        made.set(value, name)
        return `'0199${name.slice(2).padStart(4, '0')}-0000-7000-8000-:${name}'`
      }
      // Numbers drawn by lot would meet themselves.
      if (typeof value === 'string' && /^R-[0-9A-Z]{7}$/.test(value)) {
        made.set(value, 'number')
        return `'R-:number'`
      }
      void at
      return literal(value)
    })
    return `${text.replaceAll(/\$(\d+)/g, (_, number: string) => placed[Number(number) - 1] ?? 'null').replaceAll(/\s*\n\s*/g, ' ')};`
  })
  const sets = [...new Set(made.values())].map(
    (name) => `\\set ${name} random(100000000000, 999999999999)`,
  )
  return `${[...sets, ...lines].join('\n')}\n`
}

export const hasPgbench = (): string | undefined => {
  const { status, stdout } = spawnSync('pgbench', ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

export type Played = Readonly<{ name: string; weight: number; script: string }>

/** Latencies in milliseconds by the name of the script, under as many clients and at the pace of the desks. */
export const playByPgbench = async (
  options: Readonly<{
    url: string
    keys: Keys
    scripts: readonly Played[]
    clients: number
    seconds: number
    perSecond?: number
  }>,
): Promise<Readonly<{ byName: ReadonlyMap<string, readonly number[]>; perSecond: number }>> => {
  const folder = mkdtempSync(join(tmpdir(), 'umai-pgbench-'))
  chmodSync(folder, 0o700)
  try {
    const files = options.scripts.flatMap(({ weight, script }, at) => {
      const path = join(folder, `step-${at}.sql`)
      writeFileSync(path, script)
      return ['-f', `${path}@${weight}`]
    })
    const url = new URL(databaseUrlFor(options.url, 'umai_desk', options.keys))
    const { stdout } = await promisify(execFile)(
      'pgbench',
      [
        '-n',
        '-h',
        url.hostname,
        '-p',
        url.port,
        '-U',
        url.username,
        '-c',
        String(options.clients),
        '-j',
        '2',
        '-T',
        String(options.seconds),
        ...(options.perSecond === undefined ? [] : ['-R', String(options.perSecond)]),
        '-l',
        '--log-prefix',
        join(folder, 'log'),
        '-M',
        'simple',
        ...files,
        url.pathname.slice(1),
      ],
      { env: { ...process.env, PGPASSWORD: url.password }, maxBuffer: 1 << 26 },
    )
    const byName = new Map<string, number[]>()
    let transactions = 0
    for (const file of readdirSync(folder).filter((name) => name.startsWith('log')))
      for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
        const [, , microseconds, script] = line.split(' ')
        const name = options.scripts[Number(script)]?.name
        if (name === undefined || !/^\d+$/.test(microseconds ?? '')) continue
        transactions += 1
        byName.set(name, [...(byName.get(name) ?? []), Number(microseconds) / 1000])
      }
    const failed = /number of failed transactions: ([1-9]\d*)/.exec(stdout)?.[1]
    if (failed !== undefined) throw new Error(`pgbench: ${failed} transactions failed`)
    return { byName, perSecond: transactions / options.seconds }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
