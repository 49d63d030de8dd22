// Takes what was sent apart: what it is, what may be known of it, or why it is not taken. Nothing is written anywhere.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { SentFile } from '../http/sent.ts'
import { cleaned, kindOf, mostFiles, plainText, type Taken } from './model.ts'

export const fileFaults = [
  'unknown',
  'tooLarge',
  'damaged',
  'uncleanable',
  'tooMany',
  'noRoom',
] as const
export type FileFault = (typeof fileFaults)[number]

export type Refused = Readonly<{ name: string; fault: FileFault }>

const pdfWithinMs = 15_000
const pdfMebibytes = 256
/** Those who send more than this at one time are told that there is no room now. */
const mostPdfsWaiting = 6
let pdfsWaiting = 0
let lastPdf: Promise<unknown> = Promise.resolve()

export async function takeFiles(
  files: readonly SentFile[],
  { asEvidence, already }: Readonly<{ asEvidence: boolean; already: number }>,
): Promise<Readonly<{ taken: readonly Taken[]; refused: readonly Refused[] }>> {
  const taken: Taken[] = []
  const refused: Refused[] = []
  for (const file of files) {
    const name = shownName(file.name)
    const outcome =
      already + taken.length >= mostFiles ? 'tooMany' : await takeFile(file, asEvidence)
    if (typeof outcome === 'string') refused.push({ name, fault: outcome })
    else taken.push(outcome)
  }
  return { taken, refused }
}

async function takeFile(
  { name, bytes, lost }: SentFile,
  asEvidence: boolean,
): Promise<Taken | FileFault> {
  if (lost !== undefined) return lost
  const kind = kindOf(bytes)
  // Anything readable is a text; what calls itself a picture and is one in words only is in disguise.
  if (kind === undefined || (kind === 'txt' && /\.(?!txt$)\w{1,5}$/i.test(name))) return 'unknown'
  if (asEvidence) return { kind, isOriginal: true, bytes }
  if (kind === 'pdf') return takePdf(bytes)
  try {
    return { kind, isOriginal: false, bytes: cleaned(kind, bytes) }
  } catch {
    return 'damaged'
  }
}

/** One after the other, so that many large ones at once take no more than one. */
async function takePdf(bytes: Buffer): Promise<Taken | FileFault> {
  if (pdfsWaiting >= mostPdfsWaiting) return 'noRoom'
  pdfsWaiting += 1
  const clean = lastPdf.then(() => cleanPdf(bytes))
  lastPdf = clean.catch(() => undefined)
  try {
    return { kind: 'pdf', isOriginal: false, bytes: await clean }
  } catch {
    return 'uncleanable'
  } finally {
    pdfsWaiting -= 1
  }
}

/** In a process with little memory and little time, so that no paper stops the pages for others. */
function cleanPdf(bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('pdf-process.ts', import.meta.url)), {
      serialization: 'advanced',
      // What a process without memory says of itself tells nobody anything.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [`--max-old-space-size=${pdfMebibytes}`],
      env: {},
    })
    const stop = setTimeout(() => child.kill('SIGKILL'), pdfWithinMs)
    child.once('message', (clean: Uint8Array) => resolve(Buffer.from(clean)))
    child.once('error', reject)
    child.once('exit', () => clearTimeout(stop))
    // Comes after whatever it sent, however it ended.
    child.once('disconnect', () => reject(new Error('The file could not be taken apart')))
    child.send(new Uint8Array(bytes), () => undefined)
  })
}

/** The name as it is said back, never kept: without signs that turn its direction, and not longer than a line. */
export const shownName = (name: string): string => {
  const [base = ''] = plainText(name).split(/[\\/]/).slice(-1)
  return base.length > 40 ? `${base.slice(0, 24)}…${base.slice(-12)}` : base
}
