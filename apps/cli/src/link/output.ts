// What `umai link` says: lines for people, or with --json one object a line for programs. Progress goes to standard error.
import type { Progress } from '@umai/linkage'

export type Output = {
  readonly progress: (progress: Progress) => void
  /** The outcome: text for people, the value for programs. */
  readonly result: (value: object, lines: readonly string[]) => void
  readonly fail: (why: string) => void
}

type Stream = { readonly isTTY?: boolean | undefined; readonly write: (text: string) => unknown }

export function count(value: number): string {
  return Math.round(value).toLocaleString('en').replaceAll(',', ' ')
}

function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`
}

export function progressLine({
  stage,
  step,
  share,
  pairsDone,
  pairsPerSecond,
  etaSeconds,
  rssBytes,
  done,
  of,
}: Progress): string {
  const parts = [`${stage}: ${step}`]
  if (done !== undefined && of !== undefined && pairsDone === undefined)
    parts.push(`${done + 1}/${of}`)
  if (share !== undefined) parts.push(`${Math.floor(share * 100)} %`)
  if (pairsDone !== undefined) parts.push(`${(pairsDone / 1e6).toFixed(1)} M pairs`)
  if (pairsPerSecond !== undefined) parts.push(`${(pairsPerSecond / 1e6).toFixed(2)} M/s`)
  if (etaSeconds !== undefined) parts.push(`ETA ${clock(etaSeconds)}`)
  parts.push(`RSS ${(rssBytes / 1e9).toFixed(1)} GB`)
  return parts.join(' · ')
}

export function createOutput({
  json,
  stdout = process.stdout,
  stderr = process.stderr,
}: {
  readonly json: boolean
  readonly stdout?: Stream
  readonly stderr?: Stream
}): Output {
  const line = (value: object) => stdout.write(`${JSON.stringify(value)}\n`)
  return {
    progress: (progress) => {
      if (json) line({ event: 'progress', ...progress })
      else if (stderr.isTTY === true) stderr.write(`\r\u001b[2K${progressLine(progress)}`)
      else stderr.write(`${progressLine(progress)}\n`)
    },
    result: (value, lines) => {
      if (json) line({ event: 'result', ...value })
      else {
        if (stderr.isTTY === true) stderr.write('\r\u001b[2K')
        stdout.write(`${lines.join('\n')}\n`)
      }
    },
    fail: (why) => {
      if (json) line({ event: 'failed', why })
      else stderr.write(`umai link: ${why}\n`)
    },
  }
}
