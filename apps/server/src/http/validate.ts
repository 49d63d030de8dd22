// Turns what came over the wire into what the contract promises, or into faults a person can act on.
import type { FieldFault } from '@umai/platform'
import { inEachLanguage, type Said, say, type Text, type Words } from '@umai/words'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { TValidationError } from 'typebox/error'
import { faultWords } from './words.ts'

export type Part = FieldFault['in']
export type Checked =
  | Readonly<{ ok: true; value: unknown }>
  | Readonly<{ ok: false; faults: readonly FieldFault[] }>

const faultsShown = 20

/** Addresses carry text only, so numbers there are converted; a body must have the right types by itself. */
export const compilePart = (part: Part, schema: TSchema): ((value: unknown) => Checked) => {
  const validator = Compile(schema)
  return (raw) => {
    const unfit = findUnfit(raw, '', 0)
    if (unfit !== undefined)
      return {
        ok: false,
        faults: [{ in: part, path: unfit, message: faultText(({ wrongShape }) => wrongShape) }],
      }
    const completed = validator.Default(raw ?? {})
    const value = part === 'body' ? completed : validator.Convert(completed)
    if (validator.Check(value)) return { ok: true, value }
    const errors = validator.Errors(value)
    return {
      ok: false,
      faults: errors.flatMap((error) => toFaults(error, part)).slice(0, faultsShown),
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

type FaultWords = typeof faultWords extends Words<infer Model> ? Said<Model> : never

/** What is wrong, in each language: whoever changes the language of the page reads it in the new one. */
export const faultText = (of: (words: FaultWords) => string): Text =>
  inEachLanguage((lang) => of(say(faultWords, lang)))

const toFaults = (error: TValidationError, part: Part): readonly FieldFault[] => {
  const fault = (path: string, of: (words: FaultWords) => string): FieldFault => ({
    in: part,
    path,
    message: faultText(of),
  })
  const path = error.instancePath
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map((name) =>
        fault(`${path}/${name}`, ({ required }) => required),
      )
    case 'additionalProperties':
      return error.params.additionalProperties.map((name) =>
        fault(`${path}/${name.slice(0, 60)}`, ({ unknownField }) => unknownField),
      )
    // The branches of a union and the sentence about the field it forbids are said by their neighbours.
    case 'boolean':
    case 'anyOf':
      return []
    case 'minLength': {
      const limit = Number(error.params.limit)
      return [fault(path, (words) => (limit === 1 ? words.required : words.tooShort({ limit })))]
    }
    case 'maxLength': {
      const limit = Number(error.params.limit)
      return [fault(path, ({ tooLong }) => tooLong({ limit }))]
    }
    case 'minimum': {
      const limit = Number(error.params.limit)
      return [fault(path, ({ tooSmall }) => tooSmall({ limit }))]
    }
    case 'maximum': {
      const limit = Number(error.params.limit)
      return [fault(path, ({ tooLarge }) => tooLarge({ limit }))]
    }
    case 'enum':
    case 'const':
      return [fault(path, ({ notAllowed }) => notAllowed)]
    case 'pattern':
    case 'format':
      return [fault(path, ({ wrongShape }) => wrongShape)]
    default:
      return [fault(path, ({ wrongType }) => wrongType)]
  }
}
