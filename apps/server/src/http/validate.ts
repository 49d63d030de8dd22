// Turns what came over the wire into what the contract promises, or into faults a person can act on.
import type { FieldFault } from '@umai/contract'
import { type Lang, say } from '@umai/words'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { TValidationError } from 'typebox/error'
import { faultWords } from './words.ts'

export type Part = FieldFault['in']
export type Checked =
  | Readonly<{ ok: true; value: unknown }>
  | Readonly<{ ok: false; faults: (lang: Lang) => readonly FieldFault[] }>

const faultsShown = 20

/** Addresses carry text only, so numbers there are converted; a body must have the right types by itself. */
export const compilePart = (part: Part, schema: TSchema): ((value: unknown) => Checked) => {
  const validator = Compile(schema)
  return (raw) => {
    const unfit = findUnfit(raw, '', 0)
    if (unfit !== undefined)
      return {
        ok: false,
        faults: (lang) => [{ in: part, path: unfit, message: say(faultWords, lang).wrongShape }],
      }
    const completed = validator.Default(raw ?? {})
    const value = part === 'body' ? completed : validator.Convert(completed)
    if (validator.Check(value)) return { ok: true, value }
    const errors = validator.Errors(value)
    return {
      ok: false,
      faults: (lang) =>
        errors.flatMap((error) => toFaults(error, part, lang)).slice(0, faultsShown),
    }
  }
}

/**
 * Whether a reply is what the contract promises. Nothing is filled in and nothing converted, so that a long list is
 * looked through once.
 */
export const compileReply = (schema: TSchema): ((value: unknown) => Checked) => {
  const validator = Compile(schema)
  const explain = compilePart('body', schema)
  return (value) => (validator.Check(value) ? { ok: true, value } : explain(value))
}

const deepest = 32

/** No shape of ours is so deep, and neither a NUL nor half a character can be kept; says where by JSON pointer. */
const findUnfit = (value: unknown, path: string, depth: number): string | undefined => {
  if (typeof value === 'string')
    return value.includes('\0') || !value.isWellFormed() ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > deepest) return path
  for (const [name, child] of Object.entries(value)) {
    const found = findUnfit(child, `${path}/${name.replaceAll('\0', '').slice(0, 60)}`, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

const toFaults = (error: TValidationError, part: Part, lang: Lang): readonly FieldFault[] => {
  const words = say(faultWords, lang)
  const fault = (path: string, message: string): FieldFault => ({ in: part, path, message })
  const path = error.instancePath
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map((name) => fault(`${path}/${name}`, words.required))
    case 'additionalProperties':
      return error.params.additionalProperties.map((name) =>
        fault(`${path}/${name.slice(0, 60)}`, words.unknownField),
      )
    // The branches of a union and the sentence about the field it forbids are said by their neighbours.
    case 'boolean':
    case 'anyOf':
      return []
    case 'minLength':
      return [
        fault(
          path,
          error.params.limit === 1
            ? words.required
            : words.tooShort({ limit: Number(error.params.limit) }),
        ),
      ]
    case 'maxLength':
      return [fault(path, words.tooLong({ limit: Number(error.params.limit) }))]
    case 'minimum':
      return [fault(path, words.tooSmall({ limit: Number(error.params.limit) }))]
    case 'maximum':
      return [fault(path, words.tooLarge({ limit: Number(error.params.limit) }))]
    case 'enum':
    case 'const':
      return [fault(path, words.notAllowed)]
    case 'pattern':
      return [fault(path, words.wrongShape)]
    default:
      return [fault(path, words.wrongType)]
  }
}
