// How column types arrive in TypeScript, the same from both engines: days and instants as ISO strings,
// 64-bit integers as numbers that are exact, bytes as Buffer.

export type Parse = (text: string) => unknown

const oids = { bytea: 17, int8: 20, date: 1082, timestamp: 1114, timestamptz: 1184, numeric: 1700 }

function parseInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The integer ${text} is too large to be exact; select it as text`)
  return value
}

/** '2024-06-15 19:00:00.5+00' to '2024-06-15T19:00:00.500Z'; sessions run in UTC. */
function parseInstant(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d+))?\+00(?::?00)?$/.exec(text)
  if (match === null) return text
  const [, day, time, fraction = ''] = match
  return `${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
}

const asText: Parse = (text) => text

export const parsers: Readonly<Record<number, Parse>> = {
  [oids.bytea]: (text) => Buffer.from(text.slice(2), 'hex'),
  [oids.int8]: parseInteger,
  [oids.date]: asText,
  [oids.timestamp]: asText,
  [oids.timestamptz]: parseInstant,
  [oids.numeric]: asText,
}

/** Array types whose elements need one of the parsers above. */
export const arrayParsers: Readonly<Record<number, Parse>> = {
  1016: parseInteger,
  1182: asText,
  1185: parseInstant,
  1231: asText,
}
