// Runs `umai law` inside the test, so that many questions need no process each, and keeps what it says.
import { lawCommand } from './command.ts'

export async function runLaw(...args: readonly string[]) {
  const said = { out: '', err: '' }
  const { stdout, stderr } = process
  const [out, err] = [stdout.write, stderr.write]
  stdout.write = (text) => {
    said.out += String(text)
    return true
  }
  stderr.write = (text) => {
    said.err += String(text)
    return true
  }
  try {
    return { code: await lawCommand.run(args), ...said }
  } finally {
    stdout.write = out
    stderr.write = err
  }
}
