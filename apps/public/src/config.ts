// Every setting of the public site, each read once.
import {
  choiceSetting,
  integerSetting,
  optionalTextSetting,
  readSettings,
  textSetting,
} from '@umai/platform'
import { defaultNumbers, parseNumbers } from './numbers/model.ts'

export const settings = {
  host: textSetting('UMAI_PUBLIC_HOST', {
    says: 'Address the public site listens on. The default is reached from this machine only.',
    fallback: '127.0.0.1',
  }),
  port: integerSetting('UMAI_PUBLIC_PORT', {
    says: 'Port of the public site.',
    fallback: 8601,
    min: 0,
    max: 65_535,
  }),
  publicUrl: optionalTextSetting('UMAI_PUBLIC_URL', {
    says: 'Address of the public site as people type it, such as https://anyqtama.example; it is printed on the sheet for a wall, in letters and as a square code. Without it the sheet bears the address under which it was opened.',
  }),
  exitUrl: textSetting('UMAI_EXIT_URL', {
    says: 'Where the exit of the public site leads: a quick page that has nothing to do with us and looks plain in a history.',
    fallback: 'https://www.kazhydromet.kz/',
  }),
  numbers: textSetting('UMAI_PUBLIC_NUMBERS', {
    says: 'Urgent numbers of the public site in their order, as kind=number; kinds are police, contact-centre, rescue, ambulance.',
    fallback: defaultNumbers,
  }),
  sample: choiceSetting('UMAI_PUBLIC_SAMPLE', ['yes', 'no'], {
    says: 'Whether the site says that everything on it is a sample; `umai start` says yes over a sample database.',
    fallback: 'no',
  }),
  databaseUrl: optionalTextSetting('UMAI_PUBLIC_DATABASE_URL', {
    says: 'PostgreSQL for letters, their answers and the directory of services, as the role umai_public (`umai public-address` prints it where the root key lies). Without it a public site that runs by itself is for reading only; `umai start` uses the database of the desk.',
    secret: true,
  }),
  keyFile: textSetting('UMAI_PUBLIC_KEY_FILE', {
    says: 'File of the salt and pepper of receipts; made on the first start, readable by this user alone. Keep it on the host of the public site and its backup apart from those of the database: without it nobody opens a letter again.',
    fallback: 'var/public-keys.json',
  }),
  onionSocket: optionalTextSetting('UMAI_PUBLIC_ONION_SOCKET', {
    says: 'Path of a socket at which the tor of an onion service finds the site, such as /run/umai/onion.sock; docs/how-to/run-an-onion-service.md says how and for whom. Without it there is none.',
  }),
} as const

export type PublicConfig = ReturnType<typeof readConfig>

/** Throws naming each setting that cannot be used. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  const { numbers, publicUrl, ...rest } = readSettings(settings, environment)
  return { ...rest, publicUrl: originOf(publicUrl), numbers: parseNumbers(numbers) }
}

/** An address is printed a thousand times over: what is no address is refused before the first. */
function originOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  const parsed = URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.pathname !== '/')
    throw new Error(
      `UMAI_PUBLIC_URL is "${url}"; give the address of the public site without a path, such as https://anyqtama.example`,
    )
  return parsed.origin
}
