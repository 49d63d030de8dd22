// Takes what was sent apart: what it is, what may be known of it, or why it is not taken. Nothing is written anywhere.
import { Worker } from 'node:worker_threads'
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
const pdfsAtOnce = 1
let pdfs = 0

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
  try {
    const clean = kind === 'pdf' ? await cleanPdf(bytes) : cleaned(kind, bytes)
    return { kind, isOriginal: false, bytes: clean }
  } catch {
    return kind === 'pdf' ? 'uncleanable' : 'damaged'
  }
}

/** On a thread with little memory and little time, so that no paper stops the pages for others. */
async function cleanPdf(bytes: Buffer): Promise<Buffer> {
  if (pdfs >= pdfsAtOnce) await new Promise((resolve) => setTimeout(resolve, 500))
  pdfs += 1
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const worker = new Worker(new URL('./pdf.ts', import.meta.url), {
        workerData: new Uint8Array(bytes),
        resourceLimits: { maxOldGenerationSizeMb: 256 },
      })
      const stop = setTimeout(() => {
        reject(new Error('The file takes too long'))
        void worker.terminate()
      }, pdfWithinMs)
      worker.once('message', (clean: Uint8Array) => resolve(Buffer.from(clean)))
      worker.once('error', reject)
      worker.once('exit', () => {
        clearTimeout(stop)
        reject(new Error('The file could not be taken apart'))
      })
    })
  } finally {
    pdfs -= 1
  }
}

/** The name as it is said back, never kept: without signs that turn its direction, and not longer than a line. */
export const shownName = (name: string): string => {
  const [base = ''] = plainText(name).split(/[\\/]/).slice(-1)
  return base.length > 40 ? `${base.slice(0, 24)}…${base.slice(-12)}` : base
}
