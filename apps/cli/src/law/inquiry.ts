// Reads what a user asks of the law from a YAML file or standard input, and refuses what it does not know by name.
import { readFileSync } from 'node:fs'
import { law } from '@umai/law'
import { parseYaml } from '@umai/law/yaml'
import {
  type Facts,
  type Happening,
  type Inquiry,
  instantOf,
  nearest,
  type Path,
  readFacts,
} from '@umai/rules'
import { isPlainDate } from '@umai/words'

/** A file that does not say what can be decided; the message says where and what to write. */
export class InquiryFileError extends Error {
  override readonly name = 'InquiryFileError'
}

export type FileInquiry = Inquiry & {
  readonly decision: string
  readonly milder: boolean
  readonly executed: boolean
}

const KEYS = [
  'decision',
  'on',
  'opened',
  'decided',
  'milder',
  'executed',
  'readings',
  'facts',
] as const
const EVENT_KEYS = ['events', 'now', 'facts'] as const

/** A file with the faults found in it so far: each with its place, what stands there and what was expected. */
type Opened = {
  readonly file: string
  readonly data: Record<string, unknown>
  readonly report: (path: Path, message: string) => void
  /** Throws when anything was reported, so that nothing is half read. */
  readonly close: () => void
}

function open(path: string, sample: string): Opened {
  const file = path === '-' ? 'standard input' : path
  let text: string
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch (error) {
    throw new InquiryFileError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}. Give a YAML file, or - for standard input.`,
    )
  }
  const { data, positionOf } = parseYaml(file, text)
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new InquiryFileError(
      text.trim() === ''
        ? `${file} is empty; write ${sample}.`
        : `${file}:1:1 holds no map (found ${JSON.stringify(data).slice(0, 60)}, expected ${sample}).`,
    )
  const faults: string[] = []
  return {
    file,
    data: data as Record<string, unknown>,
    report(at, message) {
      const place = positionOf?.(at) ?? positionOf?.(at.slice(0, -1))
      faults.push(`${file}${place ? `:${place.line}:${place.column}` : ''} ${message}`)
    },
    close() {
      if (faults.length > 0) throw new InquiryFileError(faults.join('\n'))
    },
  }
}

function hint(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return near === undefined ? '' : `; did you mean ${near}?`
}

function refuseUnknown({ data, report }: Opened, known: readonly string[]): void {
  for (const key of Object.keys(data))
    if (!known.includes(key))
      report(
        [key],
        `nothing is called ${key} here${hint(key, known)} (expected one of ${known.join(', ')})`,
      )
}

function mapAt({ data, report }: Opened, key: string): Record<string, never> {
  const value = data[key] ?? {}
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, never>
  report(
    [key],
    `${key} is no map (found ${JSON.stringify(value)}, expected ${key}: { name: value })`,
  )
  return {}
}

function dayAt({ data, report }: Opened, key: string): string | undefined {
  const value = data[key]
  if (value === undefined) return undefined
  if (typeof value === 'string' && isPlainDate(value)) return value
  report(
    [key],
    `${key} is no day (found ${JSON.stringify(value)}, expected a day such as 2024-06-16)`,
  )
  return undefined
}

function truth({ data, report }: Opened, key: string): boolean {
  const value = data[key] ?? false
  if (typeof value === 'boolean') return value
  report([key], `${key} cannot be this (found ${JSON.stringify(value)}, expected true or false)`)
  return false
}

function factsAt(opened: Opened): Facts {
  const facts = factsOf(mapAt(opened, 'facts'))
  for (const { name, message, value, expected } of readFacts(law.facts, facts).problems)
    opened.report(
      ['facts', name],
      `${message} (found ${JSON.stringify(value)}, expected ${expected})`,
    )
  return facts
}

function readingsAt(opened: Opened): Readonly<Record<string, string>> {
  const readings = mapAt(opened, 'readings') as Record<string, unknown>
  for (const [name, member] of Object.entries(readings)) {
    if (name.startsWith('in-force:')) continue
    const members = Object.keys(law.readings[name]?.members ?? {})
    if (members.length === 0)
      opened.report(
        ['readings', name],
        `no reading is called ${name}${hint(name, Object.keys(law.readings))} (expected one of ${Object.keys(law.readings).join(', ')})`,
      )
    else if (typeof member !== 'string' || !members.includes(member))
      opened.report(
        ['readings', name],
        `${name} cannot be this (found ${JSON.stringify(member)}, expected one of ${members.join(', ')})`,
      )
  }
  return readings as Readonly<Record<string, string>>
}

/** Facts as FORMAT.md writes them: a value, `declined`, or a state. */
function factsOf(map: Readonly<Record<string, unknown>>): Facts {
  return Object.fromEntries(
    Object.entries(map).map(([name, value]) => [
      name,
      value === 'declined' ? { state: 'declined' } : value,
    ]),
  ) as Facts
}

export function readInquiry(path: string, decision: string | undefined): FileInquiry {
  const opened = open(path, '"on: 2024-06-16" and "facts: { harm: pain }"')
  const { file, data, report } = opened
  refuseUnknown(opened, KEYS)
  if (data.on === undefined) {
    opened.close()
    throw new InquiryFileError(`${file} says no day. Write "on: 2024-06-16", the day of the act.`)
  }
  const asked = decision ?? data.decision ?? 'liability'
  if (typeof asked !== 'string' || !Object.hasOwn(law.decisions, asked))
    report(
      ['decision'],
      `the pack has no decision ${String(asked)}${hint(String(asked), Object.keys(law.decisions))} (expected one of ${Object.keys(law.decisions).join(', ')})`,
    )
  const inquiry = {
    decision: String(asked),
    act: dayAt(opened, 'on') ?? '',
    opened: dayAt(opened, 'opened'),
    decided: dayAt(opened, 'decided'),
    milder: truth(opened, 'milder'),
    executed: truth(opened, 'executed'),
    readings: readingsAt(opened),
    facts: factsAt(opened),
  }
  opened.close()
  return inquiry
}

/** Whether a text is a moment that the pack can count from. */
export function isTime(value: unknown): value is string {
  try {
    return typeof value === 'string' && instantOf(law, value) !== ''
  } catch {
    return false
  }
}

export type EventFile = {
  readonly events: readonly Happening[]
  readonly now: string
  readonly facts: Facts
}

export function readEvents(path: string, now: string | undefined): EventFile {
  const opened = open(path, '"events: [{ event: order.served, at: 2026-05-04T15:00 }]"')
  const { file, data, report } = opened
  refuseUnknown(opened, EVENT_KEYS)
  const given = Array.isArray(data.events) ? data.events : []
  if (!Array.isArray(data.events))
    report(
      ['events'],
      `events is no list (found ${JSON.stringify(data.events) ?? 'nothing'}, expected [{ event: order.served, at: 2026-05-04T15:00 }])`,
    )
  const wantTime = (at: Path, what: string, value: unknown) =>
    report(
      at,
      `${what} is no time (found ${JSON.stringify(value)}, expected one such as 2026-05-04T15:00)`,
    )
  const events = given.flatMap((one: unknown, index): readonly Happening[] => {
    const { event, at, about } = (typeof one === 'object' && one !== null ? one : {}) as Record<
      string,
      unknown
    >
    if (typeof event !== 'string' || !Object.hasOwn(law.events, event))
      report(
        ['events', index, 'event'],
        `the pack knows no event ${String(event)}${hint(String(event), Object.keys(law.events))} ("umai law duties" lists them)`,
      )
    if (!isTime(at)) wantTime(['events', index, 'at'], 'at', at)
    if (about !== undefined && typeof about !== 'string')
      report(
        ['events', index, 'about'],
        `about cannot be this (found ${JSON.stringify(about)}, expected a text)`,
      )
    return typeof event === 'string' && typeof at === 'string'
      ? [{ event, at, ...(typeof about === 'string' ? { about } : {}) }]
      : []
  })
  if (data.now !== undefined && !isTime(data.now)) wantTime(['now'], 'now', data.now)
  const facts = factsAt(opened)
  opened.close()
  const at =
    now ??
    (data.now as string | undefined) ??
    events
      .map((one) => one.at)
      .sort()
      .at(-1)
  if (at === undefined)
    throw new InquiryFileError(`${file} holds no event and no "now"; nothing can be due.`)
  return { events, now: at, facts }
}
