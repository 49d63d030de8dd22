// How far long work is: a bar that redraws itself on a terminal, a line at every tenth elsewhere.

export type Progress = { readonly show: (done: number, total: number) => void }

type Output = {
  readonly isTTY?: boolean | undefined
  readonly write: (text: string) => unknown
}

const WIDTH = 28
const BETWEEN_DRAWINGS_MS = 100

export function createProgress({
  label,
  unit,
  output = process.stderr,
  nowMs = () => performance.now(),
}: {
  readonly label: string
  readonly unit: string
  readonly output?: Output
  readonly nowMs?: () => number
}): Progress {
  const startedMs = nowMs()
  let drawnMs = Number.NEGATIVE_INFINITY
  let tenth = -1

  return {
    show: (done, total) => {
      const share = total === 0 ? 1 : Math.min(1, done / total)
      const isLast = done >= total
      const secondsTaken = (nowMs() - startedMs) / 1000
      const text = `${label} ${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${unit} · ${restOf({ share, secondsTaken })}`
      if (output.isTTY === true) {
        if (!isLast && nowMs() - drawnMs < BETWEEN_DRAWINGS_MS) return
        drawnMs = nowMs()
        const full = Math.round(share * WIDTH)
        output.write(
          `\r\u001b[2K${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${text}${isLast ? '\n' : ''}`,
        )
        return
      }
      if (Math.floor(share * 10) === tenth) return
      tenth = Math.floor(share * 10)
      output.write(`${text}\n`)
    },
  }
}

function restOf({
  share,
  secondsTaken,
}: {
  readonly share: number
  readonly secondsTaken: number
}): string {
  if (share >= 1) return `done in ${durationOf(secondsTaken)}`
  return share === 0 ? 'begun' : `${durationOf((secondsTaken * (1 - share)) / share)} left`
}

function durationOf(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
