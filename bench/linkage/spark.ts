// Runs the simulated register on a real Apache Spark and on DuckDB and compares the edges. Sets Spark up in a throw-away Python
// environment, starts its Connect server on loopback, and stops it. Says so, and ends well, where there is no Java or no registry.
//
//   node bench/linkage/spark.ts [--people 3000] [--connect host:port]
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  kazakhRegister,
  linkOnSpark,
  linkPairs,
  listEdges,
  loadRecords,
  openRun,
  train,
} from '@umai/linkage'
import { registerToCsv, simulateRegister } from '@umai/sample'
import { pythonWith } from './python.ts'

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '3000' },
    connect: { type: 'string' },
    folder: { type: 'string', default: join(tmpdir(), 'umai-bench-linkage') },
  },
})
const PORT = 15_902

function notHere(why: string): never {
  process.stdout.write(`Spark was not run: ${why}\n`)
  process.exit(0)
}

async function startServer(): Promise<{ readonly address: string; readonly stop: () => void }> {
  if (values.connect !== undefined) return { address: values.connect, stop: () => undefined }
  if (spawnSync('java', ['-version']).status !== 0) notHere('there is no Java on this machine.')
  const python = pythonWith(values.folder, 'spark', ['pyspark==4.3.0'])
  if (python === undefined) notHere('pyspark 4.3.0 could not be installed.')
  const home = spawnSync(
    python,
    ['-c', 'import pyspark, os; print(os.path.dirname(pyspark.__file__))'],
    { encoding: 'utf8' },
  ).stdout.trim()
  const conf = [
    `spark.connect.grpc.binding.port=${PORT}`,
    'spark.ui.enabled=false',
    'spark.sql.shuffle.partitions=4',
  ].flatMap((setting) => ['--conf', setting])
  const server = spawn(
    join(home, 'bin', 'spark-submit'),
    [
      '--master',
      'local[2]',
      '--driver-memory',
      '1g',
      ...conf,
      '--class',
      'org.apache.spark.sql.connect.service.SparkConnectServer',
      'spark-internal',
    ],
    {
      stdio: 'ignore',
      cwd: values.folder,
      env: { ...process.env, SPARK_HOME: home },
    },
  )
  for (let tries = 0; tries < 180; tries += 1) {
    const socket = connect(PORT, '127.0.0.1')
    const reached = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (reached) return { address: `127.0.0.1:${PORT}`, stop: () => server.kill() }
    if (server.exitCode !== null) notHere(`its server ended with ${server.exitCode}.`)
    await wait(1000)
  }
  server.kill()
  return notHere('its server did not answer in three minutes.')
}

mkdirSync(values.folder, { recursive: true })
const server = await startServer()
try {
  const dir = join(values.folder, 'spark-run')
  rmSync(dir, { recursive: true, force: true })
  const csv = join(values.folder, 'spark-register.csv')
  const out = createWriteStream(csv)
  for (const line of registerToCsv(
    simulateRegister({ seed: 'spark', people: Number(values.people) }),
  ))
    out.write(line)
  out.end()
  await once(out, 'close')
  const run = await openRun(dir, kazakhRegister)
  const loaded = await loadRecords(run, [{ source: 'register', path: csv }])
  const model = await train(run, { trainedAt: new Date().toISOString() })
  await linkPairs(run, { model })
  const byDuckdb = new Map((await listEdges(run)).map((edge) => [`${edge.l} ${edge.r}`, edge]))
  const { seconds } = await linkOnSpark(run, server.address, { model })
  const bySpark = await listEdges(run)
  const differing = bySpark.filter(({ l, r, levels, weight }) => {
    const own = byDuckdb.get(`${l} ${r}`)
    return own === undefined || own.levels !== levels || Math.abs(own.weight - weight) > 1e-6
  })
  const equal = bySpark.length === byDuckdb.size && differing.length === 0
  process.stdout.write(
    `${loaded.records} records: DuckDB ${byDuckdb.size} edges, Spark ${bySpark.length} edges in ${seconds.toFixed(1)} s, ${equal ? 'the same edges' : `${differing.length} DIFFER`}\n`,
  )
  process.exitCode = equal ? 0 : 1
} finally {
  server.stop()
}
