#!/usr/bin/env node
// The list of commands. Each is imported when it is called, so that `umai law` never opens a database.
import type { Command } from './command.ts'

type CommandEntry = { readonly summary: string; readonly load: () => Promise<Command> }

const commands: Readonly<Record<string, CommandEntry>> = {
  start: {
    summary: 'Serve the desk and the public site, with an invented region in an empty database',
    load: async () => (await import('./start/command.ts')).startCommand,
  },
  migrate: {
    summary: 'Bring the database to the newest schema',
    load: async () => (await import('./migrate/command.ts')).migrateCommand,
  },
  found: {
    summary: 'Write the first agency into an empty installation and invite its administrator',
    load: async () => (await import('./found/command.ts')).foundCommand,
  },
  'public-address': {
    summary: 'Print the address with which the public site reaches the database; it is a secret',
    load: async () => (await import('./public-address/command.ts')).publicAddressCommand,
  },
  link: {
    summary: 'Find the records of one person across registers, alphabets and spellings',
    load: async () => (await import('./link/command.ts')).linkCommand,
  },
  law: {
    summary: 'Ask the law: what applies, why, what must be done by when',
    load: async () => (await import('./law/command.ts')).lawCommand,
  },
  instrument: {
    summary: 'Draft, check and sign definitions of risk instruments',
    load: async () => (await import('./instrument/command.ts')).instrumentCommand,
  },
  audit: {
    summary: 'Show how far the audit log reaches, and check that nobody changed it',
    load: async () => (await import('./audit/command.ts')).auditCommand,
  },
  sample: {
    summary: 'Load an invented region to try things with, or write a simulated register',
    load: async () => (await import('./sample/command.ts')).sampleCommand,
  },
}

function printHelp(): void {
  process.stdout.write('Usage: umai <command> [arguments]\n\n')
  for (const [name, { summary }] of Object.entries(commands))
    process.stdout.write(`  ${name.padEnd(16)} ${summary}\n`)
}

// `umai … | head` closes the pipe early, which is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const [name, ...args] = process.argv.slice(2)

if (name === undefined || name === 'help' || name === '--help') {
  printHelp()
} else {
  const entry = commands[name]
  if (entry === undefined) {
    process.stderr.write(
      `umai: there is no command "${name}". Run "umai help" for the list of commands.\n`,
    )
    process.exitCode = 2
  } else {
    const command = await entry.load()
    process.exitCode = await command.run(args)
  }
}
