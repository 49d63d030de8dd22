// Structured log. Personal data and secrets are taken out by field name at any depth, and by shape from
// every text, because a log outlives the record it speaks of and is read by people who may not see it.
import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Readonly<{
  debug: LogLine
  info: LogLine
  warn: LogLine
  error: LogLine
  /** A log whose lines all carry these fields. */
  with: (fields: Readonly<Record<string, unknown>>) => Log
}>
type LogLine = (message: string, fields?: Readonly<Record<string, unknown>>) => void

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export function createLog(options: {
  readonly level: LogLevel
  readonly destination?: DestinationStream
}): Log {
  const logger = pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  )
  return wrap(logger)
}

export const silentLog: Log = createLog({ level: 'silent' })

function wrap(logger: Logger): Log {
  const line =
    (level: 'debug' | 'info' | 'warn' | 'error'): LogLine =>
    (message, fields = {}) =>
      logger[level](redact(fields) as object, redactText(message))
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => wrap(logger.child(redact(fields) as Record<string, unknown>)),
  }
}

const removed = '[removed]'

/** Field names whose values never reach the log, compared without case, dashes and underscores. */
const secretNames =
  /pass(word|phrase)?$|secret|token|ticket|cookie|authorization|otp|pepper|salt|keys?$|^(dek|kek|hash|code|receipt)$|rootkey|privatekey/
const personalNames =
  /^(iin|phone|mobile|email|mail|address|street|house|flat|location|lat|lon|latitude|longitude|birth.*|born.*|name|names|(first|last|middle|full|given|family|display|user)names?|surname|patronymic|narrative|text|story|note|notes|description|answer|query|search|q|body|input|reply|login|ip|remoteaddress|useragent|detail|where|parameters)$/

export function redact(value: unknown, depth = 0): unknown {
  if (value === null || value === undefined) return value
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return redactText(value.toString())
  if (typeof value !== 'object') return undefined
  if (depth > 8) return removed
  if (value instanceof Error) return redactError(value, depth)
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  if (ArrayBuffer.isView(value)) return removed
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const plain = name.toLowerCase().replaceAll(/[-_]/g, '')
      const isHidden = secretNames.test(plain) || personalNames.test(plain)
      return [
        name,
        isHidden && member !== null && member !== undefined ? removed : redact(member, depth + 1),
      ]
    }),
  )
}

type DatabaseError = Error &
  Readonly<{ severity?: unknown; code?: unknown; table?: unknown; constraint?: unknown }>

/** A database names the offending value in its message, so only code, table and constraint are kept. */
function redactError(error: Error, depth: number): unknown {
  const fields = error as DatabaseError
  const isFromDatabase = typeof fields.severity === 'string'
  const frames = (error.stack ?? '').split('\n').filter((frame) => /^\s+at /.test(frame))
  return {
    type: error.name,
    ...(typeof fields.code === 'string' ? { sqlstate: fields.code } : {}),
    ...(isFromDatabase
      ? { table: fields.table, constraint: fields.constraint }
      : { message: redactText(error.message) }),
    stack: frames.slice(0, 12).map((frame) => frame.trim()),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  }
}

const shapes: ReadonlyArray<readonly [shape: RegExp, kind: string]> = [
  [/v1\.[\w-]+\.[\w.:-]{40,}/g, '[ticket]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b[\w.+-]+@[\w-]+\.[\w.-]+\b/g, '[mail]'],
  [/(?<![\d.:-])\d{12}(?![\d-])/g, '[iin]'],
  [/(?<!\d)(?:\+?7|8)[\s(-]*7\d{2}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)/g, '[phone]'],
  [/(?<=:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/g, '[password]'],
]

export function redactText(text: string): string {
  return shapes.reduce((clean, [shape, kind]) => clean.replace(shape, kind), text)
}
