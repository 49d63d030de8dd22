// One account for each role of the sample region, with the code of this half minute.
import { listSampleAccounts } from '@umai/sample'
import { generateSync } from 'otplib'

export function printAccounts(seed: string): void {
  const accounts = listSampleAccounts({ seed })
  const widths = [
    Math.max(...accounts.map(({ login }) => login.length)),
    Math.max(...accounts.map(({ password }) => password.length)),
  ] as const
  process.stdout.write(
    '\nSign in with, and a new code every half minute ("umai sample accounts"):\n',
  )
  for (const { login, password, totpSecret, name } of accounts) {
    process.stdout.write(
      `  ${login.padEnd(widths[0])}  ${password.padEnd(widths[1])}  ${generateSync({ secret: totpSecret })}  ${name}\n`,
    )
  }
}
