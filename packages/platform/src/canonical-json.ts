// JSON in the one form of RFC 8785, so that a hash of it means something: keys sorted by UTF-16 code
// units, no spaces, numbers as ECMAScript prints them.

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/** @example canonicalJson({ b: 1, a: 'ә' }) // '{"a":"ә","b":1}' */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no form in JSON`)
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed())
      throw new TypeError('A text holds half a surrogate pair and has no form in JSON')
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} has no form in JSON`)
  const members = Object.keys(value)
    .sort(compareCodeUnits)
    .map((key) => {
      const member = value[key]
      if (member === undefined)
        throw new TypeError(`"${key}" is undefined; leave the key out or write null`)
      return `${canonicalJson(key)}:${canonicalJson(member)}`
    })
  return `{${members.join(',')}}`
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
