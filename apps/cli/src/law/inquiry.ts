// Reads what a user asks of the law from a YAML file or standard input, and refuses what it does not know by name.
import { readFileSync } from 'node:fs'
import { parseYaml } from '@umai/law/yaml'
import type { Facts, Happening, Inquiry } from '@umai/rules'

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

function readMap(path: string): { readonly file: string; readonly data: Record<string, unknown> } {
  const file = path === '-' ? 'standard input' : path
  let text: string
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch (error) {
    throw new InquiryFileError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}. Give a YAML file, or - for standard input.`,
    )
  }
  const { data } = parseYaml(file, text)
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new InquiryFileError(
      `${file} holds no map. Write "on: 2024-06-16" and "facts:" with facts.`,
    )
  return { file, data: data as Record<string, unknown> }
}

function refuseUnknown(file: string, data: object, known: readonly string[]): void {
  for (const key of Object.keys(data))
    if (!known.includes(key))
      throw new InquiryFileError(
        `${file}: nothing is called "${key}" here; known: ${known.join(', ')}.`,
      )
}

function mapAt(file: string, data: Record<string, unknown>, key: string): Record<string, never> {
  const value = data[key] ?? {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw new InquiryFileError(`${file}: ${key} is ${JSON.stringify(value)}; expected a map.`)
  return value as Record<string, never>
}

function optionalText(file: string, data: Record<string, unknown>, key: string) {
  const value = data[key]
  if (value === undefined || typeof value === 'string') return value
  throw new InquiryFileError(`${file}: ${key} is ${JSON.stringify(value)}; expected a text.`)
}

function truth(file: string, data: Record<string, unknown>, key: string): boolean {
  const value = data[key] ?? false
  if (typeof value === 'boolean') return value
  throw new InquiryFileError(`${file}: ${key} is ${JSON.stringify(value)}; expected true or false.`)
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
  const { file, data } = readMap(path)
  refuseUnknown(file, data, KEYS)
  const on = optionalText(file, data, 'on')
  if (on === undefined)
    throw new InquiryFileError(`${file} says no day. Write "on: 2024-06-16", the day of the act.`)
  const asked = decision ?? optionalText(file, data, 'decision') ?? 'liability'
  return {
    decision: asked,
    act: on,
    opened: optionalText(file, data, 'opened'),
    decided: optionalText(file, data, 'decided'),
    milder: truth(file, data, 'milder'),
    executed: truth(file, data, 'executed'),
    readings: mapAt(file, data, 'readings'),
    facts: factsOf(mapAt(file, data, 'facts')),
  }
}

export type EventFile = {
  readonly events: readonly Happening[]
  readonly now: string
  readonly facts: Facts
}

export function readEvents(path: string, now: string | undefined): EventFile {
  const { file, data } = readMap(path)
  refuseUnknown(file, data, EVENT_KEYS)
  const { events } = data
  const isHappening = (value: unknown): value is Happening =>
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Happening).event === 'string' &&
    typeof (value as Happening).at === 'string'
  if (!Array.isArray(events) || !events.every(isHappening))
    throw new InquiryFileError(
      `${file}: events is no list of { event: order.served, at: 2026-05-04T15:00 }.`,
    )
  const at =
    now ??
    optionalText(file, data, 'now') ??
    events
      .map(({ at }) => at)
      .sort()
      .at(-1)
  if (at === undefined)
    throw new InquiryFileError(`${file} holds no event and no "now"; nothing can be due.`)
  return { events, now: at, facts: factsOf(mapAt(file, data, 'facts')) }
}
