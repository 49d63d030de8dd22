// Makes a fresh clone ready: looks for what can be missing, installs the packages, builds the desk. Quick when nothing changed.
// Runs on whatever Node the machine has (20 or newer), before any package is installed: plain JavaScript, Node's own modules only.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stampFile = join(root, 'node_modules', '.umai-setup.json')
const neededBytes = 2.5e9
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Ends the set-up with what is wrong, with which value, and what to do. */
function stop(problem, remedy) {
  process.stderr.write(`\n✗ ${problem}\n  ${remedy}\n\n`)
  process.exit(1)
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20)
    stop(
      `Umai needs Node 20 or newer to set itself up; this is Node ${process.versions.node}.`,
      'Install a newer Node (the version that runs Umai itself comes with the packages), then try again.',
    )
}

function checkRights() {
  try {
    accessSync(root, constants.W_OK)
    if (existsSync(join(root, 'node_modules')))
      accessSync(join(root, 'node_modules'), constants.W_OK)
  } catch {
    stop(
      `This user (uid ${process.getuid?.() ?? 'unknown'}) may not write in the project's folder.`,
      'Clone the project as the user who runs it, or hand the folder over with chown, then try again.',
    )
  }
}

function checkDisk() {
  const { bavail, bsize } = statfsSync(root)
  const free = bavail * bsize
  if (free < neededBytes)
    stop(
      `Only ${(free / 1e9).toFixed(1)} GB are free on this disk; the packages need ${(neededBytes / 1e9).toFixed(1)} GB.`,
      'Free some space or clone the project on another disk, then try again.',
    )
}

/** A digest over the contents of files and folders, so that "did anything change?" needs no clock. */
function digestOf(paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (entry.name === 'node_modules' || entry.name === 'dist') continue
      const full = join(path, entry.name)
      if (entry.isDirectory()) visit(full)
      else if (entry.isFile()) hash.update(relative(root, full)).update(readFileSync(full))
    }
  }
  for (const path of paths) {
    const full = join(root, path)
    if (!existsSync(full)) continue
    if (readdirSyncOrNothing(full)) visit(full)
    else hash.update(path).update(readFileSync(full))
  }
  return hash.digest('hex')
}

function readdirSyncOrNothing(path) {
  try {
    return readdirSync(path)
  } catch {
    return undefined
  }
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    return {}
  }
}

function writeStamp(change) {
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, JSON.stringify({ ...readStamp(), ...change }))
}

/** Runs a long command with a line that counts the seconds; shows its output only when it fails. */
function run(label, command, args, env) {
  return new Promise((resolve) => {
    const startedAt = Date.now()
    const seconds = () => Math.round((Date.now() - startedAt) / 1000)
    const live = process.stdout.isTTY
    const output = []
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    // Whoever stops the set-up stops what it started: a second start must not meet an npm that still writes.
    const onSignal = (signal) => {
      child.kill(signal)
      process.stderr.write(`\n✗ Stopped while ${label}. Start again: it goes on where it can.\n`)
      process.exit(1)
    }
    for (const signal of endSignals) process.on(signal, onSignal)
    if (!live) process.stdout.write(`… ${label}\n`)
    const timer = setInterval(
      () =>
        process.stdout.write(
          live ? `\r… ${label} (${seconds()} s) ` : `… ${label} (${seconds()} s)\n`,
        ),
      live ? 1000 : 15_000,
    )
    const finish = (problem) => {
      clearInterval(timer)
      for (const signal of endSignals) process.off(signal, onSignal)
      process.stdout.write(
        `${live ? '\r' : ''}${problem ? '✗' : '✓'} ${label} (${seconds()} s)   \n`,
      )
      resolve({ problem, output: Buffer.concat(output).toString('utf8') })
    }
    child.on('error', (error) => finish(error.message))
    child.on('close', (code) => finish(code === 0 ? undefined : `exit code ${code}`))
  })
}

/** npm as it was called, run by the machine's own Node: the one inside node_modules is about to be replaced. */
function npmCommand() {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((part) => !part.includes(join('node_modules', '.bin')))
    .join(delimiter)
  const env = { ...process.env, PATH: path }
  const { npm_execpath: npmScript, npm_node_execpath: npmNode } = process.env
  return npmScript && npmNode && npmScript.endsWith('.js')
    ? { command: npmNode, leading: [npmScript], env }
    : { command: 'npm', leading: [], env }
}

async function installPackages() {
  const wanted = digestOf(['package-lock.json'])
  if (readStamp().packages === wanted && existsSync(join(root, 'node_modules', '.bin', 'node')))
    return
  checkDisk()
  // Not `npm ci`: it refuses a lock file that leaves out builds for other systems which a registry does not serve.
  const { command, leading, env } = npmCommand()
  const { problem, output } = await run(
    'installing packages',
    command,
    [...leading, 'install', '--no-save', '--no-audit', '--no-fund'],
    env,
  )
  if (problem?.includes('ENOENT'))
    stop(
      `There is no npm to install the packages with: "${command}" was not found (PATH is "${env.PATH}").`,
      'Install npm (it comes with Node) or put its folder on the PATH, then run "npm start".',
    )
  if (problem) {
    const lines = output.trim().split('\n').slice(0, 12).join('\n  ')
    const remedy = /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/.test(output)
      ? 'The package registry cannot be reached: check the network or the proxy settings of npm, then try again.'
      : /ENOSPC/.test(output)
        ? 'The disk is full: free some space, then try again.'
        : /EACCES|EPERM/.test(output)
          ? 'This user may not write where npm works: check who owns the project folder and the npm cache in the home folder, then try again.'
          : 'Read the lines above; if they do not say enough, run "npm install" by hand.'
    stop(`The packages could not be installed (${problem}).\n  ${lines}`, remedy)
  }
  if (!existsSync(join(root, 'node_modules', '.bin', 'node')))
    stop(
      'The packages are there, but the Node that runs Umai is not.',
      'npm was told not to run install scripts: run "npm config delete ignore-scripts", then try again.',
    )
  writeStamp({ packages: wanted })
}

const deskSources = [
  'apps/desk',
  'packages/words',
  'packages/contract',
  'packages/rules',
  'packages/law',
  'package-lock.json',
]

async function buildDesk() {
  const wanted = digestOf(deskSources)
  if (readStamp().desk === wanted && existsSync(join(root, 'apps/desk/dist/index.html'))) return
  const node = join(root, 'node_modules', '.bin', 'node')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { problem, output } = await run(
    'building the desk',
    node,
    [vite, 'build', '--logLevel', 'warn', 'apps/desk'],
    process.env,
  )
  if (problem)
    stop(
      `The desk could not be built (${problem}).\n${output}`,
      'Mend what the lines above name, then try again.',
    )
  writeStamp({ desk: wanted })
}

checkNode()
checkRights()
await installPackages()
await buildDesk()
