// Writes the published JSON Schema of linkage settings from the schema that the package checks with.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Settings } from '../packages/linkage/src/settings/settings.ts'

const path = fileURLToPath(new URL('../packages/linkage/settings.schema.json', import.meta.url))
writeFileSync(path, JSON.stringify(Settings))
process.exitCode = spawnSync('biome', ['format', '--write', path], { stdio: 'inherit' }).status ?? 1
