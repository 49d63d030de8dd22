import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDuckdb } from '../engines/duckdb.ts'
import { csvSource } from '../intake/source-files.ts'
import { parseSettings } from '../settings/parse-settings.ts'
import { load } from './load.ts'

const settings = parseSettings({
  version: 1,
  linkType: 'dedupe',
  id: 'number',
  fields: { name: { standardise: 'kz.given' }, born: { standardise: 'date' } },
  blocking: [{ on: ['name.key'] }, { on: ['name.key', 'born'] }],
  comparisons: [{ field: 'name', levels: ['exact'], frequency: {} }],
})

const rows = [
  '__line,number,name,born',
  '2,1,Әсел,1990-01-02',
  '3,2, Асель ,02.01.1990',
  '4,3,Assel,1990-01-03',
  '5,3,Алия,1991-01-02',
  '6,5,,',
  '7,6, ,1991-01-02',
  '8,7,Алия,1991-01-02',
]

describe('records loaded into a store', () => {
  let home: string
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'load-'))
  })
  afterAll(() => rm(home, { recursive: true }))

  async function loaded(name: string, apartAtMost: number) {
    const csv = join(home, `${name}.csv`)
    await writeFile(csv, `${rows.join('\n')}\n`)
    const source = await csvSource(
      'office',
      csv,
      ['number', 'name', 'born'],
      join(home, `${name}.parquet`),
    )
    const path = join(home, `${name}.duckdb`)
    const { report } = await load({
      settings,
      sources: [source],
      path,
      tempDirectory: home,
      apartAtMost,
    })
    const db = await openDuckdb({ path, readOnly: true })
    const table = (sql: string) => db.rows(`SELECT * FROM (${sql}) ORDER BY ALL`)
    const found = {
      report: { ...report, seconds: 0 },
      arrivals: await table('SELECT * FROM arrivals'),
      blocks: await table('SELECT id, k0, k1 FROM numbers'),
      entries: await table('SELECT id, record_id, line, k0, k1 FROM entries'),
      records: await table('SELECT record_id, in_name, in_born FROM records'),
      nodes: await table('SELECT id, source, name, tf_name FROM nodes'),
    }
    db.close()
    return found
  }

  test('are the same whether they stand apart or in one table', async () => {
    const apart = await loaded('apart', 100)

    expect(await loaded('together', 0)).toEqual(apart)
    expect(apart.arrivals.map(({ record_id }) => record_id)).toEqual(['1', '2', '3', '5', '6', '7'])
    expect(apart.records).toContainEqual({
      record_id: '2',
      in_name: 'Асель',
      in_born: '02.01.1990',
    })
    expect(apart.records).toContainEqual({ record_id: '6', in_name: null, in_born: '1991-01-02' })
  })
})
