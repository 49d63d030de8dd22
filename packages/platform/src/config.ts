// Settings from the environment. Each app declares its variables once, in its config.ts; reading them
// fails at start with every fault at once, so that nobody repairs a server one variable at a time.

export type Setting<T> = Readonly<{
  variable: string
  says: string
  /** What the reference prints as the default; undefined means the variable is required. */
  fallback: string | undefined
  secret: boolean
  parse: (raw: string | undefined) => T
}>

type Settings = Readonly<Record<string, Setting<unknown>>>
export type Config<S extends Settings> = {
  readonly [Key in keyof S]: S[Key] extends Setting<infer T> ? T : never
}

class SettingFault extends Error {}

/** Reads all settings, or throws one error that lists every variable that is wrong and how to set it. */
export function readSettings<S extends Settings>(
  settings: S,
  environment: Readonly<Record<string, string | undefined>>,
): Config<S> {
  const faults: string[] = []
  const entries = Object.entries(settings).map(([key, setting]) => {
    const raw = environment[setting.variable]?.trim()
    try {
      return [key, setting.parse(raw === '' ? undefined : raw)] as const
    } catch (error) {
      if (!(error instanceof SettingFault)) throw error
      faults.push(`  ${setting.variable} ${error.message}\n    ${setting.says}`)
      return [key, undefined] as const
    }
  })
  if (faults.length > 0) throw new Error(`The configuration cannot be used:\n${faults.join('\n')}`)
  return Object.fromEntries(entries) as Config<S>
}

type Described = Readonly<{ says: string; secret?: boolean }>

function make<T>(
  variable: string,
  { says, secret = false }: Described,
  fallback: T | undefined,
  shown: string | undefined,
  parse: (raw: string) => T,
): Setting<T> {
  return {
    variable,
    says,
    secret,
    fallback: shown,
    parse: (raw) => {
      if (raw !== undefined) return parse(raw)
      if (shown === undefined) throw new SettingFault('is not set')
      return fallback as T
    },
  }
}

export function textSetting(
  variable: string,
  options: Described & { fallback?: string },
): Setting<string> {
  return make(variable, options, options.fallback, options.fallback, (raw) => raw)
}

export function optionalTextSetting(
  variable: string,
  options: Described,
): Setting<string | undefined> {
  return make<string | undefined>(variable, options, undefined, '(none)', (raw) => raw)
}

export function integerSetting(
  variable: string,
  options: Described & { fallback?: number; min?: number; max?: number },
): Setting<number> {
  const { fallback, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options
  return make(variable, options, fallback, fallback?.toString(), (raw) => {
    const value = Number(raw)
    if (!Number.isSafeInteger(value) || value < min || value > max)
      throw new SettingFault(
        `is ${options.secret === true ? 'not usable' : `"${raw}"`}; give a whole number from ${min} to ${max}`,
      )
    return value
  })
}

export function flagSetting(
  variable: string,
  options: Described & { fallback: boolean },
): Setting<boolean> {
  return make(variable, options, options.fallback, String(options.fallback), (raw) => {
    if (raw === 'true') return true
    if (raw === 'false') return false
    throw new SettingFault(`is "${raw}"; give true or false`)
  })
}

export function choiceSetting<const Choice extends string>(
  variable: string,
  choices: readonly Choice[],
  options: Described & { fallback?: Choice },
): Setting<Choice> {
  return make(variable, options, options.fallback, options.fallback, (raw) => {
    const choice = choices.find((candidate) => candidate === raw)
    if (choice === undefined)
      throw new SettingFault(`is "${raw}"; give one of: ${choices.join(', ')}`)
    return choice
  })
}
