import { createHash } from 'node:crypto'
import { Client } from 'pg'

/** Texts of one program; more than this is a sign of texts made on the fly, which stay unprepared. */
const maxTexts = 2_000
/** The server keeps a plan of each for as long as the connection lives. */
const maxPerConnection = 400

/** The name of each text; null where it was seen once. */
const names = new Map<string, string | null>()

/** A name from the second time on: what is asked once is not worth keeping. */
const nameOf = (text: string): string | undefined => {
  const known = names.get(text)
  if (typeof known === 'string') return known
  if (known === undefined) {
    if (names.size < maxTexts) names.set(text, null)
    return undefined
  }
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 24)
  names.set(text, name)
  return name
}

/**
 * A client that has the server keep the plan of statements that come again. Policies make a short question long,
 * so that planning took most of the time of a question for one row. A connection belongs to one role, so a kept plan never meets
 * another's policies; should it, PostgreSQL plans anew by itself.
 */
export class PreparingClient extends Client {
  readonly #kept = new Set<string>()

  override query(...input: unknown[]): never {
    const [text, values, ...rest] = input
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0) {
      const name = nameOf(text)
      if (name !== undefined && (this.#kept.has(name) || this.#kept.size < maxPerConnection)) {
        this.#kept.add(name)
        return this.#ask({ name, text, values }, ...rest)
      }
    }
    return this.#ask(...input)
  }

  #ask(...input: unknown[]): never {
    return (super.query as (...input: unknown[]) => never)(...input)
  }
}
